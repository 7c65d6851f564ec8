using System.Runtime.InteropServices;

namespace Pixel.Host.Storage;

/// <summary>Every change that a run makes to files and folders. When a change has returned, a power cut does not undo it.</summary>
static class Disk
{
    static readonly AsyncLocal<Action<string>?> Watcher = new();

    /// <summary>From now on, in this flow of execution, is told of each change before it is made, and may throw: so a test ends a run at any of them.</summary>
    /// <param name="beforeChange">Receives what is about to be done, in words; null for nothing.</param>
    public static void Watch(Action<string>? beforeChange) => Watcher.Value = beforeChange;

    /// <summary>Makes a folder, and those above it, where they are missing.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        Announce("create", path);
        Directory.CreateDirectory(path);
        Sync(Path.GetDirectoryName(Path.GetFullPath(path)));
    }

    /// <summary>Makes a file that must not be there yet.</summary>
    public static FileStream Create(string path)
    {
        Announce("create", path);
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Brings what was written to the disk: without it a power cut may leave a name on an empty file.</summary>
    public static void Flush(FileStream stream)
    {
        Announce("flush", stream.Name);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Adds a text to a file's end. A kill may leave a part of it.</summary>
    public static void Append(string path, string text)
    {
        Announce("append to", path);
        File.AppendAllText(path, text);
    }

    /// <summary>Gives a file another name of the same folder, and replaces what has it.</summary>
    public static void Rename(string path, string target)
    {
        Announce("rename", path);
        File.Move(path, target, overwrite: true);
        Sync(Path.GetDirectoryName(target));
    }

    /// <summary>Gives a folder another name beside it, which must be free.</summary>
    public static void RenameFolder(string path, string target)
    {
        Announce("rename", path);
        Sync(path);
        Directory.Move(path, target);
        Sync(Path.GetDirectoryName(target));
    }

    /// <summary>Removes a folder: first its name, so that it is never seen in part.</summary>
    public static void RemoveFolder(string path)
    {
        var hidden = TemporaryName(path);
        RenameFolder(path, hidden);
        Announce("remove", hidden);
        Directory.Delete(hidden, recursive: true);
    }

    /// <summary>A hidden neighbour's name for what is not whole yet, or no longer.</summary>
    public static string TemporaryName(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");

    /// <summary>Removes a file or folder under a temporary name, if it can be: it is in nobody's way.</summary>
    public static void TryRemoveTemporary(string path)
    {
        try
        {
            Announce("remove", path);
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Removes what killed processes have left in a folder under temporary names. No process may be writing there.</summary>
    public static void Sweep(string folder)
    {
        if (!Directory.Exists(folder)) return;
        var left = Directory.EnumerateFileSystemEntries(folder, ".*.tmp", new EnumerationOptions { AttributesToSkip = 0 });
        foreach (var path in left.ToArray()) TryRemoveTemporary(path);
    }

    static void Announce(string change, string path) => Watcher.Value?.Invoke($"{change} {path}");

    /// <summary>Brings the names in a folder to the disk. Windows does so by itself.</summary>
    static void Sync(string? folder)
    {
        if (folder is null || OperatingSystem.IsWindows()) return;
        var handle = Open(folder, 0); // O_RDONLY
        if (handle < 0) return; // some file systems have no such thing
        _ = FlushHandle(handle);
        _ = Close(handle);
    }

    [DllImport("libc", EntryPoint = "open")]
    static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    static extern int FlushHandle(int handle);

    [DllImport("libc", EntryPoint = "close")]
    static extern int Close(int handle);
}
