using System.Runtime.InteropServices;

namespace Pixel.Host.Experiments;

/// <summary>How the C library deals with the memory of tensors.</summary>
static class NativeMemory
{
    const int TrimThreshold = -1; // M_TRIM_THRESHOLD
    const int MapThreshold = -3; // M_MMAP_THRESHOLD
    const int Arenas = -8; // M_ARENA_MAX

    /// <summary>Keeps the memory of freed tensors for the next ones.</summary>
    /// <remarks>
    /// By itself glibc gives it back to the system at the end of each step and is given it anew, page by page and zeroed, in the next:
    /// a third of the time of a step, and more of an evaluation. And it gives each thread memory of its own, where what another freed is
    /// of no use. Other C libraries know no such settings.
    /// </remarks>
    public static void Keep()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = Set(MapThreshold, 1 << 30);
            _ = Set(TrimThreshold, int.MaxValue);
            _ = Set(Arenas, 1);
        }
        catch (EntryPointNotFoundException)
        {
            // musl
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    static extern int Set(int parameter, int value);
}
