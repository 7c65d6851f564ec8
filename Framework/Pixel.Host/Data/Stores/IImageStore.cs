namespace Pixel.Host.Data.Stores;

/// <summary>Images of a set too large to be one array: any number of threads may ask for any of them.</summary>
interface IImageStore
{
    /// <summary>The number of images.</summary>
    int Count { get; }

    /// <summary>Copies the samples of one image, 0 … 255, in the order C, H, W.</summary>
    /// <exception cref="DataFormatException">Its file is not what it should be.</exception>
    void CopyTo(int index, Span<byte> destination);
}
