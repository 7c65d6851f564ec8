namespace TorchSharp;

/// <summary>Where tensors live; the values are libtorch's.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MPS = 13,
}
