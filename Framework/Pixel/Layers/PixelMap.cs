using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>Feature maps as the managed kernels see them: all channels of a pixel side by side, (B, H, W, C).</summary>
/// <remarks>libtorch sees the same memory as a map (B, C, H, W) in its "channels last" order, and keeps to that order element by element.</remarks>
static unsafe class PixelMap
{
    /// <summary>The pixels of a map, copied only where they lie otherwise.</summary>
    /// <param name="map">(B, C, H, W).</param>
    /// <returns>(B, H, W, C), contiguous.</returns>
    public static Tensor Pixels(Tensor map)
    {
        using var pixels = map.permute(0, 2, 3, 1);
        return pixels.contiguous();
    }

    /// <summary>Whether the channels of a pixel lie side by side, so that <see cref="Pixels"/> copies nothing.</summary>
    /// <param name="map">(B, C, H, W).</param>
    public static bool ArePixels(Tensor map)
    {
        using var pixels = map.permute(0, 2, 3, 1);
        return pixels.is_contiguous();
    }

    /// <summary>Makes pixels of unset numbers.</summary>
    /// <param name="batch">B.</param>
    /// <param name="height">H.</param>
    /// <param name="width">W.</param>
    /// <param name="channels">C.</param>
    /// <param name="like">A tensor of the same type.</param>
    public static Tensor Empty(long batch, long height, long width, long channels, Tensor like) =>
        empty([batch, height, width, channels], like.dtype, like.device);

    /// <summary>Pixels as a map.</summary>
    /// <param name="pixels">(B, H, W, C).</param>
    /// <returns>(B, C, H, W), on the same memory.</returns>
    public static Tensor Map(Tensor pixels) => pixels.permute(0, 3, 1, 2);

    /// <summary>Where the numbers of a contiguous tensor lie; keep the tensor alive while the pointer is used.</summary>
    /// <typeparam name="T">The tensor's type.</typeparam>
    /// <param name="tensor">In CPU memory.</param>
    /// <exception cref="ArgumentException">The tensor is of another type.</exception>
    public static T* Pointer<T>(Tensor tensor) where T : unmanaged
    {
        var type = typeof(T) == typeof(float) ? ScalarType.Float32 : ScalarType.Float64;
        if (tensor.dtype != type) ThrowType(tensor.dtype, type);
        if (tensor.numel() * sizeof(T) <= int.MaxValue) return First<T>(tensor);
        using var first = tensor.narrow(0, 0, 1); // a span reaches 2 GB at most
        return First<T>(first);
    }

    static void ThrowType(ScalarType given, ScalarType type) => throw new ArgumentException(
        $"A tensor of the type {given} meets others of {type}: all parameters and maps of a network are of one type; convert the whole module by to(…).");

    static T* First<T>(Tensor tensor) where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
