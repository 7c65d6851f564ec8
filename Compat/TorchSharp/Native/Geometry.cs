using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The lists of a convolution, pinned by the caller; see Geometry in nn.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly unsafe record struct Geometry(
    Sizes Stride, Sizes Padding, Sizes OutputPadding, Sizes Dilation, long Groups);

[StructLayout(LayoutKind.Sequential)]
readonly unsafe struct Sizes(long* values, long count)
{
    public readonly long* Values = values;
    public readonly long Count = count;
}
