using System.Numerics;
using Pixel.Contracts;
using Pixel.Layers;
using static TorchSharp.torch;

namespace DecayNet;

/// <summary>Two exponential moving averages, channel by channel: u(r, c) = a·u(r, c−1) + (1−a)·x(r, c), y(r, c) = b·y(r−1, c) + (1−b)·u(r, c).</summary>
/// <param name="Channels">The channels of input and output; a and b, one each a channel, are sigmoids of the parameters.</param>
public sealed record Decay(ChannelGroups Channels) : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "decay";

    /// <inheritdoc/>
    public override string Details => $"{Channels.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => Channels;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterDescription> Parameters =>
        [new("along", [Channels.Channels], 3, Channels.Channels), new("down", [Channels.Channels], 3, Channels.Channels)];

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs) => LayerInputs.Require(this, inputs, [Channels]);

    /// <inheritdoc/>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width)
    {
        for (var column = 0; column <= cell.Column; column++) yield return new Read(0, cell with { Column = column });
        if (cell.Row > 0) yield return new Read(Read.Own, cell with { Row = cell.Row - 1 });
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(int height, int width) => 4L * Channels.Channels * height * width;

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new DecayModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new DecayStep<T>(context);
}

/// <summary>The map face: each average is a product with the triangular matrix of a decay's powers, so nothing waits for a neighbour.</summary>
sealed class DecayModule(Decay description) : UnaryLayerModule(description)
{
    public override Tensor Forward(Tensor input) // (B, C, H, W)
    {
        var along = matmul(input, Powers("along", input.shape[3])); // (B, C, H, W) by (C, W, W)
        return matmul(along.transpose(2, 3), Powers("down", input.shape[2])).transpose(2, 3); // (B, C, W, H) by (C, H, H)
    }

    /// <summary>(1 − a)·aᶜ⁻ʲ at (j, c) for j up to c, else 0; (C, size, size).</summary>
    Tensor Powers(string name, long size)
    {
        var decay = Weight(name).sigmoid().view(-1, 1, 1);
        var place = arange(size, decay.dtype, decay.device);
        var lag = (place.unsqueeze(0) - place.unsqueeze(1)).clamp(min: 0); // columns from j to c
        return (1 - decay) * (lag * decay.log()).exp().triu();
    }
}

/// <summary>The step face: two numbers to remember a channel, that of the pixel to the left and that of the pixel above.</summary>
sealed class DecayStep<T>(StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly T[] _a = Array.ConvertAll(context.Weights["along"], Sigmoid);
    readonly T[] _b = Array.ConvertAll(context.Weights["down"], Sigmoid);
    readonly int[][] _channels = LayerInputs.ChannelsByGroup(context.Output.Channels);
    readonly FeatureMap<T> _along = context.CreateMap(context.Output.Channels, rowsKept: 1);
    readonly FeatureMap<T> _down = context.CreateMap(context.Output.Channels, rowsKept: 2);

    public override void Step(int row, int column, int group)
    {
        for (var image = 0; image < context.Output.Batch; image++)
            foreach (var c in _channels[group])
            {
                var (left, above) = (column > 0 ? _along.At(row, column - 1, image)[c] : T.Zero, row > 0 ? _down.At(row - 1, column, image)[c] : T.Zero);
                var along = _a[c] * left + (T.One - _a[c]) * context.Inputs[0].At(row, column, image)[c];
                _along.At(row, column, image)[c] = along;
                context.Output.At(row, column, image)[c] = _down.At(row, column, image)[c] = _b[c] * above + (T.One - _b[c]) * along;
            }
    }

    static T Sigmoid(T x) => T.One / (T.One + T.Exp(-x));
}
