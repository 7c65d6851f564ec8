namespace Pixel.Host.Imaging;

/// <summary>Turns 8-bit samples into levels and back: what is drawn as a picture and read again has the levels it had.</summary>
static class Quantiser
{
    /// <summary>Replaces samples by levels: v becomes ⌊v · levels / 256⌋, so that all levels take equal shares of the samples, and two are a threshold at 128.</summary>
    public static void Apply(Span<byte> samples, int levels)
    {
        if (levels == 256) return;
        foreach (ref var sample in samples) sample = (byte)(sample * levels / 256);
    }

    /// <summary>The sample that shows a level: ⌈level · 255 / (levels − 1)⌉, from black to white.</summary>
    /// <remarks>
    /// It becomes the level again, whatever the number of levels: it is not below 256 · level / levels, where the level's samples begin, and
    /// they end at least 1 above level · 255 / (levels − 1). Rounded down or to the nearest it would not.
    /// </remarks>
    public static byte Sample(int level, int levels) => (byte)((level * 255 + levels - 2) / (levels - 1));
}
