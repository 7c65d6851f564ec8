namespace Pixel.Host.Imaging;

/// <summary>The five row filters of PNG (specification, section 9): none, sub, up, average, Paeth.</summary>
static class PngFilter
{
    const int Count = 5;

    /// <summary>Filters a row in each way and leaves in <paramref name="best"/> the filter's type and the result that promises to be smallest.</summary>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above, unfiltered, or zeros.</param>
    /// <param name="pixelBytes">Bytes of a pixel.</param>
    /// <param name="best">Takes the result, a byte longer than the row.</param>
    /// <param name="candidate">As long; the two may be exchanged.</param>
    public static void Choose(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelBytes, ref byte[] best, ref byte[] candidate)
    {
        // The usual heuristic (PNG specification, 12.8): the smallest sum of absolute differences.
        var bestCost = long.MaxValue;
        for (var type = 0; type < Count; type++)
        {
            candidate[0] = (byte)type;
            Apply(type, row, above, candidate.AsSpan(1), pixelBytes);
            var cost = 0L;
            foreach (var value in candidate.AsSpan(1))
                cost += Math.Abs((int)(sbyte)value);
            if (cost >= bestCost)
                continue;
            bestCost = cost;
            (best, candidate) = (candidate, best);
        }
    }

    static void Apply(int type, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> filtered, int pixelBytes)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var left = i < pixelBytes ? 0 : row[i - pixelBytes];
            var aboveLeft = i < pixelBytes ? 0 : above[i - pixelBytes];
            filtered[i] = (byte)(row[i] - Predict(type, left, above[i], aboveLeft));
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
