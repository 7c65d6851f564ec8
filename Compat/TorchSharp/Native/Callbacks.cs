using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>What the shim calls back; see Callbacks in autograd.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly unsafe struct Callbacks(
    delegate* unmanaged<IntPtr, IntPtr, IntPtr, IntPtr*, int> forward,
    delegate* unmanaged<IntPtr, IntPtr, IntPtr, IntPtr*, int> backward,
    delegate* unmanaged<IntPtr, void> release)
{
    public readonly delegate* unmanaged<IntPtr, IntPtr, IntPtr, IntPtr*, int> Forward = forward;
    public readonly delegate* unmanaged<IntPtr, IntPtr, IntPtr, IntPtr*, int> Backward = backward;
    public readonly delegate* unmanaged<IntPtr, void> Release = release;
}
