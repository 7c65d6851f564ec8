namespace Pixel.Host.Data;

/// <summary>What to do when a data set is not on this machine and cannot be downloaded.</summary>
public enum IfUnavailable
{
    /// <summary>Fail with a <see cref="DataUnavailableException"/>.</summary>
    Error,

    /// <summary>Take the small sample in its place, in the missing set's shape; the set's name and <see cref="IImageSet.IsStandIn"/> say so.</summary>
    Sample,
}
