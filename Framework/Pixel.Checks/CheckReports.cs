using System.Text.Json.Nodes;
using Pixel.Host.Imaging;

namespace Pixel.Checks;

/// <summary>The reports of several architectures, such as all of a plug-in.</summary>
/// <param name="Reports">At least one.</param>
public sealed record CheckReports(IReadOnlyList<CheckReport> Reports)
{
    /// <summary>Whether no check of any failed.</summary>
    public bool Passed => Reports.All(report => report.Passed);

    /// <summary>The reports for a reader, one after the other.</summary>
    public override string ToString() => string.Join("\n", Reports);

    /// <summary>The reports for a program: <c>passed</c> and <c>architectures</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["passed"] = Passed,
        ["architectures"] = new JsonArray([.. Reports.Select(report => report.ToJson())]),
    };

    /// <summary>Writes each map as <c>ARCHITECTURE-IMAGES.png</c>, for example <c>pixelcnn-gray-8x15.png</c>.</summary>
    /// <param name="folder">The folder; it is created if it is missing.</param>
    /// <returns>The files.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public IReadOnlyList<string> SaveMaps(string folder)
    {
        var files = new List<string>();
        foreach (var report in Reports)
            foreach (var map in report.Maps)
            {
                var name = map.Name.ToLowerInvariant().Replace(' ', '-').Replace('×', 'x');
                files.Add(Path.Combine(folder, $"{report.Architecture}-{name}.png"));
                PngWriter.Save(files[^1], map.ToPicture());
            }
        return files;
    }
}
