using System.CommandLine;
using Pixel.Cli.Output;
using Pixel.Host.Data;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw data</c>.</summary>
static class DataCommand
{
    public static Command Create()
    {
        var command = new Command("data", "List the data sets, and where each was found.");
        command.SetAction(_ => Execute());
        return command;
    }

    static int Execute()
    {
        foreach (var set in DataSetCatalog.Describe())
        {
            Console.WriteLine($"{set.Name,-18} {set.Summary}");
            var counts = string.Join(", ", set.Counts.Select(count => $"{count.Value:N0} {count.Key}"));
            Console.WriteLine($"{"",-18} {(set.Location is null ? "not on this machine" : $"{set.Location}: {counts}")}");
        }
        return ExitCodes.Done;
    }
}
