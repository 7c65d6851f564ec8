using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Layers.Lstm;

/// <summary>The step face of a left-to-right <see cref="DiagonalLstmScan"/>: each cell when its pixel is stepped.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class LeftToRightStep<T>(DiagonalLstmScan layer, StepContext<T> context) : DiagonalLstmStep<T>(layer, context)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Step(int row, int column, int group)
    {
        for (var image = 0; image < Output.Batch; image++)
        {
            Advance(row, column, column - 1, image, group);
            Hidden.At(row, column, image).CopyTo(Output.At(row, column, image));
        }
    }
}
