namespace Pixel.Host.Experiments;

/// <summary>Keeps a run folder to one training at a time: two would write over each other's checkpoints and mix their learning curves.</summary>
sealed class RunLock : IDisposable
{
    readonly FileStream _file;

    RunLock(FileStream file) => _file = file;

    /// <summary>Takes a folder, and makes it where there is none; it is free again when the process ends, in whatever way.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ExperimentException">A training is going on in it.</exception>
    public static RunLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new RunLock(new FileStream(
                Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException)
        {
            throw new ExperimentException($"{folder}: another pixelfw trains in this folder. Wait for its end or stop it, or choose another folder by --out.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
