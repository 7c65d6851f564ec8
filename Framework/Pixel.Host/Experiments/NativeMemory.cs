using System.Runtime.InteropServices;

namespace Pixel.Host.Experiments;

/// <summary>How the C library deals with the memory of tensors.</summary>
static class NativeMemory
{
    const int TrimThreshold = -1; // M_TRIM_THRESHOLD
    const int MapThreshold = -3; // M_MMAP_THRESHOLD

    /// <summary>Keeps the memory of freed tensors for the next ones.</summary>
    /// <remarks>
    /// By itself glibc gives it back to the system at the end of each step and is given it anew, page by page and zeroed, in the next:
    /// a third of the time of a step, and more of an evaluation. Other C libraries know no such setting.
    /// </remarks>
    public static void Keep()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = Set(MapThreshold, 1 << 30);
            _ = Set(TrimThreshold, int.MaxValue);
        }
        catch (EntryPointNotFoundException)
        {
            // musl
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    static extern int Set(int parameter, int value);
}
