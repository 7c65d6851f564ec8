using System.Globalization;
using Pixel.Host.Experiments;
using Pixel.Host.Storage;
using Pixel.Sampling;

namespace Pixel.Host.Distributions;

/// <summary>Writes distributions: a CSV file each, and one picture of all with a caption.</summary>
public static class DistributionFiles
{
    /// <summary>Writes the files.</summary>
    /// <param name="prefix">PREFIX of PREFIX.png, PREFIX.txt, and PREFIX-ROW-COLUMN-CHANNEL.csv.</param>
    /// <param name="distributions">The distributions, at least one.</param>
    /// <param name="drawn">The samples; the distributions are those of the first.</param>
    /// <param name="caption">The samples' caption.</param>
    public static void Save(
        string prefix, IReadOnlyList<Distribution> distributions, Canvas drawn, IReadOnlyList<KeyValuePair<string, string>> caption)
    {
        List<KeyValuePair<string, string>> lines =
        [
            .. distributions.Select((distribution, i) => new KeyValuePair<string, string>($"Plot {i + 1}", Describe(distribution, drawn))),
            new("Axes", "level from left to right; the model's probability upwards, before the temperature, from 0 to the highest"),
            .. caption,
        ];
        SampleSheet.Save(prefix + ".png", DistributionPlot.Draw(distributions, drawn.Image.Channels == 3), lines);
        foreach (var distribution in distributions)
        {
            var (row, column, channel) = distribution.Place;
            AtomicFile.WriteText(string.Create(CultureInfo.InvariantCulture, $"{prefix}-{row}-{column}-{channel}.csv"), distribution.ToCsv());
        }
    }

    static string Describe(Distribution distribution, Canvas drawn)
    {
        var (row, column, channel) = distribution.Place;
        return string.Create(CultureInfo.InvariantCulture,
            $"row {row}, column {column}, channel {channel}: level {drawn.Level(0, channel, row, column)} was drawn; the likeliest is {distribution.Mode} with {distribution.Probabilities.Max():0.0000}; entropy {distribution.Bits:0.000} bits");
    }
}
