using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

static partial class Shim
{
    [LibraryImport(Library)]
    internal static partial Tensor px_sum(Tensor self, int dtype);

    [LibraryImport(Library)]
    internal static partial Tensor px_sum_dims(
        Tensor self, ReadOnlySpan<long> values, int count, Flag keepdim, int dtype);

    [LibraryImport(Library)]
    internal static partial Tensor px_mean(Tensor self, int dtype);

    [LibraryImport(Library)]
    internal static partial Tensor px_mean_dims(
        Tensor self, ReadOnlySpan<long> values, int count, Flag keepdim, int dtype);

    [LibraryImport(Library)]
    internal static partial Tensor px_std(Tensor self, Flag unbiased);

    [LibraryImport(Library)]
    internal static partial Tensor px_std_dims(
        Tensor self, ReadOnlySpan<long> values, int count, Flag unbiased, Flag keepdim);

    [LibraryImport(Library)]
    internal static partial Tensor px_var(Tensor self, Flag unbiased);

    [LibraryImport(Library)]
    internal static partial Tensor px_var_dims(
        Tensor self, ReadOnlySpan<long> values, int count, Flag unbiased, Flag keepdim);

    [LibraryImport(Library)]
    internal static partial Tensor px_prod(Tensor self, int dtype);

    [LibraryImport(Library)]
    internal static partial Tensor px_prod_dim(Tensor self, long dim, Flag keepdim, int dtype);

    [LibraryImport(Library)]
    internal static partial Tensor px_max(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_max_dim(
        Tensor self, long dim, Flag keepdim, out IntPtr values, out IntPtr indexes);

    [LibraryImport(Library)]
    internal static partial Tensor px_argmax(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_argmax_dim(Tensor self, long dim, Flag keepdim);

    [LibraryImport(Library)]
    internal static partial Tensor px_min(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_min_dim(
        Tensor self, long dim, Flag keepdim, out IntPtr values, out IntPtr indexes);

    [LibraryImport(Library)]
    internal static partial Tensor px_argmin(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_argmin_dim(Tensor self, long dim, Flag keepdim);

    [LibraryImport(Library)]
    internal static partial Tensor px_all(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_all_dim(Tensor self, long dim, Flag keepdim);

    [LibraryImport(Library)]
    internal static partial Tensor px_any(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_any_dim(Tensor self, long dim, Flag keepdim);

    [LibraryImport(Library)]
    internal static partial Tensor px_norm(Tensor self, double p);

    [LibraryImport(Library)]
    internal static partial Tensor px_norm_dim(Tensor self, long dim, Flag keepdim, double p);

    [LibraryImport(Library)]
    internal static partial Tensor px_cumsum(Tensor self, long dim, int dtype);

    [LibraryImport(Library)]
    internal static partial Tensor px_logsumexp(Tensor self, long dim, Flag keepdim);

    [LibraryImport(Library)]
    internal static partial Tensor px_softmax(Tensor self, long dim, int dtype);

    [LibraryImport(Library)]
    internal static partial Tensor px_log_softmax(Tensor self, long dim, int dtype);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial Tensor px_einsum(string equation, ReadOnlySpan<IntPtr> tensors, int count);

    [LibraryImport(Library)]
    internal static partial Status px_allclose(
        Tensor self, Tensor other, double rtol, double atol, Flag equalNan, out Flag close);

    [LibraryImport(Library)]
    internal static partial Status px_orthogonal_(Tensor self, double gain);
}
