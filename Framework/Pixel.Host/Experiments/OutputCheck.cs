namespace Pixel.Host.Experiments;

/// <summary>Finds out that files cannot be written before hours of work are lost on them.</summary>
static class OutputCheck
{
    /// <summary>Throws where a folder cannot be made or written. Leaves nothing behind.</summary>
    public static void Folder(string path)
    {
        var existing = Path.GetFullPath(path);
        while (!Directory.Exists(existing) && !File.Exists(existing)) existing = Path.GetDirectoryName(existing)!; // the root exists
        if (File.Exists(existing))
            throw new ExperimentException($"{path} cannot be a folder: {existing} is a file. Choose another place by --out.", isUsage: true);
        try
        {
            var probe = Path.Combine(existing, $".pixelfw-{Guid.NewGuid():N}.tmp");
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ExperimentException($"{path} cannot be written: {existing} takes no new files. Choose another place by --out, or change its permissions.");
        }
    }

    /// <summary>Throws where a PNG file cannot be written.</summary>
    public static void Png(string path)
    {
        if (!string.Equals(Path.GetExtension(path), ".png", StringComparison.OrdinalIgnoreCase) || Directory.Exists(path))
            throw new ExperimentException($"{path} is no name of a PNG file. Give one that ends in .png by --out.", isUsage: true);
        Folder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
