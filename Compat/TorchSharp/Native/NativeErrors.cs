using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

static class NativeErrors
{
    /// <summary>Throws this thread's last native error; one that began in managed code is rethrown as it was.</summary>
    [DoesNotReturn]
    public static void Throw()
    {
        var managed = Shim.px_error_managed();
        var message = Marshal.PtrToStringUTF8(Shim.px_error_message()) ?? "";
        var thrown = managed == IntPtr.Zero ? null : GCHandle.FromIntPtr(managed).Target as ExceptionDispatchInfo;
        Shim.px_error_clear();
        thrown?.Throw();
        throw new ExternalException(message);
    }
}
