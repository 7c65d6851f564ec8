using System.Numerics;
using Pixel.Kernels.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Pixel.Layers.Lstm;

/// <summary>The managed path of <see cref="RowLstmScan"/> with its gradient. Arguments: input-to-state map, weight, initial states.</summary>
/// <remarks>Threads share out the images: the bits do not depend on their number.</remarks>
sealed class RowLstmFunction : SingleTensorFunction<RowLstmFunction>
{
    /// <inheritdoc/>
    public override string Name => nameof(RowLstmFunction);

    /// <summary>Computes the output, with a backward where gradients are recorded.</summary>
    /// <param name="gates">The input-to-state map, (B, 4h, H, W).</param>
    /// <param name="weight">The state-to-state kernel, (4h, h, k).</param>
    /// <param name="initialHidden">The hidden state above the first row, (h).</param>
    /// <param name="initialCell">The cell state above the first row, (h).</param>
    /// <returns>(B, h, H, W).</returns>
    public static Tensor Compute(Tensor gates, Tensor weight, Tensor initialHidden, Tensor initialCell) => is_grad_enabled()
        ? apply(gates, weight, initialHidden, initialCell)
        : Forward(null, gates, weight, initialHidden, initialCell);

    /// <inheritdoc/>
    public override Tensor forward(AutogradContext ctx, params object[] vars) =>
        Forward(ctx, (Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor)vars[3]);

    /// <inheritdoc/>
    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        return grad_output.dtype == ScalarType.Float32 ? Backward<float>(saved, grad_output) : Backward<double>(saved, grad_output);
    }

    static Tensor Forward(AutogradContext? context, Tensor gates, Tensor weight, Tensor initialHidden, Tensor initialCell) =>
        gates.dtype == ScalarType.Float32
            ? Forward<float>(context, gates, weight, initialHidden, initialCell)
            : Forward<double>(context, gates, weight, initialHidden, initialCell);

    static unsafe Tensor Forward<T>(AutogradContext? context, Tensor map, Tensor weight, Tensor initialHidden, Tensor initialCell)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var gates = PixelMap.Pixels(map); // (B, H, W, 4h)
        using var kernels = weight.contiguous();
        var (batch, height, width) = (gates.shape[0], (int)gates.shape[1], (int)gates.shape[2]);
        var (hidden, kernel) = ((int)weight.shape[1], (int)weight.shape[2]);
        var scan = new RowLstmKernel<T>(height, width, hidden, kernel);
        using var output = PixelMap.Empty(batch, height, width, hidden, gates);
        var activations = context is null ? null : empty_like(gates);
        var cells = context is null ? null : empty_like(output);
        var from = PixelMap.Pointer<T>(gates);
        var to = PixelMap.Pointer<T>(output);
        var firstHidden = PixelMap.Pointer<T>(initialHidden);
        var firstCell = PixelMap.Pointer<T>(initialCell);
        var activated = activations is null ? null : PixelMap.Pointer<T>(activations);
        var cell = cells is null ? null : PixelMap.Pointer<T>(cells);
        using var packed = StateKernel.Pack(PixelMap.Pointer<T>(kernels), hidden, kernel);
        Workers.Run((int)batch, image =>
        {
            var (gate, state) = ((nint)image * height * width * LstmGates.Count * hidden, (nint)image * height * width * hidden);
            scan.Forward(
                from + gate, packed, firstHidden, firstCell, to + state, activated is null ? null : activated + gate, cell is null ? null : cell + state);
        });
        var result = PixelMap.Map(output);
        context?.save_for_backward([activations!, cells!, result, weight, initialHidden, initialCell]);
        return result;
    }

    static unsafe List<Tensor> Backward<T>(List<Tensor> saved, Tensor gradient) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var gradients = PixelMap.Pixels(gradient); // (B, H, W, h)
        using var states = PixelMap.Pixels(saved[2]); // (B, H, W, h)
        using var kernels = saved[3].contiguous();
        var (batch, height, width) = (states.shape[0], (int)states.shape[1], (int)states.shape[2]);
        var (hidden, kernel) = ((int)kernels.shape[1], (int)kernels.shape[2]);
        var scan = new RowLstmKernel<T>(height, width, hidden, kernel);
        using var gates = PixelMap.Empty(batch, height, width, LstmGates.Count * hidden, states);
        using var initial = empty([batch, 2, hidden], states.dtype);
        var weight = empty_like(kernels);
        var from = PixelMap.Pointer<T>(gradients);
        var to = PixelMap.Pointer<T>(gates);
        var output = PixelMap.Pointer<T>(states);
        var activated = PixelMap.Pointer<T>(saved[0]);
        var cell = PixelMap.Pointer<T>(saved[1]);
        var firstHidden = PixelMap.Pointer<T>(saved[4]);
        var firstCell = PixelMap.Pointer<T>(saved[5]);
        var first = PixelMap.Pointer<T>(initial);
        using var packed = StateKernel.PackTransposed(PixelMap.Pointer<T>(kernels), hidden, kernel);
        var pixels = (nint)height * width;
        using var sum = WeightGradients.Sum<T>((int)batch, kernel * hidden, LstmGates.Count * hidden, (image, sum) =>
        {
            var (gate, state) = (image * pixels * LstmGates.Count * hidden, image * pixels * hidden);
            scan.Backward(from + state, packed, firstCell, activated + gate, cell + state, to + gate, first + image * 2 * hidden);
            scan.AddWeightGradient(sum, firstHidden, output + state, to + gate);
        });
        StateKernel.Unpack(sum, PixelMap.Pointer<T>(weight), hidden, kernel);
        GC.KeepAlive(saved);
        using var initials = initial.sum(dim: 0); // (2, h)
        return [PixelMap.Map(gates), weight, initials.select(0, 0).clone(), initials.select(0, 1).clone()];
    }
}
