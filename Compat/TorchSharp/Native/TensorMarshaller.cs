using System.Runtime.InteropServices.Marshalling;

namespace TorchSharp.Native;

/// <summary>
/// Passes tensors as native handles: an argument stays alive for the length of the call, a null result is an error.
/// </summary>
[CustomMarshaller(typeof(torch.Tensor), MarshalMode.ManagedToUnmanagedIn, typeof(Argument))]
[CustomMarshaller(typeof(torch.Tensor), MarshalMode.ManagedToUnmanagedOut, typeof(Result))]
static class TensorMarshaller
{
    public struct Argument
    {
        torch.Tensor? _tensor;

        public void FromManaged(torch.Tensor? tensor) => _tensor = tensor;

        public readonly IntPtr ToUnmanaged() => _tensor is null ? IntPtr.Zero : _tensor.Handle;

        public readonly void Free() => GC.KeepAlive(_tensor);
    }

    public static class Result
    {
        public static torch.Tensor ConvertToManaged(IntPtr handle)
        {
            if (handle == IntPtr.Zero) NativeErrors.Throw();
            return new torch.Tensor(handle);
        }
    }
}
