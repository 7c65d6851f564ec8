using System.Globalization;
using System.Text;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Storage;
using Pixel.Sampling;

namespace Pixel.Host.Pictures;

/// <summary>The model's distribution of one sub-pixel, given those before it.</summary>
/// <param name="Place">The sub-pixel.</param>
/// <param name="Probabilities">The probability of each level.</param>
public sealed record Distribution(SubPixel Place, double[] Probabilities)
{
    /// <summary>The likeliest level; the lowest of equals.</summary>
    public int Mode => Array.IndexOf(Probabilities, Probabilities.Max());

    /// <summary>The entropy, in bits.</summary>
    public double Bits => -Probabilities.Where(probability => probability > 0).Sum(probability => probability * Math.Log2(probability));

    /// <summary>A table with the columns level and probability, one line a level; the numbers read back exactly.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder("level,probability\n");
        for (var level = 0; level < Probabilities.Length; level++)
            text.Append(CultureInfo.InvariantCulture, $"{level},{Probabilities[level]:R}\n");
        return text.ToString();
    }
}

/// <summary>The place of a sub-pixel in an image.</summary>
/// <param name="Row">The row.</param>
/// <param name="Column">The column.</param>
/// <param name="Channel">The channel.</param>
public readonly record struct SubPixel(int Row, int Column, int Channel)
{
    /// <summary>Reads <c>ROW,COLUMN,CHANNEL</c>, or <c>ROW,COLUMN</c> for all channels of the pixel, each counted from 0.</summary>
    /// <param name="text">The text.</param>
    /// <param name="image">The images.</param>
    /// <exception cref="ExperimentException">It is malformed or outside the image.</exception>
    public static IReadOnlyList<SubPixel> Parse(string text, ImageShape image)
    {
        List<int> numbers = [];
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw Wrong();
            numbers.Add(number);
        }

        if (numbers.Count is not (2 or 3)) throw Wrong();
        if (numbers[0] >= image.Height || numbers[1] >= image.Width || (numbers.Count == 3 && numbers[2] >= image.Channels))
        {
            throw new ExperimentException(
                $"The position {text} is outside the image: rows are 0 to {image.Height - 1}, columns 0 to {image.Width - 1}, channels 0 to {image.Channels - 1}.", isUsage: true);
        }

        var channels = numbers.Count == 3 ? numbers[2..] : Enumerable.Range(0, image.Channels);
        return [.. channels.Select(channel => new SubPixel(numbers[0], numbers[1], channel))];

        ExperimentException Wrong() => new($"The position '{text}' is no ROW,COLUMN or ROW,COLUMN,CHANNEL, each a whole number counted from 0.", isUsage: true);
    }
}

/// <summary>Which distributions to write, and where.</summary>
/// <param name="Prefix">PREFIX of PREFIX.png, PREFIX.txt, and PREFIX-ROW-COLUMN-CHANNEL.csv.</param>
/// <param name="Places">The sub-pixels, at least one.</param>
public sealed record DistributionRequest(string Prefix, IReadOnlyList<SubPixel> Places);

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

/// <summary>Writes distributions: a CSV file each, and one picture of all with a caption.</summary>
public static class DistributionFiles
{
    /// <summary>Writes the files.</summary>
    /// <param name="prefix">PREFIX of PREFIX.png, PREFIX.txt, and PREFIX-ROW-COLUMN-CHANNEL.csv.</param>
    /// <param name="distributions">The distributions, at least one.</param>
    /// <param name="drawn">The samples; the distributions are those of the first.</param>
    /// <param name="temperature">At which they were drawn.</param>
    /// <param name="caption">The samples' caption.</param>
    public static void Save(
        string prefix, IReadOnlyList<Distribution> distributions, Canvas drawn, double temperature, IReadOnlyList<KeyValuePair<string, string>> caption)
    {
        List<KeyValuePair<string, string>> lines =
        [
            .. distributions.Select((distribution, i) => new KeyValuePair<string, string>($"Plot {i + 1}", Describe(distribution, drawn))),
            new("Axes", "level from left to right; the model's probability upwards, before the temperature, from 0 to the highest"),
            .. caption,
        ];
        SampleSheet.Save(prefix + ".png", DistributionPlot.Draw(distributions, drawn.Image.Channels == 3, temperature), lines);
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
