using System.Formats.Tar;

namespace Pixel.Host.Files;

/// <summary>Opens files that others named or wrote. A pipe, on which opening waits, or a device, which never ends, is refused before that.</summary>
static class RegularFile
{
    const int TypeInTar = 156;

    /// <summary>Opens a file to be read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It is not there, is no regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path)
    {
        if (Fault(path) is { } fault) throw new IOException($"{path}: {fault}; give a regular file.");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
    }

    /// <summary>What stands in the way of reading a path, to follow its name; null for a regular file, and for what is not there.</summary>
    /// <param name="path">The path.</param>
    public static string? Fault(string path)
    {
        if (Directory.Exists(path)) return "is a folder";
        if (!File.Exists(path)) return null;
        var file = new FileInfo(path);
        file = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        // What a shell's <(…) links to has no name but this; any other link to nothing fails to open in words of its own.
        if (!file.Exists) return file.Name.Contains(":[", StringComparison.Ordinal) ? "is a pipe or a device" : null;
        // A pipe has a length of 0, as a device has.
        return file.Length == 0 && !IsRegular(file.FullName) ? "is a pipe or a device" : null;
    }

    // .NET tells the type of a file nowhere else.
    static bool IsRegular(string path)
    {
        using var header = new MemoryStream();
        using (var tar = new TarWriter(header, TarEntryFormat.Ustar, leaveOpen: true))
        {
            try
            {
                tar.WriteEntry(path, "x");
            }
            catch (IOException)
            {
                return false; // a socket
            }
        }

        return header.GetBuffer()[TypeInTar] is (byte)TarEntryType.RegularFile;
    }
}
