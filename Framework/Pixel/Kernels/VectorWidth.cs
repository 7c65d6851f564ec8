using System.Runtime.Intrinsics;

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

/// <summary>Which vector width this machine computes with.</summary>
public static class VectorMachine
{
    /// <summary>The environment variable that forces a width, for tests: 512, 256, 128, or 0 for one number at a time.</summary>
    public const string Switch = "PIXELFW_VECTOR_BITS";

    /// <summary>The width that kernels take unless they are told another: the one forced by <see cref="Switch"/>, else the widest there is.</summary>
    /// <exception cref="VectorWidthException">The switch names no width.</exception>
    public static VectorWidth Width => Choose(Environment.GetEnvironmentVariable(Switch));

    /// <summary>The width for a value of <see cref="Switch"/>.</summary>
    /// <param name="forced">The value; null or empty where it is not set.</param>
    /// <exception cref="VectorWidthException">The value is none of 512, 256, 128 and 0.</exception>
    public static VectorWidth Choose(string? forced) => forced switch
    {
        null or "" => Widest(),
        "512" => VectorWidth.Bits512,
        "256" => VectorWidth.Bits256,
        "128" => VectorWidth.Bits128,
        "0" => VectorWidth.Scalar,
        _ => throw new VectorWidthException($"{Switch} is '{forced}'; it can be 512, 256, 128, or 0 for one number at a time. Unset it to take the widest that the machine has."),
    };

    static VectorWidth Widest() =>
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : Vector128.IsHardwareAccelerated ? VectorWidth.Bits128
        : VectorWidth.Scalar;
}

/// <summary>The environment asks for a vector width that there is not.</summary>
/// <param name="message">What was asked for and what is allowed.</param>
public sealed class VectorWidthException(string message) : Exception(message);
