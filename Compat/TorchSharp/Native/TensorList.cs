using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>Lists of tensors on their way across the border.</summary>
static class TensorList
{
    /// <summary>Null entries become null handles. The caller keeps the tensors alive until the native call has returned.</summary>
    public static IntPtr[] Handles(IEnumerable<Tensor?>? tensors) =>
        tensors is null ? [] : [.. tensors.Select(tensor => tensor?.Handle ?? IntPtr.Zero)];

    /// <summary>Takes a native list over: its tensors become managed ones, the list itself is freed.</summary>
    public static Tensor[] Take(IntPtr list)
    {
        if (list == IntPtr.Zero) NativeErrors.Throw();
        try
        {
            var tensors = new Tensor[Shim.px_list_count(list)];
            for (var i = 0; i < tensors.Length; i++) tensors[i] = new Tensor(Shim.px_list_get(list, i));
            return tensors;
        }
        finally
        {
            Shim.px_list_free(list);
        }
    }
}
