using System.CommandLine;
using System.Text.Json.Nodes;
using Pixel.Cli.Output;
using Pixel.Host.Data.Sources;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw data</c>.</summary>
static class DataCommand
{
    public static Command Create()
    {
        var command = new Command("data", "List the data sets, and where each was found.");
        var json = CommonOptions.Json();
        command.Add(json);
        command.SetAction(parsed => Execute(parsed.GetValue(json)));
        return command;
    }

    static int Execute(bool json)
    {
        if (json)
        {
            Console.WriteLine(new JsonObject { ["sets"] = new JsonArray([.. DataSetCatalog.Describe().Select(Entry)]) }.ToJsonString());
            return ExitCodes.Done;
        }
        foreach (var set in DataSetCatalog.Describe())
        {
            Console.WriteLine($"{set.Name,-18} {set.Summary}");
            var counts = string.Join(", ", set.Counts.Select(count => $"{count.Value:N0} {count.Key}"));
            Console.WriteLine($"{"",-18} {Place(set, counts)}");
            if (Labels(set) is { } labels) Console.WriteLine($"{"",-18} {labels}");
            if (set.Problem is not null) Console.WriteLine($"{"",-18} PROBLEM: {set.Problem}");
        }
        Console.WriteLine();
        Console.WriteLine("A set that is not here is downloaded by the first run that wants it, but for ImageNet. Or put its files into a folder and name it:");
        Console.WriteLine("--set data.root=FOLDER, or a folder of the set's name in the one that PIXELFW_DATA names.");
        return ExitCodes.Done;
    }

    static JsonNode Entry(DataSetListing set) => new JsonObject
    {
        ["name"] = set.Name,
        ["summary"] = set.Summary,
        ["image"] = set.Shape is { } image ? new JsonArray(image.Channels, image.Height, image.Width) : null,
        ["levels"] = set.Shape?.Levels,
        ["location"] = set.Location,
        ["images"] = new JsonObject(set.Counts.Select(count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value))),
        ["classes"] = set.Classes?.Count,
        ["class_names"] = set.Classes?.Names is { } names ? new JsonArray([.. names.Select(name => JsonValue.Create(name))]) : null,
        ["images_of_classes"] = new JsonObject(set.ClassCounts.Select(
            counts => KeyValuePair.Create(counts.Key, (JsonNode?)new JsonArray([.. counts.Value.Select(count => JsonValue.Create(count))])))),
        ["problem"] = set.Problem,
    };

    /// <summary>The classes of a set, and how many images of the first split that is here are of each; null for a set without labels.</summary>
    static string? Labels(DataSetListing set)
    {
        const int MostListed = 20;
        if (set.Location is null) return null;
        if (set.Classes is not { } classes) return "without labels";
        if (set.ClassCounts.Count == 0) return $"{classes}";
        var (split, counts) = set.ClassCounts.First();
        var listed = classes.Count <= MostListed
            ? string.Join(", ", counts.Select((count, label) => $"{classes.NameOf(label)}: {count:N0}"))
            : $"{counts.Min():N0} to {counts.Max():N0} images of each";
        return $"{classes.Count:N0} classes, of {split} {listed}";
    }

    static string Place(DataSetListing set, string counts) => set switch
    {
        { Location: { } location } => counts.Length > 0 ? $"{location}: {counts}" : location,
        { Shape: null } => "yours: --set data.set=folder --set data.root=FOLDER",
        _ => "not on this machine",
    };
}
