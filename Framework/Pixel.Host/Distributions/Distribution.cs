using System.Globalization;
using System.Text;

namespace Pixel.Host.Distributions;

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
