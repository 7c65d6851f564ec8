using Pixel.Contracts;

namespace Pixel.Host.Data;

/// <summary>The training images and, after them, the validation images of a set, to learn from both.</summary>
sealed class TrainingAndValidation(IImageSet train, IImageSet validation) : IImageSet
{
    /// <inheritdoc />
    public string Name => train.Name == validation.Name ? $"{train.Name}, train and validation images" : $"{train.Name}, and validation: {validation.Name}";

    /// <inheritdoc />
    public string Split => DataSplit.Train;

    /// <inheritdoc />
    public ImageShape Shape => train.Shape;

    /// <inheritdoc />
    public int Count => train.Count + validation.Count;

    /// <inheritdoc />
    public bool IsStandIn => train.IsStandIn || validation.IsStandIn;

    /// <inheritdoc />
    public IReadOnlyList<string> Notes => [.. train.Notes.Union(validation.Notes)];

    /// <inheritdoc />
    public ImageClasses? Classes => train.Classes;

    /// <inheritdoc />
    public int LabelOf(int index) => index < train.Count ? train.LabelOf(index) : validation.LabelOf(index - train.Count);

    /// <inheritdoc />
    public void CopyTo(int index, Span<byte> destination)
    {
        if (index < train.Count) train.CopyTo(index, destination);
        else validation.CopyTo(index - train.Count, destination);
    }
}

/// <summary>Validation images that are trained on, and whose name says so: their likelihood tells nothing of new images.</summary>
sealed class ValidationTrainedOn(IImageSet images) : IImageSet
{
    /// <inheritdoc />
    public string Name => $"{images.Name}, also trained on";

    /// <inheritdoc />
    public string Split => images.Split;

    /// <inheritdoc />
    public ImageShape Shape => images.Shape;

    /// <inheritdoc />
    public int Count => images.Count;

    /// <inheritdoc />
    public bool IsStandIn => images.IsStandIn;

    /// <inheritdoc />
    public IReadOnlyList<string> Notes =>
        [.. images.Notes, "the validation images are among the training images: their likelihood tells how well they were learnt, not how likely new ones are"];

    /// <inheritdoc />
    public ImageClasses? Classes => images.Classes;

    /// <inheritdoc />
    public int LabelOf(int index) => images.LabelOf(index);

    /// <inheritdoc />
    public void CopyTo(int index, Span<byte> destination) => images.CopyTo(index, destination);
}
