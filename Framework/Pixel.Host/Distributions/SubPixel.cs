using System.Globalization;
using Pixel.Contracts;
using Pixel.Host.Experiments;

namespace Pixel.Host.Distributions;

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
