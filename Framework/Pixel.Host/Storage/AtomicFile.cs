using System.Text;

namespace Pixel.Host.Storage;

/// <summary>Writes files that are either the complete new content or untouched, whatever interrupts the writing.</summary>
public static class AtomicFile
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Replaces <paramref name="path"/> by what <paramref name="write"/> writes: into a temporary file of the same
    /// folder, flushed to the disk, then renamed over the old file.
    /// </summary>
    /// <param name="path">The file to write; its folder is created if it is missing.</param>
    /// <param name="write">Writes the content into the stream it is given, and leaves the stream open.</param>
    /// <remarks>If <paramref name="write"/> throws, the temporary file is removed, the old file stands, and the exception passes on.</remarks>
    /// <exception cref="IOException">The folder cannot be created or written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable, or <paramref name="path"/> is a folder.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target)
            ?? throw new IOException($"'{path}' is not a file that can be written: it names a root folder.");
        Disk.CreateFolder(folder);
        var temporary = Disk.TemporaryName(target); // a rename is atomic only within one file system, so a neighbour
        try
        {
            using (var stream = Disk.Create(temporary))
            {
                write(stream);
                Disk.Flush(stream);
            }
            Disk.Rename(temporary, target);
        }
        catch
        {
            Disk.TryRemoveTemporary(temporary);
            throw;
        }
    }

    /// <summary>Replaces <paramref name="path"/> by <paramref name="text"/> in UTF-8 without a byte-order mark, as <see cref="Write"/> does.</summary>
    /// <param name="path">The file to write; its folder is created if it is missing.</param>
    /// <param name="text">The whole new content.</param>
    /// <exception cref="IOException">The folder cannot be created or written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable, or <paramref name="path"/> is a folder.</exception>
    public static void WriteText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, stream => stream.Write(Utf8.GetBytes(text)));
    }
}
