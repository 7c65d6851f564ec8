using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Pixel.Libtorch;

/// <summary>Loads libtorch and TorchSharp's own native library: those that the build brought along, or another libtorch that <c>LIBTORCH</c> names.</summary>
/// <remarks>
/// <para>TorchSharp by itself takes the first libtorch that the system's loader finds, of whatever version, and knows no way to another. So
/// the libraries lie in a folder where the runtime does not look, and are loaded from there by their paths; what asks for them by name
/// afterwards is given them.</para>
/// <para>Whoever calls TorchSharp before it has made a network calls <see cref="Load"/> first. The runtime asks here too when it finds no library
/// itself, so that is a matter of which is found where the system has a libtorch of its own.</para>
/// </remarks>
public static class TorchLibrary
{
    /// <summary>The setting of an application (<c>configProperties</c> in its runtimeconfig.json) that names the folder, relative to the application's.</summary>
    const string Setting = "Pixel.Libtorch";

    /// <summary>The environment variable that names the folder of another libtorch.</summary>
    const string Variable = "LIBTORCH";

    static readonly Lazy<nint> Library = new(() => LoadFrom(Environment.GetEnvironmentVariable(Variable), Folders()));

    /// <summary>The version of libtorch that TorchSharp was built for: no other one fits.</summary>
    public static Version Version { get; } = new(2, 10);

    /// <summary>Loads the libraries, once; later calls do nothing.</summary>
    /// <exception cref="TorchLibraryException">They are missing, of another version, or the system cannot load them.</exception>
    public static void Load() => _ = Library.Value;

#pragma warning disable CA2255 // Nothing else runs before the first tensor of a program that begins with one.
    [ModuleInitializer]
    internal static void Offer() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
#pragma warning restore CA2255

    /// <summary>What an exception says, without the stack of C++ that libtorch adds to its own.</summary>
    /// <param name="problem">Any exception.</param>
    public static string Words(Exception problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var stack = problem.Message.IndexOf("Exception raised from ", StringComparison.Ordinal);
        return stack > 0 ? problem.Message[..stack].TrimEnd() : problem.Message;
    }

    static nint Resolve(Assembly assembly, string name) =>
        assembly.GetName().Name == "TorchSharp" && name is "torch_cpu" or "LibTorchSharp" ? Library.Value : 0;

    /// <summary>Loads libtorch from a folder, and TorchSharp's library.</summary>
    /// <param name="other">What names another libtorch; null or empty for the one that was brought along.</param>
    /// <param name="folders">Where those that were brought along may lie.</param>
    /// <returns>The handle of TorchSharp's library.</returns>
    static nint LoadFrom(string? other, IReadOnlyList<string> folders)
    {
        var libtorch = string.IsNullOrEmpty(other)
            ? Find(FileName("torch_cpu"), folders, "Build the project again, or name the folder of another libtorch by LIBTORCH.")
            : Find(FileName("torch_cpu"), [other, Path.Combine(other, "lib")], "LIBTORCH must name the folder of libtorch's libraries, or the one above its lib.");
        CheckAlone(libtorch);
        CheckVersion(Open(libtorch), libtorch);
        Open(Path.Combine(Path.GetDirectoryName(libtorch)!, FileName("torch"))); // brings libtorch_cuda, where there is one
        return OpenBinding(Find(FileName("LibTorchSharp"), folders, "Build the project again."));
    }

    static string[] Folders()
    {
        var home = AppContext.BaseDirectory;
        var system = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return AppContext.GetData(Setting) is string folder ? [Path.GetFullPath(folder, home)] : [home, .. system];
    }

    static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";

    static string Find(string file, IReadOnlyList<string> folders, string advice) =>
        folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
        ?? throw new TorchLibraryException($"{file} is not in {string.Join(", nor in ", folders)}. {advice}");

    /// <summary>Two libtorchs in one process end it. Only Linux tells what is loaded, and only there a system has one of its own.</summary>
    static void CheckAlone(string path)
    {
        if (!OperatingSystem.IsLinux()) return;
        var other = File.ReadLines("/proc/self/maps").Select(line => line[(line.LastIndexOf(' ') + 1)..])
            .FirstOrDefault(file => Path.GetFileName(file).StartsWith("libtorch_cpu.so", StringComparison.Ordinal) && file != path);
        if (other is not null)
            throw new TorchLibraryException($"{other} was loaded before {path} could be. Call {nameof(TorchLibrary)}.{nameof(Load)} before the first call of TorchSharp.");
    }

    static void CheckVersion(nint libtorch, string path)
    {
        // Without this a call into another version ends the process, or worse, does not.
        Version? found = null;
        if (NativeLibrary.TryGetExport(libtorch, "aoti_torch_abi_version", out var function))
        {
            var version = Marshal.GetDelegateForFunctionPointer<AbiVersion>(function)();
            found = new Version((int)(version >> 56), (int)(version >> 48 & 0xFF));
        }

        if (found == Version) return;
        throw new TorchLibraryException(
            $"{path} is libtorch {found?.ToString() ?? "of an older version"}; TorchSharp is built for {Version}. "
            + "Let LIBTORCH name a folder of that version, or unset it to use the one that was brought along.");
    }

    static nint OpenBinding(string path)
    {
        try
        {
            return Open(path);
        }
        catch (TorchLibraryException problem) when (OperatingSystem.IsLinux() && OlderLibstdcxx.IsAtFault(problem.Message))
        {
            return OlderLibstdcxx.Load(path);
        }
    }

    static nint Open(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception problem) when (problem is DllNotFoundException or BadImageFormatException)
        {
            throw new TorchLibraryException(
                $"{path} cannot be loaded: {problem.Message.Trim()}\n"
                + "TorchSharp and libtorch need 64-bit Windows, macOS on ARM, or Linux on x64 with glibc 2.34 and libstdc++ 12 or later (Debian 12, Ubuntu 22.04).");
        }
    }

    delegate ulong AbiVersion();
}

/// <summary>libtorch, or TorchSharp's library that calls it, cannot be loaded; the message says which, why, and what to do.</summary>
/// <param name="message">The full message.</param>
public sealed class TorchLibraryException(string message) : Exception(message);
