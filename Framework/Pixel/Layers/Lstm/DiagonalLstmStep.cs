using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Layers.Lstm;

/// <summary>What both directions of a <see cref="DiagonalLstmScan"/> do at a pixel in the step face; they differ in when.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
abstract class DiagonalLstmStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T> _gates;
    readonly FeatureMap<T> _cell;
    readonly LstmCell<T> _lstm;
    readonly T[] _outside;

    protected DiagonalLstmStep(DiagonalLstmScan layer, StepContext<T> context)
    {
        (_gates, Output) = (context.Inputs[0], context.Output);
        Hidden = new FeatureMap<T>(Output.Height, Output.Width, layer.Output, Output.Batch, 2);
        _cell = new FeatureMap<T>(Output.Height, Output.Width, layer.Output, Output.Batch, 1);
        _lstm = new LstmCell<T>(layer.Output, context.Weights["weight"], 2);
        _outside = new T[layer.Output.Channels];
    }

    protected FeatureMap<T> Output { get; }

    /// <summary>The hidden states of this row and of the one above.</summary>
    protected FeatureMap<T> Hidden { get; }

    /// <summary>Computes both states of a colour group from those above and beside; outside the image they are zero.</summary>
    protected void Advance(int row, int column, int beside, int image, int group)
    {
        var isInside = Output.Contains(row, beside);
        _lstm.Begin(group, _gates.At(row, column, image));
        if (row > 0) _lstm.Add(group, 0, Hidden.At(row - 1, column, image));
        if (isInside) _lstm.Add(group, 1, Hidden.At(row, beside, image));
        var before = isInside ? _cell.At(row, beside, image) : _outside;
        _lstm.End(group, before, _cell.At(row, column, image), Hidden.At(row, column, image));
    }
}
