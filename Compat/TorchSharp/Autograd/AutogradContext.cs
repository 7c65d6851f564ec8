using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a custom function's forward keeps for its backward.</summary>
        public class AutogradContext
        {
            readonly Dictionary<string, object> _data = [];

            internal AutogradContext() { }

            internal IntPtr Native { get; set; }

            public void save_for_backward(List<Tensor> tensors)
            {
                Shim.px_context_save(Context, TensorList.Handles(tensors), tensors.Count);
                GC.KeepAlive(tensors);
            }

            public List<Tensor> get_saved_variables() => [.. TensorList.Take(Shim.px_context_saved(Context))];

            public void save_data(string key, object value) => _data[key] = value;

            /// <summary>Null if nothing was saved under the key.</summary>
            public object get_data(string key) => _data.GetValueOrDefault(key)!;

            public void mark_dirty(List<Tensor> tensors)
            {
                Shim.px_context_mark_dirty(Context, TensorList.Handles(tensors), tensors.Count);
                GC.KeepAlive(tensors);
            }

            public void mark_non_differentiable(List<Tensor> tensors)
            {
                Shim.px_context_mark_non_differentiable(Context, TensorList.Handles(tensors), tensors.Count);
                GC.KeepAlive(tensors);
            }

            public void set_materialize_grads(bool value) => Shim.px_context_materialize(Context, value);

            IntPtr Context => Native != IntPtr.Zero
                ? Native
                : throw new InvalidOperationException("The context of a custom function is valid in forward and backward only.");
        }
    }
}
