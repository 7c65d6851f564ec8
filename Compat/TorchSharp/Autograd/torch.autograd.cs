using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        public static void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null) =>
            Backward(tensors, grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(
            Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null) =>
            Backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>An input that no output depends on gets a Tensor whose IsInvalid is true, if allow_unused.</summary>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false,
            bool create_graph = false, bool allow_unused = false)
        {
            var gradients = TensorList.Take(Shim.px_autograd_grad(
                TensorList.Handles(outputs), outputs.Count, TensorList.Handles(inputs), inputs.Count,
                TensorList.Handles(grad_outputs), grad_outputs?.Count ?? 0, retain_graph, create_graph, allow_unused));
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return gradients;
        }

        internal static void Backward(
            IList<Tensor> tensors, IList<Tensor>? gradients, bool? retainGraph, bool createGraph, IList<Tensor>? inputs)
        {
            const int notGiven = -1;
            var retain = retainGraph is { } given ? (given ? 1 : 0) : notGiven;
            Shim.px_backward(
                TensorList.Handles(tensors), tensors.Count, TensorList.Handles(gradients), gradients?.Count ?? 0, retain,
                createGraph, TensorList.Handles(inputs), inputs?.Count ?? 0);
            GC.KeepAlive(tensors);
            GC.KeepAlive(gradients);
            GC.KeepAlive(inputs);
        }
    }
}
