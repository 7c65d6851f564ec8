using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>One entry of an index expression; see Index in creation.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct IndexEntry(long Kind, long Start, long Stop, long Step, IntPtr Tensor);
