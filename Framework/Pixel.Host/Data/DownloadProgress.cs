namespace Pixel.Host.Data;

/// <summary>How far a download has come.</summary>
/// <param name="Address">What is being downloaded.</param>
/// <param name="Bytes">Bytes on the disk so far, those of an earlier attempt included.</param>
/// <param name="Total">Bytes of the whole file.</param>
public sealed record DownloadProgress(Uri Address, long Bytes, long Total);
