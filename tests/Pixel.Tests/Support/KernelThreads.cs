using Pixel.Kernels.Training;

namespace Pixel.Tests.Support;

/// <summary>The number of threads that the kernels share, changed for a test; such a test is of the collection that runs alone.</summary>
static class KernelThreads
{
    /// <summary>Runs a test with a number of threads, and sets it back.</summary>
    public static void With(int count, Action test)
    {
        var before = Workers.Count;
        try
        {
            Workers.Count = count;
            test();
        }
        finally
        {
            Workers.Count = before;
        }
    }
}

/// <summary>Tests that count the live tensors of the whole process: nothing else may run beside them.</summary>
[CollectionDefinition("native memory", DisableParallelization = true)]
public sealed class NativeMemoryCollection;
