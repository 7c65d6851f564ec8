using System.Numerics;
using Pixel.Kernels.Training;
using static TorchSharp.torch;

namespace Pixel.Layers.Lstm;

/// <summary>The convolution that gives a scan its gates, where the scan computes it too: the gates of an image stay in a cache, and make no map.</summary>
/// <param name="Weight">Its weight.</param>
/// <param name="Bias">Its bias.</param>
/// <param name="Call">The layer, and how it reads.</param>
sealed record InputToState(Tensor Weight, Tensor Bias, ConvolutionCall Call)
{
    /// <summary>The convolution of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="rectify">Whether it reads through a ReLU.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="isShared">Whether others read that after it.</param>
    public static InputToState Of(MaskedConvolutionModule layer, bool rectify, Tensor input, bool isShared) => new(
        layer.Kernel, layer.Bias,
        ConvolutionCall.For(input, layer.Description, rectify, hasAddend: false, isShared));
}

/// <summary>A scan that can compute the convolution which gives it its gates.</summary>
interface IGatedScan
{
    /// <summary>Computes the convolution and the scan.</summary>
    /// <param name="input">What the convolution reads, (B, C, H, W).</param>
    /// <param name="inputToState">The convolution, which no other layer reads.</param>
    /// <param name="rectify">Whether it reads through a ReLU.</param>
    /// <param name="isShared">Whether others read the input after it.</param>
    /// <returns>The output, (B, h, H, W), and the input for those others.</returns>
    (Tensor Output, Tensor Input) Forward(Tensor input, MaskedConvolutionModule inputToState, bool rectify, bool isShared);
}

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

/// <summary>The gradient of a scan's gates, image by image: a map, or passed on through the convolution that made the gates.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed unsafe class GateGradients<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly ConvolutionCall? _call;
    readonly nint _numbers; // of an image
    readonly Tensor? _result; // (B, H, W, 4h), or (B, H, W, C) of what the convolution reads
    readonly T* _to;
    readonly Tensor? _read;
    readonly Tensor? _added;
    readonly Tensor? _weight;
    readonly MaskedConvolutionKernel<T> _kernel;
    readonly PanelMatrix<T> _packed;
    readonly T* _from;
    readonly T* _add;

    /// <summary>The gates were given: makes a map of their gradient.</summary>
    /// <param name="states">The scan's output, (B, H, W, h).</param>
    public GateGradients(Tensor states)
    {
        _result = PixelMap.Empty(states.shape[0], states.shape[1], states.shape[2], LstmGates.Count * states.shape[3], states);
        _numbers = (nint)(_result.numel() / _result.shape[0]);
        _to = PixelMap.Pointer<T>(_result);
    }

    /// <summary>The gates were made by a convolution.</summary>
    /// <param name="input">What it reads, (B, C, H, W).</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="shared">The gradient that others who read the input have for it, (B, C, H, W); null for none.</param>
    /// <param name="call">The convolution.</param>
    public GateGradients(Tensor input, Tensor weight, Tensor? shared, ConvolutionCall call)
    {
        (_call, _weight) = (call, weight);
        _read = PixelMap.Pixels(input);
        _numbers = (nint)(_read.numel() / _read.shape[0]);
        _from = PixelMap.Pointer<T>(_read);
        _kernel = new MaskedConvolutionKernel<T>(call.Layer, (int)_read.shape[1], (int)_read.shape[2], call.Rectify);
        using var kernels = weight.contiguous();
        _packed = _kernel.PackTransposed(PixelMap.Pointer<T>(kernels));
        if (!call.InputHasGradient) return;
        _result = empty_like(_read);
        _to = PixelMap.Pointer<T>(_result);
        if (shared is null) return;
        _added = PixelMap.Pixels(shared);
        _add = PixelMap.Pointer<T>(_added);
    }

    /// <summary>Rows of the convolution's weight gradient, its bias included; 0 where there is no convolution.</summary>
    public int Rows => _call is null ? 0 : _kernel.Connections + 1;

    /// <summary>The gradient of what was given to the function, (B, C, H, W); null where none is asked for.</summary>
    public Tensor? Input => _result is null ? null : PixelMap.Map(_result);

    /// <summary>Where the gradient of an image's gates goes, (H, W, 4h).</summary>
    /// <param name="image">Its index.</param>
    /// <param name="aside">Memory for as many numbers, used where it is passed on.</param>
    public T* At(int image, T* aside) => _call is null ? _to + image * _numbers : aside;

    /// <summary>Passes the gradient of an image's gates on, where a convolution made them.</summary>
    /// <param name="image">Its index.</param>
    /// <param name="gates">The gradient, (H, W, 4h).</param>
    /// <param name="sum">The gradients of the convolution's weight and bias, to which the image's are added.</param>
    public void PassOn(int image, T* gates, WeightGradient<T> sum)
    {
        if (_call is null) return;
        var input = _from + image * _numbers;
        if (_result is not null) _kernel.Backward(gates, _packed, input, _add is null ? null : _add + image * _numbers, _to + image * _numbers);
        _kernel.AddWeightGradient(sum, input, gates);
    }

    /// <summary>The gradients of the convolution's weight and bias.</summary>
    /// <param name="sum">The sum over the images.</param>
    public (Tensor Weight, Tensor Bias) Convolution(WeightGradient<T> sum)
    {
        var (weight, bias) = (empty(_weight!.shape, _weight.dtype), empty([_weight.shape[0]], _weight.dtype));
        _kernel.Unpack(sum, PixelMap.Pointer<T>(weight), PixelMap.Pointer<T>(bias));
        return (weight, bias);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_call is not null) _packed.Dispose();
        foreach (var tensor in (Tensor?[])[_result, _read, _added]) tensor?.Dispose();
    }
}
