using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Pixel.Kernels.Training;

namespace Pixel.Layers;

/// <summary>The managed path of <see cref="MaskedConvolution"/> over images on plain memory: the open taps alone.</summary>
/// <remarks>
/// The taps of a kernel's row are one stretch of an image that lies between zeros: above and on both sides for the input, below and on
/// both sides for the gradient of the output. A 1×1 kernel reads the images as they are.
/// </remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
/// <param name="layer">Sizes and mask.</param>
/// <param name="height">Rows of an image.</param>
/// <param name="width">Columns.</param>
/// <param name="rectify">Whether the input is read through a ReLU.</param>
readonly unsafe struct MaskedConvolutionKernel<T>(MaskedConvolution layer, int height, int width, bool rectify)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const int MaxStrip = 112;

    readonly int _inputs = layer.Input.Channels;
    readonly int _outputs = layer.Channels.Channels;
    readonly Taps _taps = layer.Taps;
    readonly int _above = layer.Taps.RowsAbove;
    readonly int _left = layer.Taps.ColumnsLeft;
    readonly int _right = Math.Max(0, layer.Taps.ColumnsRight);
    readonly int[]? _open = layer.Taps.Mask is null ? null : FirstOutputs(layer);

    /// <summary>Weights that an output channel has, those of the centre tap that the mask silences included.</summary>
    public int Connections => Taps * _inputs;

    bool IsPointwise => _taps.IsPoint;

    int Taps => _taps.Open;

    int Line => width + _left + _right;

    /// <summary>Kernel rows that are read: those above, and the own one where some of it is open.</summary>
    int Rows => _above + (_taps.OwnColumns > 0 ? 1 : 0);

    int Pixels => height * width;

    /// <summary>Pixels at a time: what they read and write stays in the first cache.</summary>
    int Strip => IsPointwise ? MaxStrip : width;

    /// <summary>Makes the matrix for <see cref="Forward"/>: rows of each tap's inputs.</summary>
    /// <param name="weight">(out, in, kernel height, kernel width).</param>
    public PanelMatrix<T> Pack(T* weight)
    {
        var packed = new PanelMatrix<T>(Connections, _outputs);
        var area = _taps.Height * _taps.Width;
        for (var tap = 0; tap < Taps; tap++)
            packed.Fill(tap * _inputs, _inputs, weight + tap, area, _inputs * area, tap < Taps - 1 ? null : Centre(transposed: false));
        return packed;
    }

    /// <summary>Makes the matrix for <see cref="Backward"/>: rows of each tap's outputs, the centre first.</summary>
    /// <param name="weight">(out, in, kernel height, kernel width).</param>
    public PanelMatrix<T> PackTransposed(T* weight)
    {
        var packed = new PanelMatrix<T>(Taps * _outputs, _inputs);
        var area = _taps.Height * _taps.Width;
        for (var tap = 0; tap < Taps; tap++)
            packed.Fill(
                (Taps - 1 - tap) * _outputs, _outputs, weight + tap, _inputs * area, area, tap < Taps - 1 ? null : Centre(transposed: true));
        return packed;
    }

    /// <summary>Computes the output of an image.</summary>
    /// <param name="input">(H, W, in).</param>
    /// <param name="weight">From <see cref="Pack"/>.</param>
    /// <param name="bias">(out).</param>
    /// <param name="addend">What to add, (H, W, out); null for nothing.</param>
    /// <param name="output">Receives (H, W, out).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(T* input, PanelMatrix<T> weight, T* bias, T* addend, T* output)
    {
        using var memory = new Scratch<T>(Around(_inputs));
        Surround(input, memory.Start, _inputs, _above, _left);
        Span<Run> runs = stackalloc Run[Rows];
        FillRuns(runs);
        var start = new NativeRows<T>(bias, 0);
        for (var pixel = 0; pixel < Pixels; pixel += Strip)
        {
            var count = Math.Min(Strip, Pixels - pixel);
            var from = IsPointwise ? input + (nint)pixel * _inputs : Window(input, memory.Start, _inputs, _left, pixel / width);
            var to = (nint)pixel * _outputs;
            weight.Multiply(count, new NativeRows<T>(from, _inputs), runs, start, new NativeRows<T>(output + to, _outputs), rectify);
            if (addend is not null) Add(addend + to, output + to, count * _outputs);
        }
    }

    /// <summary>Computes the gradient of the input of an image.</summary>
    /// <param name="gradient">The gradient of the output, (H, W, out).</param>
    /// <param name="weight">From <see cref="PackTransposed"/>.</param>
    /// <param name="input">The input, (H, W, in).</param>
    /// <param name="addend">What other readers of the input add to its gradient, (H, W, in); null for nothing.</param>
    /// <param name="result">Receives its gradient, (H, W, in).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Backward(T* gradient, PanelMatrix<T> weight, T* input, T* addend, T* result)
    {
        using var memory = new Scratch<T>(Around(_outputs));
        Surround(gradient, memory.Start, _outputs, above: 0, _right);
        Span<Run> runs = stackalloc Run[Rows];
        FillTransposedRuns(runs);
        for (var pixel = 0; pixel < Pixels; pixel += Strip)
        {
            var count = Math.Min(Strip, Pixels - pixel);
            var from = IsPointwise ? gradient + (nint)pixel * _outputs : Window(gradient, memory.Start, _outputs, _right, pixel / width);
            var to = (nint)pixel * _inputs;
            BackwardStrip(count, from, weight, runs, input + to, result + to);
            if (addend is not null) Add(addend + to, result + to, count * _inputs);
        }
    }

    /// <summary>Computes the gradient of the input of some pixels of a 1×1 layer.</summary>
    /// <param name="pixels">How many.</param>
    /// <param name="gradient">The gradient of their output, (pixels, out).</param>
    /// <param name="weight">From <see cref="PackTransposed"/>.</param>
    /// <param name="input">Their input, (pixels, in).</param>
    /// <param name="result">Receives its gradient, (pixels, in).</param>
    public void BackwardPointwise(int pixels, T* gradient, PanelMatrix<T> weight, T* input, T* result) =>
        BackwardStrip(pixels, gradient, weight, [new Run(0, _outputs)], input, result);

    void BackwardStrip(int pixels, T* gradient, PanelMatrix<T> weight, ReadOnlySpan<Run> runs, T* input, T* result)
    {
        var zeros = stackalloc T[_inputs];
        new Span<T>(zeros, _inputs).Clear();
        weight.Multiply(pixels, new NativeRows<T>(gradient, _outputs), runs, new NativeRows<T>(zeros, 0), new NativeRows<T>(result, _inputs));
        if (rectify) Simd.ClearWhereNotPositive(result, input, pixels * _inputs);
    }

    /// <summary>Adds to the gradients of weight and bias.</summary>
    /// <param name="sum">The gradients: rows as in <see cref="Pack"/>, then one of the bias.</param>
    /// <param name="input">An image's input, (H, W, in).</param>
    /// <param name="gradient">The gradient of its output, (H, W, out).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddWeightGradient(WeightGradient<T> sum, T* input, T* gradient)
    {
        if (IsPointwise)
        {
            AddPointwiseWeightGradient(sum, Pixels, input, gradient);
            return;
        }
        using var memory = new Scratch<T>(Around(_inputs));
        Surround(input, memory.Start, _inputs, _above, _left);
        Span<Run> runs = stackalloc Run[Rows];
        FillRuns(runs);
        for (var row = 0; row < height; row++)
        {
            var (first, window) = (0, (nint)Window(input, memory.Start, _inputs, _left, row));
            foreach (var run in runs)
            {
                sum.Add(
                    first, (int)run.Length, width, new NativeRows<T>((T*)window + run.Offset, _inputs),
                    new NativeRows<T>(gradient + (nint)row * width * _outputs, _outputs), rectify, _open);
                first += (int)run.Length;
            }
        }
        AddBiasGradient(sum, Pixels, gradient);
    }

    /// <summary>Adds to the gradients of a 1×1 layer's weight and bias what some pixels give.</summary>
    /// <param name="sum">The gradients.</param>
    /// <param name="pixels">How many pixels.</param>
    /// <param name="input">Their input, (pixels, in).</param>
    /// <param name="gradient">The gradient of their output, (pixels, out).</param>
    public void AddPointwiseWeightGradient(WeightGradient<T> sum, int pixels, T* input, T* gradient)
    {
        sum.Add(0, _inputs, pixels, new NativeRows<T>(input, _inputs), new NativeRows<T>(gradient, _outputs), rectify, _open);
        AddBiasGradient(sum, pixels, gradient);
    }

    void AddBiasGradient(WeightGradient<T> sum, int pixels, T* gradient)
    {
        var one = T.One;
        sum.Add(Connections, 1, pixels, new NativeRows<T>(&one, 0), new NativeRows<T>(gradient, _outputs));
    }

    /// <summary>Copies the gradients out of their sum; those of silent weights are zero.</summary>
    /// <param name="sum">The gradients.</param>
    /// <param name="weight">Receives (out, in, kernel height, kernel width).</param>
    /// <param name="bias">Receives (out).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Unpack(WeightGradient<T> sum, T* weight, T* bias)
    {
        var area = _taps.Height * _taps.Width;
        var centre = Centre(transposed: false);
        for (var output = 0; output < _outputs; output++)
        {
            bias[output] = sum[Connections][output];
            for (var input = 0; input < _inputs; input++)
            {
                var taps = new Span<T>(weight + ((nint)output * _inputs + input) * area, area);
                for (var tap = 0; tap < Taps; tap++)
                    taps[tap] = tap < Taps - 1 || centre is null || centre(input, output) ? sum[tap * _inputs + input][output] : T.Zero;
                taps[Taps..].Clear();
            }
        }
    }

    static void Add(T* addend, T* to, int count)
    {
        var sum = new Span<T>(to, count);
        TensorPrimitives.Add(sum, new ReadOnlySpan<T>(addend, count), sum);
    }

    /// <summary>Numbers of an image between zeros, or of one row of it where the kernel has one row.</summary>
    long Around(int channels) => IsPointwise ? 0 : (long)(_above == 0 ? 1 : height + _above) * Line * channels;

    /// <summary>Copies an image to between zeros: columns on both sides, and rows above or below. Where the kernel has one row, makes the zeros alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Surround(T* image, T* padded, int channels, int above, int left)
    {
        var (line, before, after) = (Line * channels, left * channels, (_left + _right - left) * channels);
        if (_above == 0)
        {
            new Span<T>(padded, checked((int)Around(channels))).Clear();
            return;
        }
        var first = padded + (nint)above * line;
        new Span<T>(padded, above * line + before).Clear();
        for (var row = 0; row < height; row++)
        {
            CopyRow(image, first + (nint)row * line + before, channels, row);
            new Span<T>(first + (nint)(row + 1) * line - after, row < height - 1 ? after + before : after).Clear(); // and the next row's beginning
        }
        new Span<T>(first + (nint)height * line, (_above - above) * line).Clear();
    }

    /// <summary>Where begins what the pixels of a row read, in what <see cref="Surround"/> made.</summary>
    T* Window(T* image, T* padded, int channels, int left, int row)
    {
        if (_above > 0) return padded + (nint)row * Line * channels;
        CopyRow(image, padded + left * channels, channels, row);
        if (row + 1 < height) Simd.Prefetch(image + (nint)(row + 1) * width * channels, width * channels); // while this one is computed with
        return padded;
    }

    void CopyRow(T* image, T* to, int channels, int row) =>
        new ReadOnlySpan<T>(image + (nint)row * width * channels, width * channels).CopyTo(new Span<T>(to, width * channels));

    /// <summary>What a pixel reads of the padded input.</summary>
    void FillRuns(Span<Run> runs)
    {
        for (var row = 0; row < _above; row++) runs[row] = new Run((nint)row * Line * _inputs, _taps.Width * _inputs);
        if (Rows > _above) runs[_above] = new Run((nint)_above * Line * _inputs, _taps.OwnColumns * _inputs);
    }

    /// <summary>What a pixel of the input reads of the padded gradient: the places that it was read from, its own row first.</summary>
    void FillTransposedRuns(Span<Run> runs)
    {
        var first = _right - _taps.ColumnsRight; // 1 where the kernel ends before its own place
        var own = Rows - _above;
        if (own > 0) runs[0] = new Run((first + _taps.Width - _taps.OwnColumns) * _outputs, _taps.OwnColumns * _outputs);
        for (var below = 1; below <= _above; below++) runs[own + below - 1] = new Run(((nint)below * Line + first) * _outputs, _taps.Width * _outputs);
    }

    /// <summary>For each row of <see cref="Pack"/> the first output that it is connected to: colours at the centre are behind one another.</summary>
    static int[] FirstOutputs(MaskedConvolution layer)
    {
        var (inputs, outputs) = (layer.Input.Channels, layer.Channels.Channels);
        var taps = layer.Taps.Open;
        var first = new int[taps * inputs];
        for (var input = 0; input < inputs; input++)
        {
            ref var output = ref first[(taps - 1) * inputs + input];
            while (output < outputs && !layer.CentreConnects(output, input)) output++;
        }
        return first;
    }

    /// <summary>Whether the centre connects a row and a column of <see cref="Pack"/> or <see cref="PackTransposed"/>; null where it connects all.</summary>
    Func<int, int, bool>? Centre(bool transposed)
    {
        if (_taps.Mask is null || layer is { Taps.Mask: MaskType.B, Input.Groups: 1 }) return null;
        int[] inputs = [.. Enumerable.Range(0, _inputs).Select(layer.Input.GroupOf)];
        int[] outputs = [.. Enumerable.Range(0, _outputs).Select(layer.Channels.GroupOf)];
        var reach = _taps.Mask == MaskType.A ? 1 : 0;
        return transposed
            ? (output, input) => inputs[input] + reach <= outputs[output]
            : (input, output) => inputs[input] + reach <= outputs[output];
    }
}
