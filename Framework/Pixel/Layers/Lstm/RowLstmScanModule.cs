using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Layers.Lstm;

/// <summary>The map face of <see cref="RowLstmScan"/>: one convolution and one cell a row, for all columns at once.</summary>
/// <param name="description">The layer.</param>
public sealed class RowLstmScanModule(RowLstmScan description) : UnaryLayerModule(description), IGatedScan
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        if (UsesManagedKernels(input))
            return RowLstmFunction.Compute(input, Weight("weight"), Weight("initial_hidden"), Weight("initial_cell")).Output;
        var (batch, height, width) = (input.shape[0], input.shape[2], input.shape[3]);
        var hidden = Initial("initial_hidden", batch, width); // (B, h, W)
        var cell = Initial("initial_cell", batch, width); // (B, h, W)
        var rows = new Tensor[height];
        for (var row = 0; row < height; row++)
        {
            var states = nn.functional.conv1d(hidden, Weight("weight"), padding: description.Kernel / 2); // (B, 4h, W)
            (hidden, cell) = LstmGates.Apply(input.select(2, row) + states, cell);
            rows[row] = hidden;
        }
        return stack(rows, 2); // (B, h, H, W)
    }

    (Tensor Output, Tensor Input) IGatedScan.Forward(Tensor input, MaskedConvolutionModule inputToState, bool rectify, bool isShared)
    {
        if (UsesManagedKernels(input))
            return RowLstmFunction.Compute(
                input, Weight("weight"), Weight("initial_hidden"), Weight("initial_cell"), InputToState.Of(inputToState, rectify, input, isShared));
        var (gates, next) = inputToState.Forward(input, rectify, addend: null, isShared);
        return (Forward(gates), next);
    }

    Tensor Initial(string name, long batch, long width) =>
        Weight(name).view(1, -1, 1).expand(batch, description.Output.Channels, width);
}
