namespace Pixel.Host.Models;

/// <summary>What Bayes' rule makes of a class-conditional model on labelled images: a classifier, and a likelihood that knows no label.</summary>
/// <remarks>
/// All K classes are taken to be equally likely beforehand. So the guess is the class under which the image is the likeliest, and the marginal
/// likelihood is p(x) = Σ p(x | y) / K, which sums to 1 over all images.
/// </remarks>
public sealed record Classification
{
    /// <summary>How likely the classes are taken to be beforehand: <c>uniform</c>.</summary>
    public string Prior { get; init; } = "uniform";

    /// <summary>Images whose guess is their label.</summary>
    public required int Correct { get; init; }

    /// <summary>Their share of all images, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The mean of −log p(x), in nats.</summary>
    public required double MarginalNatsPerImage { get; init; }

    /// <summary>The same in bits per dimension.</summary>
    public required double MarginalBitsPerDim { get; init; }

    /// <summary>How many images of a label (the row) were guessed to be of a class (the column).</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    /// <summary>The classes that are mixed up most often, the most frequent first: the label, the guess, and how many images.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<(int Label, int Guess, int Images)> Mistakes(int most) =>
    [
        .. Confusion.SelectMany((row, label) => row.Select((images, guess) => (Label: label, Guess: guess, Images: images)))
            .Where(cell => cell.Label != cell.Guess && cell.Images > 0).OrderByDescending(cell => cell.Images).Take(most),
    ];
}
