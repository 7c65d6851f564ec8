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
