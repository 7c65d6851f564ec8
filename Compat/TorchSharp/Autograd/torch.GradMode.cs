using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static IDisposable inference_mode(bool mode = true) => new InferenceGuard(mode);

    public static bool is_grad_enabled() => Shim.px_grad_enabled();

    sealed class GradMode : IDisposable
    {
        readonly bool _before = Shim.px_grad_enabled();

        public GradMode(bool enabled) => Shim.px_set_grad_enabled(enabled);

        public void Dispose() => Shim.px_set_grad_enabled(_before);
    }

    sealed class InferenceGuard(bool enabled) : IDisposable
    {
        IntPtr _guard = Shim.px_inference_begin(enabled);

        public void Dispose()
        {
            var guard = Interlocked.Exchange(ref _guard, IntPtr.Zero);
            if (guard != IntPtr.Zero) Shim.px_inference_end(guard);
        }
    }
}
