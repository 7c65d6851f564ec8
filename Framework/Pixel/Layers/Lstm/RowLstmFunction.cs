using System.Numerics;
using Pixel.Kernels.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Pixel.Layers.Lstm;

/// <summary>The managed path of <see cref="RowLstmScan"/> with its gradient, and of the convolution before it.</summary>
/// <remarks>
/// Arguments: the gates or what the convolution reads; weight and initial states; weight and bias of the convolution and its call, or null.
/// Results: the output; where others read the input too, the input for them. Threads share out the images: the bits do not depend on their number.
/// </remarks>
sealed class RowLstmFunction : ManagedFunction<RowLstmFunction>
{
    const string Call = nameof(Call);

    /// <summary>Computes the output, with a backward where gradients are recorded.</summary>
    /// <param name="input">The input-to-state map, (B, 4h, H, W), or what the convolution that makes it reads.</param>
    /// <param name="weight">The state-to-state kernel, (4h, h, k).</param>
    /// <param name="initialHidden">The hidden state above the first row, (h).</param>
    /// <param name="initialCell">The cell state above the first row, (h).</param>
    /// <param name="source">The convolution; null where the map is given.</param>
    /// <returns>The output, (B, h, H, W), and the input for those that read it after this layer.</returns>
    public static (Tensor Output, Tensor Input) Compute(
        Tensor input, Tensor weight, Tensor initialHidden, Tensor initialCell, InputToState? source = null)
    {
        if (!is_grad_enabled()) return (Forward(null, input, weight, initialHidden, initialCell, source), input);
        var results = Apply(input, weight, initialHidden, initialCell, source?.Weight!, source?.Bias!, source?.Call!);
        return (results[0], results.Count > 1 ? results[1] : input);
    }

    /// <inheritdoc/>
    protected override List<Tensor> Forward(AutogradContext context, object?[] arguments)
    {
        var (input, call) = ((Tensor)arguments[0]!, (ConvolutionCall?)arguments[6]);
        context.save_data(Call, call!);
        var output = Forward(
            context, input, (Tensor)arguments[1]!, (Tensor)arguments[2]!, (Tensor)arguments[3]!, call is null ? null : new InputToState((Tensor)arguments[4]!, (Tensor)arguments[5]!, call));
        return call is { IsShared: true } ? [output, input.detach()] : [output];
    }

    /// <inheritdoc/>
    protected override List<Tensor?> Backward(AutogradContext context, List<Tensor> gradients)
    {
        var (saved, call) = (context.get_saved_variables(), (ConvolutionCall?)context.get_data(Call));
        var shared = gradients.Count > 1 ? gradients[1] : null;
        return gradients[0].dtype == ScalarType.Float32
            ? Backward<float>(saved, gradients[0], shared, call)
            : Backward<double>(saved, gradients[0], shared, call);
    }

    static Tensor Forward(AutogradContext? context, Tensor input, Tensor weight, Tensor initialHidden, Tensor initialCell, InputToState? source) =>
        input.dtype == ScalarType.Float32
            ? Forward<float>(context, input, weight, initialHidden, initialCell, source)
            : Forward<double>(context, input, weight, initialHidden, initialCell, source);

    static unsafe Tensor Forward<T>(
        AutogradContext? context, Tensor input, Tensor weight, Tensor initialHidden, Tensor initialCell, InputToState? source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var reader = new GateReader<T>(input, source);
        using var kernels = weight.contiguous();
        var (hidden, kernel) = ((int)weight.shape[1], (int)weight.shape[2]);
        var (states, gates) = ((nint)reader.Height * reader.Width * hidden, (nint)reader.Height * reader.Width * LstmGates.Count * hidden);
        var scan = new RowLstmKernel<T>(reader.Height, reader.Width, hidden, kernel);
        using var output = PixelMap.Empty(reader.Batch, reader.Height, reader.Width, hidden, weight);
        var activations = context is null ? null : PixelMap.Empty(reader.Batch, reader.Height, reader.Width, LstmGates.Count * hidden, weight);
        var cells = context is null ? null : empty_like(output);
        var to = PixelMap.Pointer<T>(output);
        var firstHidden = PixelMap.Pointer<T>(initialHidden);
        var firstCell = PixelMap.Pointer<T>(initialCell);
        var activated = activations is null ? null : PixelMap.Pointer<T>(activations);
        var cell = cells is null ? null : PixelMap.Pointer<T>(cells);
        using var packed = StateKernel.Pack(PixelMap.Pointer<T>(kernels), hidden, kernel);
        Workers.Run(reader.Batch, image =>
        {
            using var aside = new Scratch<T>(source is null ? 0 : gates);
            scan.Forward(
                reader.Read(image, aside.Start), packed, firstHidden, firstCell, to + image * states,
                activated is null ? null : activated + image * gates, cell is null ? null : cell + image * states);
        });
        var result = PixelMap.Map(output);
        context?.save_for_backward([activations!, cells!, result, weight, initialHidden, initialCell, .. source is null ? (Tensor[])[] : [input, source.Weight]]);
        return result;
    }

    static unsafe List<Tensor?> Backward<T>(List<Tensor> saved, Tensor gradient, Tensor? shared, ConvolutionCall? call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var gradients = PixelMap.Pixels(gradient); // (B, H, W, h)
        using var states = PixelMap.Pixels(saved[2]); // (B, H, W, h)
        using var kernels = saved[3].contiguous();
        using var gates = call is null ? new GateGradients<T>(states) : new GateGradients<T>(saved[6], saved[7], shared, call);
        var (batch, height, width) = ((int)states.shape[0], (int)states.shape[1], (int)states.shape[2]);
        var (hidden, kernel) = ((int)kernels.shape[1], (int)kernels.shape[2]);
        var scan = new RowLstmKernel<T>(height, width, hidden, kernel);
        using var initial = empty([batch, 2, hidden], states.dtype);
        var weight = empty_like(kernels);
        var from = PixelMap.Pointer<T>(gradients);
        var output = PixelMap.Pointer<T>(states);
        var activated = PixelMap.Pointer<T>(saved[0]);
        var cell = PixelMap.Pointer<T>(saved[1]);
        var firstHidden = PixelMap.Pointer<T>(saved[4]);
        var firstCell = PixelMap.Pointer<T>(saved[5]);
        var first = PixelMap.Pointer<T>(initial);
        using var packed = StateKernel.PackTransposed(PixelMap.Pointer<T>(kernels), hidden, kernel);
        var pixels = (nint)height * width;
        using var sums = WeightGradients<T>.Sum(batch, LstmGates.Count * hidden, [kernel * hidden, gates.Rows], (image, sums) =>
        {
            using var aside = new Scratch<T>(call is null ? 0 : pixels * LstmGates.Count * hidden);
            var state = image * pixels * hidden;
            var gate = gates.At(image, aside.Start);
            scan.Backward(
                from + state, packed, firstCell, activated + LstmGates.Count * state, cell + state, gate, first + image * 2 * hidden);
            scan.AddWeightGradient(sums[0], firstHidden, output + state, gate);
            gates.PassOn(image, gate, sums[1]);
        });
        StateKernel.Unpack(sums[0], PixelMap.Pointer<T>(weight), hidden, kernel);
        GC.KeepAlive(saved);
        using var initials = initial.sum(dim: 0); // (2, h)
        (Tensor?, Tensor?) source = call is null ? (null, null) : gates.Convolution(sums[1]);
        return [gates.Input!, weight, initials.select(0, 0).clone(), initials.select(0, 1).clone(), source.Item1, source.Item2, null];
    }
}
