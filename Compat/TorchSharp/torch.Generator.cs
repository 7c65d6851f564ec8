using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public class Generator : IDisposable
    {
        IntPtr _handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = InitializeDevice(device ?? CPU);
            _handle = Shim.px_generator_new(seed, (int)this.device.type, this.device.index);
            if (_handle == IntPtr.Zero) NativeErrors.Throw();
        }

        Generator(IntPtr handle)
        {
            device = CPU;
            _handle = handle;
        }

        ~Generator() => Free();

        public static Generator Default => new(Shim.px_generator_default());

        public Device device { get; }

        public Tensor get_state()
        {
            var state = Shim.px_generator_get_state(Handle);
            GC.KeepAlive(this);
            return state;
        }

        public void set_state(Tensor value)
        {
            Shim.px_generator_set_state(Handle, value);
            GC.KeepAlive(this);
        }

        public Generator manual_seed(long seed)
        {
            Shim.px_generator_set_seed(Handle, (ulong)seed);
            GC.KeepAlive(this);
            return this;
        }

        public long seed()
        {
            var seed = Shim.px_generator_seed(Handle);
            GC.KeepAlive(this);
            return (long)seed;
        }

        public long initial_seed()
        {
            var seed = Shim.px_generator_initial_seed(Handle);
            GC.KeepAlive(this);
            return (long)seed;
        }

        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        internal static IntPtr HandleOf(Generator? generator) => generator?.Handle ?? IntPtr.Zero;

        IntPtr Handle => _handle != IntPtr.Zero ? _handle : throw new ObjectDisposedException(nameof(Generator));

        void Free()
        {
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle != IntPtr.Zero) Shim.px_generator_free(handle);
        }
    }

    /// <summary>Seeds the CPU and every CUDA device.</summary>
    public static Generator manual_seed(long seed)
    {
        Shim.px_manual_seed((ulong)seed);
        return Generator.Default;
    }

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }
}
