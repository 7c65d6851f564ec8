using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

static partial class Shim
{
    [LibraryImport(Library)]
    internal static partial Tensor px_conv1d(Tensor input, Tensor weight, Tensor? bias, in Geometry g);

    [LibraryImport(Library)]
    internal static partial Tensor px_conv1d_same(Tensor input, Tensor weight, Tensor? bias, Flag same, in Geometry g);

    [LibraryImport(Library)]
    internal static partial Tensor px_conv2d(Tensor input, Tensor weight, Tensor? bias, in Geometry g);

    [LibraryImport(Library)]
    internal static partial Tensor px_conv2d_same(Tensor input, Tensor weight, Tensor? bias, Flag same, in Geometry g);

    [LibraryImport(Library)]
    internal static partial Tensor px_conv_transpose1d(Tensor input, Tensor weight, Tensor? bias, in Geometry g);

    [LibraryImport(Library)]
    internal static partial Tensor px_conv_transpose2d(Tensor input, Tensor weight, Tensor? bias, in Geometry g);

    [LibraryImport(Library)]
    internal static partial Tensor px_linear(Tensor input, Tensor weight, Tensor? bias);

    [LibraryImport(Library)]
    internal static partial Tensor px_pad(Tensor input, ReadOnlySpan<long> pad, int count, int mode, double value);

    [LibraryImport(Library)]
    internal static partial Tensor px_im2col(
        Tensor input, ReadOnlySpan<long> kernel, ReadOnlySpan<long> dilation, ReadOnlySpan<long> padding, ReadOnlySpan<long> stride);

    [LibraryImport(Library)]
    internal static partial Tensor px_elu(Tensor x, double alpha);

    [LibraryImport(Library)]
    internal static partial Status px_elu_(Tensor x, double alpha);

    [LibraryImport(Library)]
    internal static partial Tensor px_gelu(Tensor x);

    [LibraryImport(Library)]
    internal static partial Status px_gelu_(Tensor x);

    [LibraryImport(Library)]
    internal static partial Tensor px_glu(Tensor x, long dim);

    [LibraryImport(Library)]
    internal static partial Tensor px_leaky_relu(Tensor x, double slope);

    [LibraryImport(Library)]
    internal static partial Status px_leaky_relu_(Tensor x, double slope);

    [LibraryImport(Library)]
    internal static partial Tensor px_silu(Tensor x);

    [LibraryImport(Library)]
    internal static partial Status px_silu_(Tensor x);

    [LibraryImport(Library)]
    internal static partial Tensor px_softplus(Tensor x, double beta, double threshold);

    [LibraryImport(Library)]
    internal static partial Tensor px_dropout(Tensor x, double p, Flag training);

    [LibraryImport(Library)]
    internal static partial Status px_dropout_(Tensor x, double p, Flag training);

    [LibraryImport(Library)]
    internal static partial Tensor px_one_hot(Tensor x, long classes);

    [LibraryImport(Library)]
    internal static partial Tensor px_layer_norm(
        Tensor x, ReadOnlySpan<long> shape, int count, Tensor? weight, Tensor? bias, double eps);

    [LibraryImport(Library)]
    internal static partial Tensor px_batch_norm(
        Tensor x, Tensor? mean, Tensor? var, Tensor? weight, Tensor? bias, Flag training, double momentum, double eps);

    [LibraryImport(Library)]
    internal static partial Tensor px_bce(Tensor input, Tensor target, Tensor? weight, long reduction);

    [LibraryImport(Library)]
    internal static partial Tensor px_bce_with_logits(
        Tensor input, Tensor target, Tensor? weight, Tensor? posWeight, long reduction);

    [LibraryImport(Library)]
    internal static partial Tensor px_cross_entropy(
        Tensor input, Tensor target, Tensor? weight, long reduction, long ignored, double smoothing);

    [LibraryImport(Library)]
    internal static partial Tensor px_nll_loss(Tensor input, Tensor target, Tensor? weight, long reduction);

    [LibraryImport(Library)]
    internal static partial Tensor px_kl_div(Tensor input, Tensor target, long reduction, Flag logTarget);

    [LibraryImport(Library)]
    internal static partial Tensor px_mse_loss(Tensor input, Tensor target, long reduction);

    [LibraryImport(Library)]
    internal static partial Tensor px_l1_loss(Tensor input, Tensor target, long reduction);
}
