using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Layers;

/// <summary>The step face of a layer whose map may be known pixel by pixel, a row at a time, or at once.</summary>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="output">What is written.</param>
/// <param name="timing">When it becomes known.</param>
public abstract class TimedStep<T>(FeatureMap<T> output, MapTiming timing) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What is written.</summary>
    protected FeatureMap<T> Output => output;

    /// <summary>Computes a whole row of the output, of a map that is known before its pixels are.</summary>
    /// <param name="row">The row.</param>
    protected abstract void ComputeRow(int row);

    /// <inheritdoc/>
    public sealed override void Begin()
    {
        if (timing != MapTiming.Image) return;
        for (var row = 0; row < output.Height; row++) ComputeRow(row);
    }

    /// <inheritdoc/>
    public override void BeginRow(int row)
    {
        if (timing == MapTiming.Row) ComputeRow(row);
    }
}
