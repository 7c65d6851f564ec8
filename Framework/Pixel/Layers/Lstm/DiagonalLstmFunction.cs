using System.Numerics;
using Pixel.Kernels.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Pixel.Layers.Lstm;

/// <summary>The managed path of <see cref="DiagonalLstmScan"/> with its gradient, and of the convolution before it.</summary>
/// <remarks>
/// Arguments: the gates or what the convolution reads; weight and direction; weight and bias of the convolution and its call, or null. Results:
/// the output; where others read the input too, the input for them. Threads share out the images: the bits do not depend on their number.
/// </remarks>
sealed class DiagonalLstmFunction : ManagedFunction<DiagonalLstmFunction>
{
    const string Call = nameof(Call);

    /// <summary>Computes the output, with a backward where gradients are recorded.</summary>
    /// <param name="input">The input-to-state map, (B, 4h, H, W), or what the convolution that makes it reads.</param>
    /// <param name="weight">The state-to-state kernel, (4h, h, 2).</param>
    /// <param name="direction">Where the scan starts.</param>
    /// <param name="source">The convolution; null where the map is given.</param>
    /// <returns>The output, (B, h, H, W), and the input for those that read it after this layer.</returns>
    public static (Tensor Output, Tensor Input) Compute(Tensor input, Tensor weight, ScanDirection direction, InputToState? source = null)
    {
        if (!is_grad_enabled()) return (Forward(null, input, weight, direction, source), input);
        var results = Apply(input, weight, direction, source?.Weight!, source?.Bias!, source?.Call!);
        return (results[0], results.Count > 1 ? results[1] : input);
    }

    /// <inheritdoc/>
    protected override List<Tensor> Forward(AutogradContext context, object?[] arguments)
    {
        var (input, direction, call) = ((Tensor)arguments[0]!, (ScanDirection)arguments[2]!, (ConvolutionCall?)arguments[5]);
        context.save_data(nameof(ScanDirection), direction);
        context.save_data(Call, call!);
        var output = Forward(context, input, (Tensor)arguments[1]!, direction, call is null ? null : new InputToState((Tensor)arguments[3]!, (Tensor)arguments[4]!, call));
        return call is { IsShared: true } ? [output, input.detach()] : [output];
    }

    /// <inheritdoc/>
    protected override List<Tensor?> Backward(AutogradContext context, List<Tensor> gradients)
    {
        var (saved, direction, call) = (context.get_saved_variables(), (ScanDirection)context.get_data(nameof(ScanDirection)), (ConvolutionCall?)context.get_data(Call));
        var shared = gradients.Count > 1 ? gradients[1] : null;
        return gradients[0].dtype == ScalarType.Float32
            ? Backward<float>(saved, gradients[0], shared, direction, call)
            : Backward<double>(saved, gradients[0], shared, direction, call);
    }

    static Tensor Forward(AutogradContext? context, Tensor input, Tensor weight, ScanDirection direction, InputToState? source) =>
        input.dtype == ScalarType.Float32
            ? Forward<float>(context, input, weight, direction, source)
            : Forward<double>(context, input, weight, direction, source);

    static unsafe Tensor Forward<T>(AutogradContext? context, Tensor input, Tensor weight, ScanDirection direction, InputToState? source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var reader = new GateReader<T>(input, source);
        using var kernels = weight.contiguous();
        var hidden = (int)weight.shape[1];
        var pixels = (nint)reader.Height * reader.Width;
        var scan = new DiagonalLstmKernel<T>(reader.Height, reader.Width, hidden, direction);
        using var output = PixelMap.Empty(reader.Batch, reader.Height, reader.Width, hidden, weight);
        var activations = context is null ? null : empty([reader.Batch, scan.Cells, LstmGates.Count * hidden], weight.dtype);
        var cells = context is null ? null : empty([reader.Batch, scan.Cells, hidden], weight.dtype);
        var to = PixelMap.Pointer<T>(output);
        var activated = activations is null ? null : PixelMap.Pointer<T>(activations);
        var cell = cells is null ? null : PixelMap.Pointer<T>(cells);
        using var packed = StateKernel.Pack(PixelMap.Pointer<T>(kernels), hidden, kernel: 2);
        Workers.Run(reader.Batch, image =>
        {
            using var aside = new Scratch<T>(source is null ? 0 : pixels * LstmGates.Count * hidden);
            var computed = image * scan.Cells * hidden;
            scan.Forward(
                reader.Read(image, aside.Start), packed, to + image * pixels * hidden,
                activated is null ? null : activated + LstmGates.Count * computed, cell is null ? null : cell + computed);
        });
        var result = PixelMap.Map(output);
        context?.save_for_backward([activations!, cells!, result, weight, .. source is null ? (Tensor[])[] : [input, source.Weight]]);
        return result;
    }

    static unsafe List<Tensor?> Backward<T>(List<Tensor> saved, Tensor gradient, Tensor? shared, ScanDirection direction, ConvolutionCall? call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var gradients = PixelMap.Pixels(gradient); // (B, H, W, h)
        using var states = PixelMap.Pixels(saved[2]); // (B, H, W, h)
        using var kernels = saved[3].contiguous();
        using var gates = call is null ? new GateGradients<T>(states) : new GateGradients<T>(saved[4], saved[5], shared, call);
        var (batch, height, width, hidden) = ((int)states.shape[0], (int)states.shape[1], (int)states.shape[2], (int)states.shape[3]);
        var scan = new DiagonalLstmKernel<T>(height, width, hidden, direction);
        var weight = empty_like(kernels);
        var from = PixelMap.Pointer<T>(gradients);
        var output = PixelMap.Pointer<T>(states);
        var activated = PixelMap.Pointer<T>(saved[0]);
        var cell = PixelMap.Pointer<T>(saved[1]);
        using var packed = StateKernel.PackTransposed(PixelMap.Pointer<T>(kernels), hidden, kernel: 2);
        var pixels = (nint)height * width;
        using var sums = WeightGradients<T>.Sum(batch, LstmGates.Count * hidden, [2 * hidden, gates.Rows], (image, sums) =>
        {
            using var aside = new Scratch<T>(call is null ? 0 : pixels * LstmGates.Count * hidden);
            var (state, computed) = (image * pixels * hidden, image * scan.Cells * hidden);
            var gate = gates.At(image, aside.Start);
            scan.Backward(from + state, packed, activated + LstmGates.Count * computed, cell + computed, gate);
            scan.AddWeightGradient(sums[0], output + state, gate);
            gates.PassOn(image, gate, sums[1]);
        });
        StateKernel.Unpack(sums[0], PixelMap.Pointer<T>(weight), hidden, kernel: 2);
        GC.KeepAlive(saved);
        (Tensor?, Tensor?) source = call is null ? (null, null) : gates.Convolution(sums[1]);
        return [gates.Input!, weight, null, source.Item1, source.Item2, null];
    }
}
