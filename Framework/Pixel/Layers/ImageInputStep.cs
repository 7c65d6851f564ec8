using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Layers;

/// <summary>The step face of <see cref="ImageInput"/>: nothing to compute, the sub-pixels are written as they become known.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class ImageInputStep<T> : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Step(int row, int column, int group)
    {
    }
}
