namespace Pixel.Host.Data.Sources;

/// <summary>Makes levels of 8-bit samples: v becomes ⌊v · levels / 256⌋, so that two levels are a threshold at 128.</summary>
static class Quantiser
{
    /// <summary>Replaces samples by levels.</summary>
    public static void Apply(Span<byte> samples, int levels)
    {
        if (levels == 256) return;
        foreach (ref var sample in samples) sample = (byte)(sample * levels / 256);
    }
}
