using Pixel.Contracts;

namespace Pixel.Host.Data;

/// <summary>Images with other labels than their own, or with labels where they have none.</summary>
/// <param name="images">The images.</param>
/// <param name="classes">The classes of the labels.</param>
/// <param name="labelOf">The label of each image.</param>
sealed class Relabelled(IImageSet images, ImageClasses classes, Func<int, int> labelOf) : IImageSet
{
    /// <inheritdoc />
    public string Name => images.Name;

    /// <inheritdoc />
    public string Split => images.Split;

    /// <inheritdoc />
    public ImageShape Shape => images.Shape;

    /// <inheritdoc />
    public int Count => images.Count;

    /// <inheritdoc />
    public bool IsStandIn => images.IsStandIn;

    /// <inheritdoc />
    public IReadOnlyList<string> Notes => images.Notes;

    /// <inheritdoc />
    public ImageClasses Classes => classes;

    /// <inheritdoc />
    public int LabelOf(int index) => labelOf(index);

    /// <inheritdoc />
    public void CopyTo(int index, Span<byte> destination) => images.CopyTo(index, destination);
}
