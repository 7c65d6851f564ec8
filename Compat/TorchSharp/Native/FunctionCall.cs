using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace TorchSharp.Native;

/// <summary>One call of a custom function. Its node in the autograd graph keeps it alive, through a GCHandle.</summary>
sealed class FunctionCall(
    string name, Func<AutogradContext, object?[], List<Tensor>> forward, Func<AutogradContext, List<Tensor>, List<Tensor?>> backward,
    object?[] arguments)
{
    readonly AutogradContext _context = new();
    readonly bool[] _isTensor = Array.ConvertAll(arguments, argument => argument is Tensor { IsInvalid: false });
    object?[]? _arguments = arguments;

    /// <summary>What forward returned: the very objects, which the caller gets back where they became the results.</summary>
    public List<Tensor> Outputs { get; private set; } = [];

    public void Forward(IntPtr context, IntPtr outputs)
    {
        _context.Native = context;
        Outputs = forward(_context, _arguments!);
        // The inputs must not stay alive as long as the graph.
        _arguments = null;
        foreach (var output in Outputs) Shim.px_list_add(outputs, output.Handle);
    }

    public void Backward(IntPtr gradients, IntPtr results)
    {
        // On whatever thread this is: a scope of our own, so that no tensor made here outlives the call or joins another's scope.
        using var scope = NewDisposeScope();
        var incoming = new List<Tensor>();
        for (var i = 0; i < Shim.px_list_count(gradients); i++) incoming.Add(new Tensor(Shim.px_list_get(gradients, i)));
        var outgoing = backward(_context, incoming);
        if (outgoing.Count < _isTensor.Length)
            throw new InvalidOperationException(
                $"Function {name} returned an incorrect number of gradients (expected {_isTensor.Length}, got {outgoing.Count}).");
        for (var i = 0; i < outgoing.Count; i++)
        {
            var gradient = outgoing[i] is { IsInvalid: false } given ? given : null;
            var expected = i < _isTensor.Length && _isTensor[i];
            if (gradient is not null && !expected)
                throw new InvalidOperationException(
                    $"Function {name} returned a gradient at position {i + 1}, where forward was given no tensor.");
            if (expected) Shim.px_list_add(results, gradient?.Handle ?? IntPtr.Zero);
        }
    }

    public void ForgetOutputs() => Outputs = [];

    /// <summary>The node is gone, and the native context with it.</summary>
    public void Release() => _context.Native = IntPtr.Zero;
}
