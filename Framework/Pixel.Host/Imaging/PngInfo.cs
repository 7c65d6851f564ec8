namespace Pixel.Host.Imaging;

/// <summary>The size of a PNG image and the channels it decodes to, from its header alone.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 for the gray colour types, else 3.</param>
public sealed record PngInfo(int Width, int Height, int Channels);
