using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Layers.Lstm;

/// <summary>The map face of <see cref="DiagonalLstmScan"/>: skewed, one convolution and one cell a diagonal (paper, figure 3).</summary>
/// <param name="description">The layer.</param>
public sealed class DiagonalLstmScanModule(DiagonalLstmScan description) : UnaryLayerModule(description), IGatedScan
{
    /// <inheritdoc/>
    public override bool HasManagedKernels => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        if (UsesManagedKernels(input)) return DiagonalLstmFunction.Compute(input, Weight("weight"), description.Direction).Output;
        if (description.Direction == ScanDirection.LeftToRight) return Scan(input);
        var mirrored = Scan(input.flip(3)).flip(3); // (B, h, H, W)
        var (height, above) = (mirrored.shape[2], nn.functional.pad(mirrored, (0, 0, 1, 0)));
        return above.narrow(2, 0, height);
    }

    (Tensor Output, Tensor Input) IGatedScan.Forward(Tensor input, MaskedConvolutionModule inputToState, bool rectify, bool isShared)
    {
        if (UsesManagedKernels(input))
            return DiagonalLstmFunction.Compute(
                input, Weight("weight"), description.Direction, InputToState.Of(inputToState, rectify, input, isShared));
        var (gates, next) = inputToState.Forward(input, rectify, addend: null, isShared);
        return (Forward(gates), next);
    }

    Tensor Scan(Tensor input)
    {
        var (batch, height, width) = (input.shape[0], input.shape[2], input.shape[3]);
        var skewed = Skew(input); // (B, 4h, H, W + H − 1)
        using var inside = Skew(ones([1, 1, height, width], input.dtype, input.device)); // (1, 1, H, W + H − 1)
        var hidden = zeros([batch, description.Output.Channels, height], input.dtype, input.device);
        var cell = zeros_like(hidden);
        var diagonals = new Tensor[width + height - 1];
        for (var diagonal = 0; diagonal < diagonals.Length; diagonal++)
        {
            var above = nn.functional.pad(hidden, (1, 0)); // (B, h, 1 + H): row r lies at r + 1
            var states = nn.functional.conv1d(above, Weight("weight")); // (B, 4h, H), from rows r − 1 and r
            var (nextHidden, nextCell) = LstmGates.Apply(skewed.select(3, diagonal) + states, cell);
            var real = inside.select(3, diagonal); // (1, 1, H): states outside the image stay zero
            (hidden, cell) = (nextHidden * real, nextCell * real);
            diagonals[diagonal] = hidden;
        }
        return Unskew(stack(diagonals, 3), width);
    }

    /// <summary>Shifts row r to the right by r: (B, C, H, W) to (B, C, H, W + H − 1), zeros around.</summary>
    static Tensor Skew(Tensor map)
    {
        var (batch, channels, height, width) = (map.shape[0], map.shape[1], map.shape[2], map.shape[3]);
        // Rows padded to W + H and read as rows of W + H − 1 start one place later each.
        var padded = nn.functional.pad(map, (0, height)).reshape(batch, channels, height * (width + height));
        return padded.narrow(2, 0, height * (width + height - 1)).reshape(batch, channels, height, width + height - 1);
    }

    static Tensor Unskew(Tensor skewed, long width)
    {
        var (batch, channels, height, length) = (skewed.shape[0], skewed.shape[1], skewed.shape[2], skewed.shape[3]);
        var padded = nn.functional.pad(skewed.reshape(batch, channels, height * length), (0, height));
        return padded.reshape(batch, channels, height, length + 1).narrow(3, 0, width);
    }
}
