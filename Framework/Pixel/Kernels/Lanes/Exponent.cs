namespace Pixel.Kernels.Lanes;

/// <summary>Where the exponent lies in a number's bits.</summary>
static class Exponent
{
    public const int FloatShift = 23;
    public const int DoubleShift = 52;
}
