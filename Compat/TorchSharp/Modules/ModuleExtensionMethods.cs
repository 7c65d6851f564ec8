using static TorchSharp.torch;

namespace TorchSharp;

public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, Device device, bool non_blocking = false) where T : nn.Module =>
        Moved(module, device, null, non_blocking);

    public static T to<T>(this T module, ScalarType type, bool non_blocking = false) where T : nn.Module =>
        Moved(module, null, type, non_blocking);

    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false) where T : nn.Module =>
        Moved(module, device, type, non_blocking);

    public static T to<T>(this T module, string device, bool non_blocking = false) where T : nn.Module =>
        Moved(module, new Device(device), null, non_blocking);

    public static T cpu<T>(this T module) where T : nn.Module => Moved(module, CPU, null, nonBlocking: false);

    static T Moved<T>(T module, Device? device, ScalarType? type, bool nonBlocking) where T : nn.Module
    {
        if (device is not null) InitializeDevice(device);
        module.Move(device, type, nonBlocking);
        return module;
    }
}
