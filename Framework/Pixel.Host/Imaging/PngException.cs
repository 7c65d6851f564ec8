namespace Pixel.Host.Imaging;

/// <summary>A PNG file that cannot be read: not a PNG, truncated, corrupt, or too large.</summary>
public sealed class PngException : Exception
{
    /// <summary>Says what is wrong and where.</summary>
    /// <param name="file">The file, as its reader was told.</param>
    /// <param name="offset">Where in the file, in bytes from its start.</param>
    /// <param name="problem">What was found and what is allowed.</param>
    /// <param name="inner">The cause, if it is another exception.</param>
    public PngException(string file, long offset, string problem, Exception? inner = null)
        : base($"{file}, byte {offset}: {problem}", inner) => (File, Offset, Problem) = (file, offset, problem);

    /// <summary>The file, as its reader was told.</summary>
    public string File { get; }

    /// <summary>Where in the file, in bytes from its start.</summary>
    public long Offset { get; }

    /// <summary>What was found and what is allowed, without the place.</summary>
    public string Problem { get; }
}
