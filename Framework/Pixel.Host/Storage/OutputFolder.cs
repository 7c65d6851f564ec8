using Pixel.Host.Config;

namespace Pixel.Host.Storage;

/// <summary>A folder that files are to be written into.</summary>
static class OutputFolder
{
    /// <summary>Throws where the folder cannot be made or written, before hours of work are lost on it. Leaves nothing behind.</summary>
    /// <exception cref="ExperimentException">It cannot.</exception>
    public static void Check(string path)
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
}
