namespace Pixel.Tests.Support;

/// <summary>Tests that count the live tensors of the whole process: nothing else may run beside them.</summary>
[CollectionDefinition("native memory", DisableParallelization = true)]
public sealed class NativeMemoryCollection;
