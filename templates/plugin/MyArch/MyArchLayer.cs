using System.Numerics;
using Pixel.Contracts;
using Pixel.Layers;
using static TorchSharp.torch;

namespace MyArch;

/// <summary>A layer as a description: y(r, c) = x(r, c) + gain · x(r − 1, c), channel by channel; zero above the image.</summary>
/// <param name="Channels">The channels of input and output, and their colour groups.</param>
public sealed record MyArchLayer(ChannelGroups Channels) : LayerDescription
{
    /// <inheritdoc/>
    public override string Kind => "add above";

    /// <inheritdoc/>
    public override string Details => $"{Channels.Channels}";

    /// <inheritdoc/>
    public override ChannelGroups Output => Channels;

    /// <summary>One number a channel, drawn from ±0.5 at first.</summary>
    public override IReadOnlyList<ParameterDescription> Parameters => [new("gain", [Channels.Channels], 0.5, Channels.Channels)];

    /// <summary>The step face reads the row above, so that row is kept.</summary>
    public override int RowReach => 1;

    /// <inheritdoc/>
    public override bool HasStepFace => true;

    /// <inheritdoc/>
    public override void Validate(IReadOnlyList<ChannelGroups> inputs) => LayerInputs.Require(this, inputs, [Channels]);

    /// <summary>What a cell is computed from: itself and the cell above, of its own colour group.</summary>
    public override IEnumerable<Read> Reads(Cell cell, int height, int width)
    {
        yield return new Read(0, cell);
        if (cell.Row > 0) yield return new Read(0, cell with { Row = cell.Row - 1 });
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(int height, int width) => (long)Channels.Channels * height * width;

    /// <inheritdoc/>
    public override LayerModule CreateModule() => new MyArchLayerModule(this);

    /// <inheritdoc/>
    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new MyArchLayerStep<T>(context);
}

/// <summary>The map face: whole feature maps with autograd, for training and scoring.</summary>
sealed class MyArchLayerModule(MyArchLayer description) : UnaryLayerModule(description)
{
    public override Tensor Forward(Tensor input) // (B, C, H, W)
    {
        var above = nn.functional.pad(input, [0, 0, 1, 0]).narrow(2, 0, input.shape[2]); // shifted down by a row, zeros on top
        return input + Weight("gain").view(1, -1, 1, 1) * above;
    }
}

/// <summary>The step face: one colour group of one pixel at a time on plain memory, for sampling. It gives the same numbers.</summary>
sealed class MyArchLayerStep<T>(StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _input = context.Inputs[0];
    readonly FeatureMap<T> _output = context.Output;
    readonly T[] _gain = context.Weights["gain"];
    readonly int[][] _channels = LayerInputs.ChannelsByGroup(context.Output.Channels);

    public override void Step(int row, int column, int group)
    {
        for (var image = 0; image < _output.Batch; image++)
            foreach (var channel in _channels[group])
            {
                var above = row > 0 ? _input.Value(row - 1, column, image, channel) : T.Zero;
                _output.Value(row, column, image, channel) = _input.Value(row, column, image, channel) + _gain[channel] * above;
            }
    }
}
