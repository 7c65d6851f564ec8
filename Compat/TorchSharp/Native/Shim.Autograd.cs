using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

static partial class Shim
{
    [LibraryImport(Library)]
    internal static partial void px_set_callbacks(Callbacks value);

    [LibraryImport(Library)]
    internal static partial IntPtr px_error_message();

    [LibraryImport(Library)]
    internal static partial IntPtr px_error_managed();

    [LibraryImport(Library)]
    internal static partial void px_error_clear();

    [LibraryImport(Library)]
    internal static partial int px_list_count(IntPtr list);

    [LibraryImport(Library)]
    internal static partial IntPtr px_list_get(IntPtr list, int index);

    [LibraryImport(Library)]
    internal static partial void px_list_add(IntPtr list, IntPtr item);

    [LibraryImport(Library)]
    internal static partial void px_list_free(IntPtr list);

    [LibraryImport(Library)]
    internal static partial Flag px_requires_grad(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_set_requires_grad(Tensor self, Flag value);

    [LibraryImport(Library)]
    internal static partial Flag px_is_leaf(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_retain_grad(Tensor self);

    [LibraryImport(Library)]
    internal static partial IntPtr px_grad(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_set_grad(Tensor self, Tensor? gradient);

    [LibraryImport(Library)]
    internal static partial Status px_backward(
        ReadOnlySpan<IntPtr> tensors, int tensorCount, ReadOnlySpan<IntPtr> gradients, int gradientCount, int retainGraph, Flag createGraph, ReadOnlySpan<IntPtr> inputs, int inputCount);

    [LibraryImport(Library)]
    internal static partial IntPtr px_autograd_grad(
        ReadOnlySpan<IntPtr> outputs, int outputCount, ReadOnlySpan<IntPtr> inputs, int inputCount, ReadOnlySpan<IntPtr> gradients, int gradientCount, Flag retainGraph, Flag createGraph, Flag allowUnused);

    [LibraryImport(Library)]
    internal static partial Flag px_grad_enabled();

    [LibraryImport(Library)]
    internal static partial void px_set_grad_enabled(Flag enabled);

    [LibraryImport(Library)]
    internal static partial IntPtr px_inference_begin(Flag enabled);

    [LibraryImport(Library)]
    internal static partial void px_inference_end(IntPtr guard);

    [LibraryImport(Library)]
    internal static partial IntPtr px_function_apply(IntPtr call, ReadOnlySpan<IntPtr> inputs, int count);

    [LibraryImport(Library)]
    internal static partial Status px_context_save(IntPtr context, ReadOnlySpan<IntPtr> tensors, int count);

    [LibraryImport(Library)]
    internal static partial IntPtr px_context_saved(IntPtr context);

    [LibraryImport(Library)]
    internal static partial Status px_context_mark_dirty(IntPtr context, ReadOnlySpan<IntPtr> tensors, int count);

    [LibraryImport(Library)]
    internal static partial Status px_context_mark_non_differentiable(
        IntPtr context, ReadOnlySpan<IntPtr> tensors, int count);

    [LibraryImport(Library)]
    internal static partial void px_context_materialize(IntPtr context, Flag value);

    [LibraryImport(Library)]
    internal static partial Flag px_same_tensor(Tensor first, Tensor second);

    [LibraryImport(Library)]
    internal static partial int px_get_num_threads();

    [LibraryImport(Library)]
    internal static partial Status px_set_num_threads(int count);

    [LibraryImport(Library)]
    internal static partial int px_get_num_interop_threads();

    [LibraryImport(Library)]
    internal static partial Status px_set_num_interop_threads(int count);

    [LibraryImport(Library)]
    internal static partial int px_cuda_count();

    [LibraryImport(Library)]
    internal static partial Status px_cuda_synchronize(int index);
}
