using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Kernels;

/// <summary>Where the managed kernels can compute.</summary>
static class KernelPaths
{
    /// <summary>Whether to compute with the managed kernels: asked for, and the tensor lies in the CPU's memory in float32 or float64.</summary>
    /// <param name="path">The path that is asked for.</param>
    /// <param name="tensor">What is computed on.</param>
    public static bool IsManaged(this KernelPath path, Tensor tensor) => path == KernelPath.Managed
        && tensor.device.type == DeviceType.CPU && tensor.dtype is (ScalarType.Float32 or ScalarType.Float64);
}
