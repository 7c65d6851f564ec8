using Pixel.Sampling;

namespace Pixel.Host.Distributions;

/// <summary>Keeps the distributions of chosen sub-pixels of the first image that is drawn.</summary>
/// <param name="places">The sub-pixels.</param>
public sealed class DistributionRecorder(IEnumerable<SubPixel> places) : ISamplingObserver
{
    readonly HashSet<SubPixel> _places = [.. places];
    readonly List<Distribution> _distributions = [];

    /// <summary>What was recorded, in the order of the draws.</summary>
    public IReadOnlyList<Distribution> Distributions => _distributions;

    /// <inheritdoc/>
    public void OnDraw(int image, int row, int column, int channel, ReadOnlySpan<double> probabilities)
    {
        var place = new SubPixel(row, column, channel);
        if (image == 0 && _places.Contains(place)) _distributions.Add(new Distribution(place, probabilities.ToArray()));
    }
}
