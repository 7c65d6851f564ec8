using Pixel.Contracts;
using Pixel.Sampling;

namespace Pixel.Tests.Support;

/// <summary>A network whose output is always the same.</summary>
sealed class FixedConditionals(ImageShape image, double[] output) : IConditionals
{
    public ImageShape Image => image;

    public int Batch => 1;

    public void Begin(PlainConditions conditions)
    {
    }

    public void MoveTo(int row, int column, int channel)
    {
    }

    public ReadOnlySpan<double> Output(int index) => output;

    public void Set(int index, byte level)
    {
    }

    public void Dispose()
    {
    }
}
