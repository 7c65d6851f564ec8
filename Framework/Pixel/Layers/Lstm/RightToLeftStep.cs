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
        if (row > 0) Scan(row - 1);
        for (var image = 0; image < Output.Batch; image++)
            if (row == 0) Output.Columns(row, image).Clear();
            else Hidden.Columns(row - 1, image).CopyTo(Output.Columns(row, image));
    }

    public override void Step(int row, int column, int group)
    {
    }

    void Scan(int row)
    {
        AddAbove(row);
        for (var column = Output.Width - 1; column >= 0; column--)
        {
            AddBeside(row, column, column + 1);
            for (var group = 0; group < Output.Channels.Groups; group++) Advance(row, column, column + 1, group);
        }
    }
}
