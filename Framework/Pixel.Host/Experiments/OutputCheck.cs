namespace Pixel.Host.Experiments;

/// <summary>Finds out that files cannot be written before hours of work are lost on them.</summary>
static class OutputCheck
{
    // Each of some hundred frames is looked at whole: with more images that takes minutes.
    const int MostAnimated = 1024;

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

    /// <summary>Throws where an animated PNG file cannot be written, would take the place of another file, or would show too many images.</summary>
    public static void Animation(string path, int images, params IEnumerable<string?> others)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".apng" or ".png") || Directory.Exists(path))
            throw new ExperimentException($"{path} is no name of an animated PNG file. Give one that ends in .apng or .png by --animate.", isUsage: true);
        if (others.Any(other => other is not null && Path.GetFullPath(other) == Path.GetFullPath(path)))
            throw new ExperimentException($"{path} is where another picture goes. Give the animation a name of its own by --animate.", isUsage: true);
        if (images > MostAnimated)
        {
            throw new ExperimentException(
                $"The animation would show {images} images; at most {MostAnimated} are allowed. Ask for fewer, or leave --animate out.", isUsage: true);
        }

        Folder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
