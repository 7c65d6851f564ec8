using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Pixel.Kernels.Training;

/// <summary>A function of the managed kernels with its own gradient, that holds on to no tensor longer than autograd does.</summary>
/// <remarks>
/// TorchSharp by itself leaves the tensors that pass through a function to the scope around: what backward is given and gives, map by map, until
/// the whole step ends. Its own stand-in for the gradient of a result that nobody used reads a tensor that such a scope may have disposed.
/// </remarks>
/// <typeparam name="TSelf">The function.</typeparam>
abstract class ManagedFunction<TSelf> : MultiTensorFunction<TSelf> where TSelf : ManagedFunction<TSelf>, new()
{
    const string Shapes = nameof(Shapes);

    /// <inheritdoc/>
    public sealed override string Name => typeof(TSelf).Name;

    /// <summary>Computes the results, and saves what <see cref="Backward"/> needs.</summary>
    /// <param name="context">Takes what is saved.</param>
    /// <param name="arguments">What the function was applied to; null where an argument was.</param>
    protected abstract List<Tensor> Forward(AutogradContext context, object?[] arguments);

    /// <summary>Computes the gradients of the arguments, null for those without.</summary>
    /// <param name="context">Has what was saved.</param>
    /// <param name="gradients">The gradients of the results; zeros for one that nobody used.</param>
    protected abstract List<Tensor?> Backward(AutogradContext context, List<Tensor> gradients);

    /// <summary>Applies the function where gradients are recorded.</summary>
    /// <param name="arguments">Tensors and others, null allowed.</param>
    protected static List<Tensor> Apply(params object?[] arguments)
    {
        using var scope = NewDisposeScope();
        var results = apply(arguments!);
        foreach (var result in results) result.MoveToOuterDisposeScope();
        return results;
    }

    /// <inheritdoc/>
    public sealed override List<Tensor> forward(AutogradContext ctx, params object[] vars)
    {
        ctx.set_materialize_grads(false);
        var results = Forward(ctx, vars);
        ctx.save_data(Shapes, results.ConvertAll(result => result.shape));
        return results;
    }

    /// <inheritdoc/>
    public sealed override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
    {
        HandedOver.Dispose();
        using var scope = NewDisposeScope();
        var like = grad_outputs.Find(gradient => !gradient.IsInvalid)!;
        var shapes = (List<long[]>)ctx.get_data(Shapes);
        List<Tensor> given = [.. grad_outputs.Select((gradient, i) => gradient.IsInvalid ? zeros(shapes[i], like.dtype, like.device) : gradient)];
        var gradients = Backward(ctx, given);
        foreach (var gradient in gradients) gradient?.MoveToOuterDisposeScope();
        foreach (var gradient in grad_outputs.Where(gradient => !gradients.Exists(given => ReferenceEquals(given, gradient)))) gradient.Dispose();
        HandedOver.Keep(gradients);
        if (Graphs.ServeOnce) ctx.Dispose();
        return gradients!;
    }
}

/// <summary>How long the graphs of this thread serve.</summary>
static class Graphs
{
    /// <summary>Whether each is gone through backwards once only, so that a function lets go of what it saved as soon as it has used it.</summary>
    /// <remarks>libtorch's own functions do so by themselves; TorchSharp's keep it until the graph goes, and does not tell them whether it is retained.</remarks>
    [ThreadStatic] public static bool ServeOnce;
}

/// <summary>The gradients that a function gave to autograd last: it takes them over once the function has returned, so they are let go at the next one.</summary>
static class HandedOver
{
    [ThreadStatic] static List<Tensor?>? _gradients;

    /// <summary>Remembers what is being given.</summary>
    public static void Keep(List<Tensor?> gradients) => _gradients = gradients;

    /// <summary>Lets go of what was given last.</summary>
    public static void Dispose()
    {
        _gradients?.ForEach(gradient => gradient?.Dispose());
        _gradients = null;
    }
}
