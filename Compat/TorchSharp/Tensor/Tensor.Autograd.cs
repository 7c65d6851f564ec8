using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Shim.px_requires_grad(this);
            set => Shim.px_set_requires_grad(this, value);
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public bool is_leaf => Shim.px_is_leaf(this);

        /// <summary>Null until a backward pass has reached this tensor. Each read makes a new Tensor object.</summary>
        public Tensor? grad
        {
            get
            {
                var gradient = Shim.px_grad(this);
                return gradient == IntPtr.Zero ? null : new Tensor(gradient);
            }
            set => Shim.px_set_grad(this, value);
        }

        public void retain_grad() => Shim.px_retain_grad(this);

        public Tensor detach() => Shim.px_detach(this);

        public void backward() => autograd.Backward([this], null, null, false, null);

        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.Backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
