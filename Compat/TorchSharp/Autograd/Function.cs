using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>A differentiable function written in managed code; derive from one of its two kinds.</summary>
        public abstract class Function<T> where T : Function<T>, new()
        {
            internal static T Instance { get; } = new();

            public abstract string Name { get; }

            internal static List<Tensor> Apply(
                Func<AutogradContext, object?[], List<Tensor>> forward, Func<AutogradContext, List<Tensor>, List<Tensor?>> backward,
                object[] vars)
            {
                ManagedCalls.Register();
                var call = new FunctionCall(Instance.Name, forward, backward, vars);
                List<Tensor> inputs = [.. vars.OfType<Tensor>().Where(tensor => !tensor.IsInvalid)];
                // The native side owns the handle from here on and releases it whatever happens.
                var list = Shim.px_function_apply(
                    GCHandle.ToIntPtr(GCHandle.Alloc(call)), TensorList.Handles(inputs), inputs.Count);
                GC.KeepAlive(inputs);
                return Results(list, call);
            }

            // The objects that forward made are the results wherever autograd did not have to wrap them in others.
            static List<Tensor> Results(IntPtr list, FunctionCall call)
            {
                var results = TensorList.Take(list);
                for (var i = 0; i < results.Length; i++)
                {
                    var made = call.Outputs[i];
                    if (results[i].IsInvalid || !Shim.px_same_tensor(results[i], made)) continue;
                    results[i].Dispose();
                    results[i] = made;
                }

                call.ForgetOutputs();
                return [.. results];
            }
        }
    }
}
