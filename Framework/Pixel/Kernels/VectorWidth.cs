namespace Pixel.Kernels;

/// <summary>How many bits the kernels compute on at once. All widths give the same bits.</summary>
public enum VectorWidth
{
    /// <summary>One number at a time.</summary>
    Scalar = 0,

    /// <summary>4 numbers of float32, 2 of float64.</summary>
    Bits128 = 128,

    /// <summary>8 numbers of float32, 4 of float64.</summary>
    Bits256 = 256,

    /// <summary>16 numbers of float32, 8 of float64.</summary>
    Bits512 = 512,
}
