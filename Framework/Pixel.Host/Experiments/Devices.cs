using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Host.Experiments;

/// <summary>Devices and threads as configs name them.</summary>
public static class Devices
{
    /// <summary>Moves a module to a device.</summary>
    /// <param name="module">The module.</param>
    /// <param name="name"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <exception cref="ExperimentException">There is no such device.</exception>
    public static T Place<T>(T module, string name) where T : nn.Module
    {
        if (name == "cpu") return module;
        if (!cuda.is_available())
            throw new ExperimentException($"device: {name} is asked for, but libtorch finds no CUDA device. Use device: cpu, or a libtorch built for CUDA (LIBTORCH=FOLDER) and its driver.");
        var target = device(name);
        if (target.index >= cuda.device_count())
            throw new ExperimentException($"device: {name} is asked for, but there are {cuda.device_count()} CUDA devices, counted from 0.");
        return module.to(target);
    }

    /// <summary>Sets libtorch's thread count.</summary>
    /// <param name="threads">The number; 0 for one each core.</param>
    /// <returns>The number that is used.</returns>
    public static int UseThreads(int threads)
    {
        var count = threads == 0 ? Environment.ProcessorCount : threads;
        set_num_threads(count);
        return count;
    }

}
