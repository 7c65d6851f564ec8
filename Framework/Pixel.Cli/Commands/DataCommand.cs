using System.CommandLine;
using Pixel.Cli.Output;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw data</c>.</summary>
internal static class DataCommand
{
    public static Command Create()
    {
        var command = new Command("data", "List the data sets, and where each was found.");
        command.SetAction(_ => Execute());
        return command;
    }

    private static int Execute()
    {
        foreach (var set in new Host.Data.DataSetCatalog().Describe()) Console.WriteLine(set);
        return ExitCodes.Done;
    }
}
