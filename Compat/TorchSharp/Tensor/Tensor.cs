using System.Runtime.InteropServices.Marshalling;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A handle to a tensor of libtorch. Joins the innermost dispose scope of the thread that makes it.</summary>
    [NativeMarshalling(typeof(TensorMarshaller))]
    public partial class Tensor : IDisposable
    {
        static long _totalCount;
        static long _peakCount;

        IntPtr _handle;

        internal Tensor(IntPtr handle)
        {
            _handle = handle;
            if (handle == IntPtr.Zero)
            {
                // An undefined tensor holds nothing to count or to free.
                GC.SuppressFinalize(this);
                return;
            }

            CountOne();
            DisposeScopeManager.ThreadSingleton.Innermost?.Attach(this);
        }

        ~Tensor() => Free();

        internal DisposeScope? Scope { get; set; }

        public static long TotalCount => Interlocked.Read(ref _totalCount);

        public static long PeakCount => Interlocked.Read(ref _peakCount);

        public bool IsInvalid => _handle == IntPtr.Zero;

        public IntPtr Handle =>
            _handle != IntPtr.Zero ? _handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public string? name { get; set; }

        public void Dispose()
        {
            Scope?.MarkAsDisposed(this);
            Free();
            GC.SuppressFinalize(this);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            if (Scope is null) other.Attach(this);
            else Scope.MoveToOther(other, this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            Scope?.Detach(this);
            return this;
        }

        /// <summary>Gives the handle up to another owner; this object is invalid from then on.</summary>
        internal IntPtr TakeHandle()
        {
            var handle = Handle;
            _handle = IntPtr.Zero;
            Interlocked.Decrement(ref _totalCount);
            Scope?.Detach(this);
            GC.SuppressFinalize(this);
            return handle;
        }

        void Free()
        {
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle == IntPtr.Zero) return;
            Interlocked.Decrement(ref _totalCount);
            Shim.px_free(handle);
        }

        static void CountOne()
        {
            var count = Interlocked.Increment(ref _totalCount);
            var peak = Interlocked.Read(ref _peakCount);
            while (count > peak)
            {
                var seen = Interlocked.CompareExchange(ref _peakCount, count, peak);
                if (seen == peak) break;
                peak = seen;
            }
        }
    }
}
