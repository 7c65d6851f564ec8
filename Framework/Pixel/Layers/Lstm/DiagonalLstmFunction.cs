using System.Numerics;
using Pixel.Kernels.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Pixel.Layers.Lstm;

/// <summary>The managed path of <see cref="DiagonalLstmScan"/> with its gradient. Arguments: input-to-state map, weight, direction.</summary>
/// <remarks>Threads share out the images: the bits do not depend on their number.</remarks>
sealed class DiagonalLstmFunction : SingleTensorFunction<DiagonalLstmFunction>
{
    /// <inheritdoc/>
    public override string Name => nameof(DiagonalLstmFunction);

    /// <summary>Computes the output, with a backward where gradients are recorded.</summary>
    /// <param name="gates">The input-to-state map, (B, 4h, H, W).</param>
    /// <param name="weight">The state-to-state kernel, (4h, h, 2).</param>
    /// <param name="direction">Where the scan starts.</param>
    /// <returns>(B, h, H, W).</returns>
    public static Tensor Compute(Tensor gates, Tensor weight, ScanDirection direction) =>
        is_grad_enabled() ? apply(gates, weight, direction) : Forward(null, gates, weight, direction);

    /// <inheritdoc/>
    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        ctx.save_data(nameof(ScanDirection), vars[2]);
        return Forward(ctx, (Tensor)vars[0], (Tensor)vars[1], (ScanDirection)vars[2]);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var direction = (ScanDirection)ctx.get_data(nameof(ScanDirection));
        return grad_output.dtype == ScalarType.Float32
            ? Backward<float>(saved, grad_output, direction)
            : Backward<double>(saved, grad_output, direction);
    }

    static Tensor Forward(AutogradContext? context, Tensor gates, Tensor weight, ScanDirection direction) => gates.dtype == ScalarType.Float32
        ? Forward<float>(context, gates, weight, direction)
        : Forward<double>(context, gates, weight, direction);

    static unsafe Tensor Forward<T>(AutogradContext? context, Tensor map, Tensor weight, ScanDirection direction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var gates = PixelMap.Pixels(map); // (B, H, W, 4h)
        using var kernels = weight.contiguous();
        var (batch, height, width, hidden) = (gates.shape[0], (int)gates.shape[1], (int)gates.shape[2], (int)weight.shape[1]);
        var scan = new DiagonalLstmKernel<T>(height, width, hidden, direction);
        using var output = PixelMap.Empty(batch, height, width, hidden, gates);
        var activations = context is null ? null : empty([batch, scan.Cells, LstmGates.Count * hidden], gates.dtype);
        var cells = context is null ? null : empty([batch, scan.Cells, hidden], gates.dtype);
        var from = PixelMap.Pointer<T>(gates);
        var to = PixelMap.Pointer<T>(output);
        var activated = activations is null ? null : PixelMap.Pointer<T>(activations);
        var cell = cells is null ? null : PixelMap.Pointer<T>(cells);
        using var packed = StateKernel.Pack(PixelMap.Pointer<T>(kernels), hidden, kernel: 2);
        Workers.Run((int)batch, image =>
        {
            var (pixels, computed) = ((long)image * height * width, image * scan.Cells);
            scan.Forward(
                from + pixels * LstmGates.Count * hidden, packed, to + pixels * hidden,
                activated is null ? null : activated + computed * LstmGates.Count * hidden, cell is null ? null : cell + computed * hidden);
        });
        var result = PixelMap.Map(output);
        context?.save_for_backward([activations!, cells!, result, weight]);
        return result;
    }

    static unsafe List<Tensor> Backward<T>(List<Tensor> saved, Tensor gradient, ScanDirection direction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var gradients = PixelMap.Pixels(gradient); // (B, H, W, h)
        using var states = PixelMap.Pixels(saved[2]); // (B, H, W, h)
        using var kernels = saved[3].contiguous();
        var (batch, height, width, hidden) = (states.shape[0], (int)states.shape[1], (int)states.shape[2], (int)states.shape[3]);
        var scan = new DiagonalLstmKernel<T>(height, width, hidden, direction);
        using var gates = PixelMap.Empty(batch, height, width, LstmGates.Count * hidden, states);
        var weight = empty_like(kernels);
        var from = PixelMap.Pointer<T>(gradients);
        var to = PixelMap.Pointer<T>(gates);
        var output = PixelMap.Pointer<T>(states);
        var activated = PixelMap.Pointer<T>(saved[0]);
        var cell = PixelMap.Pointer<T>(saved[1]);
        using var packed = StateKernel.PackTransposed(PixelMap.Pointer<T>(kernels), hidden, kernel: 2);
        using var sum = WeightGradients.Sum<T>((int)batch, 2 * hidden, LstmGates.Count * hidden, (image, sum) =>
        {
            var (pixels, computed) = ((long)image * height * width, image * scan.Cells);
            var gate = to + pixels * LstmGates.Count * hidden;
            scan.Backward(from + pixels * hidden, packed, activated + computed * LstmGates.Count * hidden, cell + computed * hidden, gate);
            scan.AddWeightGradient(sum, output + pixels * hidden, gate);
        });
        StateKernel.Unpack(sum, PixelMap.Pointer<T>(weight), hidden, kernel: 2);
        GC.KeepAlive(saved);
        return [PixelMap.Map(gates), weight, null!];
    }
}
