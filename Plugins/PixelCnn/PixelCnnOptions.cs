using Pixel.Contracts;

namespace PixelCnn;

/// <summary>The options of the PixelCNN.</summary>
public sealed class PixelCnnOptions : StackOptions;
