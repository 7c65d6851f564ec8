using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Layers.Lstm;

/// <summary>The step face of a left-to-right <see cref="DiagonalLstmScan"/>: each cell when its pixel is stepped.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class LeftToRightStep<T>(DiagonalLstmScan layer, StepContext<T> context) : DiagonalLstmStep<T>(layer, context)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void BeginRow(int row) => BeginScan(row);

    public override void Step(int row, int column, int group)
    {
        Advance(row, column, column - 1, group);
        Hidden.Group(row, column, group).CopyTo(Output.Group(row, column, group));
    }
}
