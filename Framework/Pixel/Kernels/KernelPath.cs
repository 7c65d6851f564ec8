using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Kernels;

/// <summary>How a layer of the map face computes, where it has a choice. Both paths give the same numbers within rounding.</summary>
public enum KernelPath
{
    /// <summary>The managed kernels, for tensors in the CPU's memory; libtorch's operations elsewhere.</summary>
    Managed,

    /// <summary>libtorch's operations everywhere: the reference.</summary>
    Torch,
}

/// <summary>Where the managed kernels can compute.</summary>
static class KernelPaths
{
    /// <summary>Whether to compute with the managed kernels: asked for, and the tensor lies in the CPU's memory in float32 or float64.</summary>
    /// <param name="path">The path that is asked for.</param>
    /// <param name="tensor">What is computed on.</param>
    public static bool IsManaged(this KernelPath path, Tensor tensor) => path == KernelPath.Managed
        && tensor.device.type == DeviceType.CPU && tensor.dtype is (ScalarType.Float32 or ScalarType.Float64);
}
