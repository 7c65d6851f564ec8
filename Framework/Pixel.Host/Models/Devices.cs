using System.Globalization;
using System.Runtime.InteropServices;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Kernels;
using Pixel.Kernels.Training;
using Pixel.Libtorch;
using Pixel.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Host.Models;

/// <summary>Devices, kernels and threads as configs name them: the one place where the host decides what computes a network.</summary>
public static class Devices
{
    /// <summary>Makes the map face of a network on a device, with the kernels that are asked for.</summary>
    /// <param name="network">The network.</param>
    /// <param name="experiment">Names the device, the kernels and the threads.</param>
    /// <param name="copies">How often the parameters will lie in memory; by itself as often as a training needs them.</param>
    /// <exception cref="ExperimentException">There is no such device, or the machine has less memory than the parameters need.</exception>
    public static NetworkModule CreateNetwork(NetworkDescription network, Experiment experiment, int copies = ParameterMemory.Training)
    {
        ParameterMemory.Check(network, IsCpu(experiment.Device) ? copies : 1, sizeof(float));
        NativeMemory.Keep();
        TorchLibrary.Load();
        manual_seed(experiment.Training.Seed); // modules of TorchSharp's within layers draw their first weights from it
        var module = new NetworkModule(network) { Kernels = PathOf(experiment.Kernels) };
        UseThreads(experiment.Threads, IsCpu(experiment.Device) && module.IsManaged);
        return module;
    }

    /// <summary>Moves a module to a device.</summary>
    /// <param name="module">The module.</param>
    /// <param name="name"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <exception cref="ExperimentException">There is no such device.</exception>
    public static T Place<T>(T module, string name) where T : nn.Module
    {
        if (IsCpu(name)) return module;
        TorchLibrary.Load();
        if (!cuda.is_available())
            throw new ExperimentException($"device: {name} is asked for, but libtorch finds no CUDA device. Use device: cpu, or a libtorch {TorchLibrary.Version} for CUDA, named by LIBTORCH, and its driver.");
        var target = device(name);
        if (target.index >= cuda.device_count())
            throw new ExperimentException($"device: {name} is asked for, but there are {cuda.device_count()} CUDA devices, counted from 0.");
        return module.to(target);
    }

    /// <summary>Whether a device is the CPU.</summary>
    internal static bool IsCpu(string name) => name == "cpu";

    /// <summary>The path by which layers compute.</summary>
    /// <param name="kernels"><c>managed</c> or <c>torch</c>.</param>
    public static KernelPath PathOf(string kernels) => kernels == "torch" ? KernelPath.Torch : KernelPath.Managed;

    /// <summary>The threads to compute with.</summary>
    /// <param name="threads">The number; 0 for one each core.</param>
    public static int Threads(int threads) => threads == 0 ? Environment.ProcessorCount : threads;

    /// <summary>Sets the threads to compute with.</summary>
    /// <param name="threads">The number; 0 for one each core.</param>
    public static void UseThreads(int threads) => UseThreads(threads, isManaged: false);

    /// <summary>Gives the threads to those that do the work: where every layer computes by the managed kernels, libtorch is left with one.</summary>
    /// <remarks>Its others would only wait for work, spinning, on the cores that the kernels compute on.</remarks>
    static void UseThreads(int threads, bool isManaged)
    {
        TorchLibrary.Load();
        Workers.Count = Threads(threads);
        set_num_threads(isManaged ? 1 : Threads(threads));
    }
}

/// <summary>Whether a network's parameters fit into this machine's memory, told before any is made.</summary>
static class ParameterMemory
{
    /// <summary>Copies that a training needs: the parameters, their gradients, and two moments of those.</summary>
    public const int Training = 4;

    /// <summary>Refuses a network that is too large.</summary>
    /// <param name="network">The network.</param>
    /// <param name="copies">How often its parameters lie in memory.</param>
    /// <param name="bytes">Bytes of a parameter.</param>
    /// <exception cref="ExperimentException">It is; the message tells the figures and what to lower.</exception>
    public static void Check(NetworkDescription network, int copies, int bytes)
    {
        var (needed, available) = ((Int128)network.Parameters * copies * bytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (needed <= available) return;
        throw new ExperimentException(string.Create(CultureInfo.InvariantCulture,
            $"model: the network has {network.Parameters:N0} parameters, which need {(double)needed / 1e9:N1} GB ({copies} × {bytes} bytes each{(copies == Training ? ": value, gradient and two moments" : "")}); this process may have {available / 1e9:N1} GB. Lower model.hidden, model.layers or model.head."), isUsage: true);
    }
}

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
