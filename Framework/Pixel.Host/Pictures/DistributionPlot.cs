using System.Globalization;
using Pixel.Host.Imaging;

namespace Pixel.Host.Pictures;

/// <summary>Bar plots of distributions, one below the other, each under its title: levels from left to right, probability upwards from 0 to the highest one, as in the paper's figure of softmax activations.</summary>
public static class DistributionPlot
{
    const int PlotWidth = 512;
    const int PlotHeight = 120;
    const int Margin = 60;
    const int Right = 24;
    const int Above = 24; // the title
    const int Below = 20; // the lowest level and the highest
    static readonly byte[] Ink = [60, 60, 60];
    static readonly byte[][] ChannelInks = [[200, 40, 40], [30, 140, 60], [40, 70, 200]];

    /// <summary>Draws the plots.</summary>
    /// <param name="distributions">At least one.</param>
    /// <param name="isColour">Whether channels are red, green and blue, and drawn so.</param>
    /// <param name="temperature">At which the image was drawn, for the titles; the distributions are those before it.</param>
    /// <exception cref="ArgumentException">There are none, or too many for a picture.</exception>
    public static RasterImage Draw(IReadOnlyList<Distribution> distributions, bool isColour, double temperature)
    {
        if (distributions.Count is < 1 or > 1000)
            throw new ArgumentException($"There are {distributions.Count} distributions; 1 to 1000 can be drawn.", nameof(distributions));
        var (width, height) = (Margin + PlotWidth + Right, distributions.Count * (Above + PlotHeight + Below));
        var pixels = new byte[width * height * 3];
        Array.Fill(pixels, byte.MaxValue);
        var picture = new RasterImage(width, height, 3, pixels);
        for (var i = 0; i < distributions.Count; i++)
        {
            var top = Above + i * (Above + PlotHeight + Below);
            TinyText.Draw(picture, Margin, top - Above / 2 - TinyText.Height / 2 - 1, Title(distributions[i].Place, temperature), Ink);
            DrawOne(picture, distributions[i], top, isColour ? ChannelInks[distributions[i].Place.Channel] : Ink);
        }

        return picture;
    }

    // Distributions are those of the first image.
    static string Title(SubPixel place, double temperature) => string.Create(
        CultureInfo.InvariantCulture, $"image 0, row {place.Row}, column {place.Column}, channel {place.Channel}, temperature {temperature}");

    static void DrawOne(RasterImage picture, Distribution distribution, int top, byte[] ink)
    {
        var probabilities = distribution.Probabilities;
        var (bottom, peak) = (top + PlotHeight, probabilities.Max());
        for (var level = 0; level < probabilities.Length; level++)
        {
            var (left, right) = (level * PlotWidth / probabilities.Length, (level + 1) * PlotWidth / probabilities.Length);
            var bar = (int)Math.Round(probabilities[level] / peak * PlotHeight);
            Fill(picture, Margin + left, bottom - bar, Math.Max(1, right - left - 1), bar, ink); // one column stays free between bars
        }

        Fill(picture, Margin, bottom, PlotWidth, 1, Ink);
        Fill(picture, Margin - 2, top, 1, PlotHeight + 1, Ink);
        TinyText.Draw(picture, 2, top, peak.ToString("0.0000", CultureInfo.InvariantCulture), Ink);
        TinyText.Draw(picture, Margin - 14, bottom - TinyText.Height, "0", Ink);
        TinyText.Draw(picture, Margin, bottom + 4, "0", Ink);
        var last = (probabilities.Length - 1).ToString(CultureInfo.InvariantCulture);
        TinyText.Draw(picture, Margin + PlotWidth - TinyText.Width(last), bottom + 4, last, Ink);
    }

    static void Fill(RasterImage picture, int left, int top, int width, int height, byte[] ink)
    {
        for (var y = top; y < top + height; y++)
            for (var x = left; x < left + width; x++)
                ink.CopyTo(picture.Pixels, (y * picture.Width + x) * 3);
    }
}
