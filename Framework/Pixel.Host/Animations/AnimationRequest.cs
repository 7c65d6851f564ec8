namespace Pixel.Host.Animations;

/// <summary>Where to write the animation of what is drawn.</summary>
/// <param name="Path">The animated PNG file.</param>
/// <param name="Progress">Receives the share of the frames that are done, 0 to 1.</param>
public sealed record AnimationRequest(string Path, IProgress<double>? Progress = null);
