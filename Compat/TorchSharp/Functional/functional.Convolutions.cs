using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                Shim.px_linear(input, weights, bias);

            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null,
                long? dilation = null, long groups = 1) =>
                Convolve(Shim.px_conv1d, input, weight, bias, [stride ?? 1], [padding ?? 0], [0], [dilation ?? 1], groups);

            public static Tensor conv1d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid,
                long? dilation = null, long groups = 1) =>
                Convolve(
                    (Tensor i, Tensor w, Tensor? b, in Geometry g) => Shim.px_conv1d_same(i, w, b, padding == Padding.Same, g),
                    input, weight, bias, [stride ?? 1], [0], [0], [dilation ?? 1], groups);

            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, long groups = 1) =>
                Convolve(
                    Shim.px_conv2d, input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], [0, 0], dilation ?? [1, 1], groups);

            public static Tensor conv2d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                long[]? dilation = null, long groups = 1) =>
                Convolve(
                    (Tensor i, Tensor w, Tensor? b, in Geometry g) => Shim.px_conv2d_same(i, w, b, padding == Padding.Same, g),
                    input, weight, bias, strides ?? [1, 1], [0, 0], [0, 0], dilation ?? [1, 1], groups);

            public static Tensor conv_transpose1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null,
                long? output_padding = null, long? dilation = null, long groups = 1) =>
                Convolve(
                    Shim.px_conv_transpose1d, input, weight, bias, [stride ?? 1], [padding ?? 0], [output_padding ?? 0],
                    [dilation ?? 1], groups);

            public static Tensor conv_transpose2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Convolve(
                    Shim.px_conv_transpose2d, input, weight, bias, strides ?? [1, 1], padding ?? [0, 0],
                    output_padding ?? [0, 0], dilation ?? [1, 1], groups);

            public static Tensor unfold(
                Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Shim.px_im2col(
                    input, [kernel_size, kernel_size], [dilation, dilation], [padding, padding], [stride, stride]);

            public static Tensor unfold(
                Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null,
                (long, long)? stride = null) =>
                Shim.px_im2col(
                    input, Pair(kernel_size), Pair(dilation ?? (1, 1)), Pair(padding ?? (0, 0)), Pair(stride ?? (1, 1)));

            delegate Tensor Convolution(Tensor input, Tensor weight, Tensor? bias, in Geometry geometry);

            static unsafe Tensor Convolve(
                Convolution convolution, Tensor input, Tensor weight, Tensor? bias, ReadOnlySpan<long> stride,
                ReadOnlySpan<long> padding, ReadOnlySpan<long> outputPadding, ReadOnlySpan<long> dilation, long groups)
            {
                fixed (long* s = stride, p = padding, o = outputPadding, d = dilation)
                {
                    return convolution(input, weight, bias, new Geometry(
                        new(s, stride.Length), new(p, padding.Length), new(o, outputPadding.Length), new(d, dilation.Length),
                        groups));
                }
            }

            static long[] Pair((long, long) pair) => [pair.Item1, pair.Item2];
        }
    }
}
