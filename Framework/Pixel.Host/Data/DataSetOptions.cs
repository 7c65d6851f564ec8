namespace Pixel.Host.Data;

/// <summary>How to open a data set: where it is, and what to do with its images.</summary>
public sealed record DataSetOptions
{
    /// <summary>
    /// The folder of the files, or a folder which holds the set's own folder; then only it is looked in, and nothing is downloaded.
    /// </summary>
    /// <value>The default is null: <c>PIXELFW_DATA</c>, the system's folder, the cache, then a download. The set <c>folder</c> needs it.</value>
    public string? Root { get; init; }

    /// <summary>What to do when the files are nowhere.</summary>
    /// <value>The default is <see cref="IfUnavailable.Error"/>.</value>
    public IfUnavailable IfUnavailable { get; init; } = IfUnavailable.Error;

    /// <summary>Levels of a sub-pixel, 2 to 256: a sample v becomes ⌊v · levels / 256⌋; two levels are a threshold at 128.</summary>
    /// <value>The default is what the set has: 2 for <c>binarized-mnist</c>, which allows no other, else 256.</value>
    public int? Levels { get; init; }

    /// <summary>Rows, for <c>folder</c> and <c>sample</c> only; images are cropped and resized to fit. Needs <see cref="Width"/>.</summary>
    /// <value>The default is the images' own height.</value>
    public int? Height { get; init; }

    /// <summary>Columns, for <c>folder</c> and <c>sample</c> only; images are cropped and resized to fit. Needs <see cref="Height"/>.</summary>
    /// <value>The default is the images' own width.</value>
    public int? Width { get; init; }

    /// <summary>1 (gray) or 3 (RGB), for <c>folder</c> and <c>sample</c> only.</summary>
    /// <value>The default is 3 where any image has colours, else 1; for <c>sample</c> 3.</value>
    public int? Channels { get; init; }

    /// <summary>Takes only the first images of the split, at most this many, at least 1.</summary>
    /// <value>The default is null: all of them.</value>
    public int? Limit { get; init; }

    /// <summary>Whether the labels of the images are read too; a set that has none then fails with a <see cref="LabelsUnavailableException"/>.</summary>
    /// <value>The default is false.</value>
    public bool Labels { get; init; }
}

/// <summary>What to do when a data set is not on this machine and cannot be downloaded.</summary>
public enum IfUnavailable
{
    /// <summary>Fail with a <see cref="DataUnavailableException"/>.</summary>
    Error,

    /// <summary>Take the small sample in its place, in the missing set's shape; the set's name and <see cref="IImageSet.IsStandIn"/> say so.</summary>
    Sample,
}
