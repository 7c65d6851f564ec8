using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp.Native;

/// <summary>The native functions of the shim; loaded, and libtorch with it, at the first call.</summary>
static partial class Shim
{
    const string Library = "pixeltorch";

    static Shim() => NativeLibrary.SetDllImportResolver(typeof(Shim).Assembly, Resolve);

    static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return IntPtr.Zero;
        var file = OperatingSystem.IsWindows() ? $"{Library}.dll"
            : OperatingSystem.IsMacOS() ? $"lib{Library}.dylib"
            : $"lib{Library}.so";
        // A single-file application has no assembly location.
        var folder = Path.GetDirectoryName(assembly.Location);
        return NativeLibrary.Load(Path.Combine(string.IsNullOrEmpty(folder) ? AppContext.BaseDirectory : folder, file));
    }
}
