namespace Pixel.Randomness;

/// <summary>A purpose that random numbers are drawn for; streams of one seed never overlap.</summary>
public enum RandomStream : uint
{
    /// <summary>The draw of a sub-pixel.</summary>
    Sampling = 1,

    /// <summary>The initial weights.</summary>
    Initialization = 2,

    /// <summary>The order of the training images.</summary>
    DataOrder = 3,

    /// <summary>Random images, as the benchmark trains on.</summary>
    Images = 4,

    /// <summary>The draw of a sub-pixel of the smaller image that a conditional network enlarges.</summary>
    SmallSampling = 5,
}
