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

    DataFormatException(string message, DataFormatException first) : base(message, first) => (File, Where) = (first.File, first.Where);

    /// <summary>The file; of several the first.</summary>
    public string File { get; }

    /// <summary>The place in the file, for example <c>byte 16</c> or <c>line 3</c>.</summary>
    public string Where { get; }

    /// <summary>What is wrong with some files of a set, all at once: the first few, and how many there are.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="files">How many were looked at.</param>
    /// <param name="wrong">What is wrong, at least one.</param>
    internal static DataFormatException Of(string folder, int files, IReadOnlyList<DataFormatException> wrong)
    {
        const int MostNamed = 5;
        if (wrong.Count == 1) return wrong[0];
        List<string> lines = [$"{wrong.Count} of {files} images in {folder} cannot be used:", .. wrong.Take(MostNamed).Select(one => $"  {one.Message}")];
        if (wrong.Count > MostNamed) lines.Add($"  and {wrong.Count - MostNamed} more.");
        return new DataFormatException(string.Join(Environment.NewLine, lines), wrong[0]);
    }
}

/// <summary>A data set whose files are in none of the folders it looks in, and which could not be downloaded.</summary>
public sealed class DataUnavailableException : Exception
{
    /// <summary>Names the set, the folders, the addresses and the ways out.</summary>
    /// <param name="message">The whole text.</param>
    public DataUnavailableException(string message) : base(message)
    {
    }

    /// <summary>Composes the text.</summary>
    /// <param name="set">The set.</param>
    /// <param name="split">The split.</param>
    /// <param name="wanted">The files, any of which would do.</param>
    /// <param name="lookedIn">The folders, each with what lies there.</param>
    /// <param name="found">What was found in place of the files, and what to do about it.</param>
    /// <param name="failures">Addresses, each with what failed.</param>
    /// <param name="remedyFolder">The folder to put the files into.</param>
    /// <param name="published">Where to get them.</param>
    internal static DataUnavailableException Of(
        string set, string split, IReadOnlyList<string> wanted, IEnumerable<string> lookedIn, IEnumerable<string> found, IReadOnlyList<string> failures,
        string remedyFolder, string? published = null)
    {
        var lines = new List<string> { $"The data set '{set}' ({split}) is not available: it needs {string.Join(" or ", wanted)}." };
        lines.AddRange(lookedIn.Select(folder => $"  looked in    {folder}"));
        lines.AddRange(found.Select(stranger => $"  found        {stranger}"));
        lines.AddRange(failures.Select(failure => $"  downloading  {failure}"));
        if (published is not null) lines.Add($"  published at {published}");
        lines.Add("What you can do:");
        lines.Add($"  - put the files into {remedyFolder}");
        lines.Add("  - or name the folder that has them: --set data.root=FOLDER, or the environment variable PIXELFW_DATA");
        lines.Add("  - or run on the small sample instead, and be told so: --set data.ifUnavailable=sample");
        return new DataUnavailableException(string.Join(Environment.NewLine, lines));
    }
}

/// <summary>A data set whose images are here, but whose labels are not, or that has none.</summary>
public sealed class LabelsUnavailableException : Exception
{
    /// <summary>Says whose labels are missing, and what to do.</summary>
    /// <param name="problem">What was looked for where, and how the labels can be had: whole sentences.</param>
    public LabelsUnavailableException(string problem)
        : base($"{problem}{Environment.NewLine}Without labels it goes by --set data.labels=false: the model then knows nothing of classes.")
    {
    }

    /// <summary>Composes the text for labels that are a file of their own.</summary>
    /// <param name="set">The set.</param>
    /// <param name="split">The split.</param>
    /// <param name="wanted">The file.</param>
    /// <param name="lookedIn">The folders.</param>
    /// <param name="failures">Addresses, each with what failed.</param>
    internal static LabelsUnavailableException Of(string set, string split, string wanted, IReadOnlyList<string> lookedIn, IReadOnlyList<string> failures) =>
        new(string.Join(Environment.NewLine,
        [
            $"The labels of '{set}' ({split}) are not available: data.labels needs {wanted}.",
            .. lookedIn.Select(folder => $"  looked in    {folder}"),
            .. failures.Select(failure => $"  downloading  {failure}"),
            $"Put the file into {lookedIn[0]}.",
        ]));
}
