namespace Pixel.Tests.Cli;

/// <summary>Tests of the command line, which share the process's console and a trained run: one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleCollection : ICollectionFixture<TrainedRun>
{
    public const string Name = "console";
}
