using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Layers.Lstm;

/// <summary>The step face of a right-to-left <see cref="DiagonalLstmScan"/>: a whole row at once, when the row above is complete.</summary>
/// <remarks>The shift: row r of the output is row r − 1 of the scan, and the first row is zero.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class RightToLeftStep<T>(DiagonalLstmScan layer, StepContext<T> context) : DiagonalLstmStep<T>(layer, context)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void BeginRow(int row)
    {
        if (row == 0) return;
        BeginScan(row - 1);
        for (var column = Output.Width - 1; column >= 0; column--)
            for (var group = 0; group < Output.Channels.Groups; group++) Advance(row - 1, column, column + 1, group);
    }

    public override void Step(int row, int column, int group) => Hidden.Group(row - 1, column, group).CopyTo(Output.Group(row, column, group));
}
