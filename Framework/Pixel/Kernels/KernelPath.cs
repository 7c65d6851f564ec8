namespace Pixel.Kernels;

/// <summary>How a layer of the map face computes, where it has a choice. Both paths give the same numbers within rounding.</summary>
public enum KernelPath
{
    /// <summary>The managed kernels, for tensors in the CPU's memory; libtorch's operations elsewhere.</summary>
    Managed,

    /// <summary>libtorch's operations everywhere: the reference.</summary>
    Torch,
}
