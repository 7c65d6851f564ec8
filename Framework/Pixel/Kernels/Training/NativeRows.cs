namespace Pixel.Kernels.Training;

/// <summary>Rows of numbers in memory.</summary>
/// <typeparam name="T">The numbers.</typeparam>
/// <param name="start">The first row.</param>
/// <param name="stride">From a row to the next, in numbers.</param>
readonly unsafe struct NativeRows<T>(T* start, nint stride) where T : unmanaged
{
    /// <summary>From a row to the next, in numbers.</summary>
    public nint Stride => stride;

    /// <summary>The start of a row.</summary>
    public T* this[nint row] => start + row * stride;

    /// <summary>The rows from one on.</summary>
    public NativeRows<T> From(nint row) => new(this[row], stride);
}
