using System.Runtime.InteropServices.Marshalling;

namespace TorchSharp.Native;

/// <summary>The result of a native function that only succeeds or fails; a failure is thrown where it is received.</summary>
[NativeMarshalling(typeof(StatusMarshaller))]
readonly struct Status;

[CustomMarshaller(typeof(Status), MarshalMode.ManagedToUnmanagedOut, typeof(StatusMarshaller))]
static class StatusMarshaller
{
    public static Status ConvertToManaged(int code)
    {
        if (code != 0) NativeErrors.Throw();
        return default;
    }
}
