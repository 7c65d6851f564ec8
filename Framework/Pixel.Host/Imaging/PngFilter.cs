namespace Pixel.Host.Imaging;

/// <summary>The five row filters of PNG (specification, section 9), applied and undone.</summary>
static class PngFilter
{
    /// <summary>The number of filter types: none, sub, up, average, Paeth.</summary>
    public const int Count = 5;

    /// <summary>Filters <paramref name="row"/> into <paramref name="filtered"/>; <paramref name="above"/> is the unfiltered row above, or zeros.</summary>
    public static void Apply(int type, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> filtered, int pixelBytes)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var left = i < pixelBytes ? 0 : row[i - pixelBytes];
            var aboveLeft = i < pixelBytes ? 0 : above[i - pixelBytes];
            filtered[i] = (byte)(row[i] - Predict(type, left, above[i], aboveLeft));
        }
    }

    /// <summary>Undoes a filter in place; <paramref name="above"/> is the unfiltered row above, or zeros.</summary>
    public static void Undo(int type, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        if (type == 0)
            return;
        for (var i = 0; i < row.Length; i++)
        {
            var left = i < pixelBytes ? 0 : row[i - pixelBytes];
            var aboveLeft = i < pixelBytes ? 0 : above[i - pixelBytes];
            row[i] = (byte)(row[i] + Predict(type, left, above[i], aboveLeft));
        }
    }

    static int Predict(int type, int left, int above, int aboveLeft) => type switch
    {
        1 => left,
        2 => above,
        3 => (left + above) / 2,
        4 => Paeth(left, above, aboveLeft),
        _ => 0,
    };

    static int Paeth(int left, int above, int aboveLeft)
    {
        var estimate = left + above - aboveLeft;
        var (toLeft, toAbove, toAboveLeft) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - aboveLeft));
        if (toLeft <= toAbove && toLeft <= toAboveLeft)
            return left;
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
