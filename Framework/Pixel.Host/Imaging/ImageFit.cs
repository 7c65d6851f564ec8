namespace Pixel.Host.Imaging;

/// <summary>Fits images to a size: a centred crop to the aspect of the target, then a resampling of each axis.</summary>
/// <remarks>
/// An axis that shrinks is averaged over areas (box filter); an axis that grows is interpolated linearly between pixel centres, edges repeated.
/// Results are rounded to the nearest value.
/// </remarks>
public static class ImageFit
{
    /// <summary>Crops and resizes <paramref name="image"/>; returns it unchanged if it has the size already.</summary>
    /// <param name="image">The image.</param>
    /// <param name="height">Rows wanted, at least 1.</param>
    /// <param name="width">Columns wanted, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1.</exception>
    public static RasterImage Fit(RasterImage image, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (image.Height == height && image.Width == width)
            return image;

        var (cropHeight, cropWidth) = Crop(image, height, width);
        var rows = Weights((image.Height - cropHeight) / 2, cropHeight, height);
        var columns = Weights((image.Width - cropWidth) / 2, cropWidth, width);
        return new RasterImage(width, height, image.Channels, Resample(image, rows, columns));
    }

    // The largest part of the image with the target's aspect.
    static (int Height, int Width) Crop(RasterImage image, int height, int width) =>
        (long)image.Width * height > (long)image.Height * width
            ? (image.Height, Math.Max(1, (int)Math.Round((double)image.Height * width / height)))
            : (Math.Max(1, (int)Math.Round((double)image.Width * height / width)), image.Width);

    // For each target position: the first source position, and the weights from there on, which sum to one.
    static (int First, double[] Weights)[] Weights(int offset, int source, int target)
    {
        var scale = (double)source / target;
        var result = new (int, double[])[target];
        for (var i = 0; i < target; i++)
        {
            var (from, to) = (i * scale, (i + 1) * scale);
            if (scale >= 1)
            {
                var first = (int)from;
                var last = Math.Min((int)Math.Ceiling(to), source);
                var weights = new double[last - first];
                for (var s = first; s < last; s++)
                    weights[s - first] = Math.Max(0, Math.Min(to, s + 1) - Math.Max(from, s)) / scale;
                result[i] = (offset + first, weights);
            }
            else
            {
                var centre = Math.Clamp((from + to) / 2 - 0.5, 0, source - 1);
                var first = Math.Min((int)centre, Math.Max(0, source - 2));
                var fraction = centre - first;
                result[i] = (offset + first, source == 1 ? [1] : [1 - fraction, fraction]);
            }
        }

        return result;
    }

    static byte[] Resample(RasterImage image, (int First, double[] Weights)[] rows, (int First, double[] Weights)[] columns)
    {
        var channels = image.Channels;
        var pixels = new byte[rows.Length * columns.Length * channels];
        var line = new double[image.Width * channels];
        for (var y = 0; y < rows.Length; y++)
        {
            Array.Clear(line);
            for (var k = 0; k < rows[y].Weights.Length; k++)
            {
                var row = image.Pixels.AsSpan((rows[y].First + k) * line.Length, line.Length);
                for (var i = 0; i < line.Length; i++)
                    line[i] += rows[y].Weights[k] * row[i];
            }

            for (var x = 0; x < columns.Length; x++)
            {
                for (var c = 0; c < channels; c++)
                {
                    var sum = 0.0;
                    for (var k = 0; k < columns[x].Weights.Length; k++)
                        sum += columns[x].Weights[k] * line[(columns[x].First + k) * channels + c];
                    pixels[(y * columns.Length + x) * channels + c] = (byte)Math.Clamp((int)(sum + 0.5), 0, 255);
                }
            }
        }

        return pixels;
    }
}
