using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Models;
using Pixel.Networks;
using static TorchSharp.torch;

namespace Pixel.Host.Evaluation;

/// <summary>Evaluates images given each class in turn, and makes a classifier of that by Bayes' rule.</summary>
public static class BayesClassifier
{
    /// <summary>Evaluates all images of a set, as many times as there are classes.</summary>
    /// <param name="network">The map face of a class-conditional network.</param>
    /// <param name="likelihood">The likelihood of its output.</param>
    /// <param name="images">The set, with labels.</param>
    /// <param name="batch">Images at a time; the result does not depend on it.</param>
    /// <param name="progress">Receives the share of the work that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops between two passes.</param>
    /// <returns>The likelihood given the true labels, and what Bayes' rule makes of those given each label.</returns>
    /// <exception cref="LikelihoodException">An image's likelihood is NaN or infinite.</exception>
    /// <exception cref="ArgumentException">The network is one for images of another shape or of other classes, or of none.</exception>
    public static (EvaluationResult Result, Classification Classification) Evaluate(
        NetworkModule network, ILikelihood likelihood, IImageSet images, int batch, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        BatchNats.CheckFits(network, images);
        if (network.Description.Classes is not (> 0 and var classes)) throw new ArgumentException("The network is not class-conditional.", nameof(network));
        var (sum, tally) = (new NatsSum(images), new BayesTally(classes, images.Shape.Dimensions));
        for (var first = 0; first < images.Count; first += batch)
        {
            using var scope = NewDisposeScope();
            int[] indices = [.. Enumerable.Range(first, Math.Min(batch, images.Count - first))];
            var (levels, labels) = BatchNats.Gather(network, images, indices);
            var given = new BatchNats[classes];
            for (var y = 0; y < classes; y++)
            {
                cancellation.ThrowIfCancellationRequested();
                given[y] = BatchNats.Of(network, likelihood, levels, full_like(labels!, y), first);
                progress?.Report((first + indices.Length * (y + 1.0) / classes) / images.Count);
            }

            for (var i = 0; i < indices.Length; i++)
            {
                var label = images.LabelOf(indices[i]);
                sum.Add(given[label], i);
                double[] nats = [.. given.Select(of => of.Image[i] + (of.Small.Length > 0 ? of.Small[i] : 0))];
                if (!double.IsFinite(nats.Sum())) throw LikelihoodException.Of(images, indices[i], nats.Sum());
                tally.Add(label, nats);
            }
        }

        return (sum.Result(), tally.Result());
    }
}
