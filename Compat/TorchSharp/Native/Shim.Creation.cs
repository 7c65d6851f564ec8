using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

static partial class Shim
{
    [LibraryImport(Library)]
    internal static partial Tensor px_zeros(ReadOnlySpan<long> sizes, int count, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_ones(ReadOnlySpan<long> sizes, int count, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_empty(ReadOnlySpan<long> sizes, int count, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_rand(ReadOnlySpan<long> sizes, int count, IntPtr generator, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_randn(ReadOnlySpan<long> sizes, int count, IntPtr generator, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_full(ReadOnlySpan<long> sizes, int count, Number value, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_randint(
        long low, long high, ReadOnlySpan<long> sizes, int count, IntPtr generator, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_randperm(long n, IntPtr generator, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_eye(long rows, long columns, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_arange(Number start, Number stop, Number step, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_linspace(double start, double end, long steps, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_zeros_like(Tensor input, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_ones_like(Tensor input, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_empty_like(Tensor input, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_full_like(Tensor input, Number value, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_rand_like(Tensor input, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_randn_like(Tensor input, Options o);

    [LibraryImport(Library)]
    internal static unsafe partial Tensor px_from_memory(
        void* data, ReadOnlySpan<long> sizes, int count, int dtype, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_from_pinned(IntPtr data, long count, int dtype, IntPtr owner, Options o);

    [LibraryImport(Library)]
    internal static partial Tensor px_bernoulli(Tensor input, IntPtr generator);

    [LibraryImport(Library)]
    internal static partial Tensor px_multinomial(Tensor input, long samples, Flag replacement, IntPtr generator);

    [LibraryImport(Library)]
    internal static partial Tensor px_normal(Tensor mean, Tensor std, IntPtr generator);

    [LibraryImport(Library)]
    internal static partial Status px_uniform_(Tensor self, double from, double to, IntPtr generator);

    [LibraryImport(Library)]
    internal static partial Status px_normal_(Tensor self, double mean, double std, IntPtr generator);

    [LibraryImport(Library)]
    internal static partial IntPtr px_generator_new(ulong seed, int deviceType, int deviceIndex);

    [LibraryImport(Library)]
    internal static partial IntPtr px_generator_default();

    [LibraryImport(Library)]
    internal static partial void px_generator_free(IntPtr generator);

    [LibraryImport(Library)]
    internal static partial Status px_generator_set_seed(IntPtr generator, ulong seed);

    [LibraryImport(Library)]
    internal static partial ulong px_generator_seed(IntPtr generator);

    [LibraryImport(Library)]
    internal static partial ulong px_generator_initial_seed(IntPtr generator);

    [LibraryImport(Library)]
    internal static partial Tensor px_generator_get_state(IntPtr generator);

    [LibraryImport(Library)]
    internal static partial Status px_generator_set_state(IntPtr generator, Tensor state);

    [LibraryImport(Library)]
    internal static partial Status px_manual_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial void px_free(IntPtr self);

    [LibraryImport(Library)]
    internal static partial long px_numel(Tensor self);

    [LibraryImport(Library)]
    internal static partial int px_ndim(Tensor self);

    [LibraryImport(Library)]
    internal static unsafe partial void px_sizes(Tensor self, long* sizes);

    [LibraryImport(Library)]
    internal static unsafe partial void px_strides(Tensor self, long* strides);

    [LibraryImport(Library)]
    internal static partial Status px_size(Tensor self, long dim, out long size);

    [LibraryImport(Library)]
    internal static partial int px_dtype(Tensor self);

    [LibraryImport(Library)]
    internal static partial long px_element_size(Tensor self);

    [LibraryImport(Library)]
    internal static partial int px_device_type(Tensor self);

    [LibraryImport(Library)]
    internal static partial int px_device_index(Tensor self);

    [LibraryImport(Library)]
    internal static partial Flag px_is_contiguous(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_data(Tensor self, out IntPtr data);

    [LibraryImport(Library)]
    internal static partial Status px_item(Tensor self, out Number value);

    [LibraryImport(Library)]
    internal static partial Tensor px_alias(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_clone(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_detach(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_contiguous(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_copy_(Tensor self, Tensor source, Flag nonBlocking);

    [LibraryImport(Library)]
    internal static partial Tensor px_to(Tensor self, Options o, Flag nonBlocking, Flag copy);

    [LibraryImport(Library)]
    internal static partial Tensor px_cat(ReadOnlySpan<IntPtr> tensors, int count, long dim);

    [LibraryImport(Library)]
    internal static partial Tensor px_stack(ReadOnlySpan<IntPtr> tensors, int count, long dim);

    [LibraryImport(Library)]
    internal static partial IntPtr px_chunk(Tensor self, long chunks, long dim);

    [LibraryImport(Library)]
    internal static partial IntPtr px_split(Tensor self, long size, long dim);

    [LibraryImport(Library)]
    internal static partial IntPtr px_split_sizes(Tensor self, ReadOnlySpan<long> sizes, int count, long dim);

    [LibraryImport(Library)]
    internal static partial IntPtr px_unbind(Tensor self, long dim);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial IntPtr px_meshgrid(ReadOnlySpan<IntPtr> tensors, int count, string indexing);

    [LibraryImport(Library)]
    internal static partial IntPtr px_nonzero(Tensor condition);

    [LibraryImport(Library)]
    internal static partial Tensor px_where(Tensor condition, Tensor x, Tensor y);

    [LibraryImport(Library)]
    internal static partial Tensor px_flip(Tensor self, ReadOnlySpan<long> values, int count);

    [LibraryImport(Library)]
    internal static partial Tensor px_roll(
        Tensor self, ReadOnlySpan<long> shifts, int shiftCount, ReadOnlySpan<long> values, int count);

    [LibraryImport(Library)]
    internal static partial Tensor px_expand(Tensor self, ReadOnlySpan<long> sizes, int count, Flag isImplicit);

    [LibraryImport(Library)]
    internal static partial Tensor px_permute(Tensor self, ReadOnlySpan<long> values, int count);

    [LibraryImport(Library)]
    internal static partial Tensor px_repeat(Tensor self, ReadOnlySpan<long> sizes, int count);

    [LibraryImport(Library)]
    internal static partial Tensor px_reshape(Tensor self, ReadOnlySpan<long> sizes, int count);

    [LibraryImport(Library)]
    internal static partial Tensor px_view(Tensor self, ReadOnlySpan<long> sizes, int count);

    [LibraryImport(Library)]
    internal static partial Tensor px_flatten(Tensor self, long start, long end);

    [LibraryImport(Library)]
    internal static partial Tensor px_squeeze(Tensor self, long dim);

    [LibraryImport(Library)]
    internal static partial Tensor px_unsqueeze(Tensor self, long dim);

    [LibraryImport(Library)]
    internal static partial Tensor px_transpose(Tensor self, long first, long second);

    [LibraryImport(Library)]
    internal static partial Tensor px_tril(Tensor self, long diagonal);

    [LibraryImport(Library)]
    internal static partial Tensor px_triu(Tensor self, long diagonal);

    [LibraryImport(Library)]
    internal static partial Tensor px_unfold(Tensor self, long dim, long size, long step);

    [LibraryImport(Library)]
    internal static partial Tensor px_narrow(Tensor self, long dim, long start, long length);

    [LibraryImport(Library)]
    internal static partial Tensor px_select(Tensor self, long dim, long index);

    [LibraryImport(Library)]
    internal static partial Tensor px_slice(Tensor self, long dim, long start, long finish, long step);

    [LibraryImport(Library)]
    internal static partial Tensor px_index_select(Tensor self, long dim, Tensor index);

    [LibraryImport(Library)]
    internal static partial Tensor px_gather(Tensor self, long dim, Tensor index);

    [LibraryImport(Library)]
    internal static partial Status px_scatter_(Tensor self, long dim, Tensor index, Tensor source);

    [LibraryImport(Library)]
    internal static partial Tensor px_scatter(Tensor self, long dim, Tensor index, Tensor source);

    [LibraryImport(Library)]
    internal static partial Tensor px_index(Tensor self, ReadOnlySpan<IndexEntry> entries, int count);

    [LibraryImport(Library)]
    internal static partial Status px_index_put_(
        Tensor self, ReadOnlySpan<IndexEntry> entries, int count, Tensor value);

    [LibraryImport(Library)]
    internal static partial Status px_index_fill_(
        Tensor self, ReadOnlySpan<IndexEntry> entries, int count, Number value);

    [LibraryImport(Library)]
    internal static partial Status px_index_add_(Tensor self, ReadOnlySpan<IntPtr> indices, int count, Tensor value);
}
