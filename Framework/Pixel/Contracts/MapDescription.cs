namespace Pixel.Contracts;

/// <summary>When a feature map becomes known while an image is stepped through.</summary>
public enum MapTiming
{
    /// <summary>The whole map before the first pixel: it depends on conditions alone, such as the smaller image (paper, section 3.6).</summary>
    Image,

    /// <summary>A row at a time, before its first pixel: it depends on rows above alone, as the vertical stack of a Gated PixelCNN.</summary>
    Row,

    /// <summary>Pixel by pixel and colour group by colour group, in raster order.</summary>
    Pixel,
}

/// <summary>A feature map before there is a tensor: its channels, when it becomes known, and how coarse it is.</summary>
/// <param name="Channels">The channels and their colour groups. A map that is known before its own pixels are has one group.</param>
/// <param name="Timing">When it becomes known.</param>
/// <param name="Stride">Pixels of the image from a column or row of the map to the next: 1, or 2, 4 … for a coarser map.</param>
public readonly record struct MapDescription(ChannelGroups Channels, MapTiming Timing = MapTiming.Pixel, int Stride = 1)
{
    /// <summary>A map of the image's size, known pixel by pixel.</summary>
    /// <param name="channels">Its channels and their colour groups.</param>
    public static implicit operator MapDescription(ChannelGroups channels) => new(channels);

    /// <summary>The same map of other channels.</summary>
    /// <param name="channels">Their number; the colour groups stay.</param>
    public MapDescription With(int channels) => this with { Channels = Channels.With(channels) };

    /// <summary>The later of two timings.</summary>
    /// <param name="timing">The other.</param>
    public MapDescription Known(MapTiming timing) => timing > Timing ? this with { Timing = timing } : this;
}
