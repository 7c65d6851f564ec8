using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>Type, place and gradient of a tensor to make; -1 where not given.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct Options(int Type, int DeviceType, int DeviceIndex, int RequiresGrad)
{
    /// <summary>For functions that make a tensor from nothing: what is not given is the default.</summary>
    public static Options Of(
        ScalarType? dtype, Device? device, bool requiresGrad = false, string[]? names = null, ScalarType? inferred = null)
    {
        RefuseNames(names);
        var place = InitializeDevice(device ?? DefaultDevice);
        return new((int)(dtype ?? inferred ?? get_default_dtype()), (int)place.type, place.index, requiresGrad ? 1 : 0);
    }

    /// <summary>For functions that make a tensor from another: what is not given stays as it is there.</summary>
    public static Options Like(ScalarType? dtype, Device? device, bool requiresGrad = false, string[]? names = null)
    {
        RefuseNames(names);
        if (device is not null) InitializeDevice(device);
        return new(Number(dtype), device is null ? -1 : (int)device.type, device?.index ?? -1, requiresGrad ? 1 : 0);
    }

    public static int Number(ScalarType? dtype) => dtype is { } given ? (int)given : -1;

    static void RefuseNames(string[]? names)
    {
        if (names is { Length: > 0 }) throw new NotSupportedException("Named dimensions are not supported.");
    }
}
