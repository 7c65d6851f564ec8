using Pixel.Host.Models;
using Pixel.Likelihoods;

namespace Pixel.Host.Evaluation;

/// <summary>Sums up, image by image, what Bayes' rule makes of the likelihoods given each class.</summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="dimensions">Sub-pixels of an image.</param>
sealed class BayesTally(int classes, int dimensions)
{
    readonly int[][] _confusion = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
    double _marginal;

    /// <summary>Takes an image in.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="nats">−log p(x | y) of each class y, finite.</param>
    public void Add(int label, ReadOnlySpan<double> nats)
    {
        var guess = 0; // of equals the first
        for (var y = 1; y < classes; y++)
            if (nats[y] < nats[guess]) guess = y;
        _confusion[label][guess]++;
        // −log Σ exp(−nats) / K, with the largest term outside.
        var sum = 0.0;
        foreach (var of in nats) sum += Math.Exp(nats[guess] - of);
        _marginal += nats[guess] - Math.Log(sum / classes);
    }

    /// <summary>The result of the images so far, at least one.</summary>
    public Classification Result()
    {
        var images = _confusion.Sum(row => row.Sum());
        var correct = _confusion.Select((row, label) => row[label]).Sum();
        return new Classification
        {
            Correct = correct,
            Accuracy = (double)correct / images,
            MarginalNatsPerImage = _marginal / images,
            MarginalBitsPerDim = BitsPerDimension.FromNats(_marginal / images, dimensions),
            Confusion = _confusion,
        };
    }
}
