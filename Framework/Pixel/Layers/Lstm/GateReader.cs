using System.Numerics;
using Pixel.Kernels.Training;
using static TorchSharp.torch;

namespace Pixel.Layers.Lstm;

/// <summary>The gates of a scan, image by image: of a map that is given, or made by the convolution as they are asked for.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed unsafe class GateReader<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly bool _isMade;
    readonly MaskedConvolutionKernel<T> _kernel;
    readonly PanelMatrix<T> _packed;
    readonly T* _from;
    readonly T* _bias;

    /// <summary>Begins to read.</summary>
    /// <param name="map">The gates, (B, 4h, H, W), or what the convolution reads.</param>
    /// <param name="source">The convolution; null where the gates are given.</param>
    public GateReader(Tensor map, InputToState? source)
    {
        Pixels = PixelMap.Pixels(map);
        _from = PixelMap.Pointer<T>(Pixels);
        if (source is null) return;
        _isMade = true;
        _kernel = new MaskedConvolutionKernel<T>(source.Call.Layer, Height, Width, source.Call.Rectify);
        _bias = PixelMap.Pointer<T>(source.Bias);
        using var kernels = source.Weight.contiguous();
        _packed = _kernel.Pack(PixelMap.Pointer<T>(kernels));
    }

    /// <summary>What is read, (B, H, W, C).</summary>
    public Tensor Pixels { get; }

    /// <summary>B.</summary>
    public int Batch => (int)Pixels.shape[0];

    /// <summary>H.</summary>
    public int Height => (int)Pixels.shape[1];

    /// <summary>W.</summary>
    public int Width => (int)Pixels.shape[2];

    /// <summary>The gates of an image, (H, W, 4h).</summary>
    /// <param name="image">Its index.</param>
    /// <param name="aside">Memory for as many numbers, used where they are made.</param>
    public T* Read(int image, T* aside)
    {
        var at = _from + image * (nint)(Pixels.shape[1] * Pixels.shape[2] * Pixels.shape[3]);
        if (!_isMade) return at;
        _kernel.Forward(at, _packed, _bias, null, aside);
        return aside;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isMade) _packed.Dispose();
        Pixels.Dispose();
    }
}
