namespace Pixel.Host.Data;

/// <summary>A data set whose files are in none of the folders it looks in, and which could not be downloaded.</summary>
public sealed class DataUnavailableException : Exception
{
    /// <summary>Names the set, the folders, the addresses and the ways out.</summary>
    /// <param name="message">The whole text.</param>
    public DataUnavailableException(string message) : base(message)
    {
    }

    internal static DataUnavailableException Of(
        string set, string split, IReadOnlyList<string> wanted, IReadOnlyList<string> folders, IReadOnlyList<string> failures, string remedyFolder,
        string? published = null)
    {
        var lines = new List<string> { $"The data set '{set}' ({split}) is not available: it needs {string.Join(" or ", wanted)}." };
        lines.AddRange(folders.Select(folder => $"  looked in    {folder}"));
        lines.AddRange(failures.Select(failure => $"  downloading  {failure}"));
        if (published is not null) lines.Add($"  published at {published}");
        lines.Add("What you can do:");
        lines.Add($"  - put the files into {remedyFolder}");
        lines.Add("  - or name the folder that has them: --set data.root=FOLDER, or the environment variable PIXELFW_DATA");
        lines.Add("  - or run on the small sample instead, and be told so: --set data.ifUnavailable=sample");
        return new DataUnavailableException(string.Join(Environment.NewLine, lines));
    }
}
