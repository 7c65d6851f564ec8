namespace Pixel.Host.Data;

/// <summary>A data file that is not what its name promises: truncated, oversized, corrupt, or of another shape.</summary>
public sealed class DataFormatException : Exception
{
    /// <summary>Says what is wrong, where, and what was expected.</summary>
    /// <param name="file">The file.</param>
    /// <param name="where">The place in it, for example <c>byte 16</c> or <c>line 3</c>; bytes of a compressed file count uncompressed.</param>
    /// <param name="problem">What was found and what was expected.</param>
    /// <param name="inner">The cause, if it is another exception.</param>
    public DataFormatException(string file, string where, string problem, Exception? inner = null)
        : base($"{file}, {where}: {problem}", inner) => (File, Where) = (file, where);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The place in the file, for example <c>byte 16</c> or <c>line 3</c>.</summary>
    public string Where { get; }
}

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
