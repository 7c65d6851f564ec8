namespace Pixel.Likelihoods;

/// <summary>The one place where nats become bits per dimension and back.</summary>
public static class BitsPerDimension
{
    /// <summary>Nats of a whole image to bits per dimension: nats / (ln 2 · dimensions).</summary>
    /// <param name="nats">The negative log-likelihood of an image, in nats.</param>
    /// <param name="dimensions">Channels · height · width.</param>
    public static double FromNats(double nats, int dimensions) => nats / (Math.Log(2) * dimensions);

    /// <summary>Bits per dimension to the nats of a whole image.</summary>
    /// <param name="bits">Bits per dimension.</param>
    /// <param name="dimensions">Channels · height · width.</param>
    public static double ToNats(double bits, int dimensions) => bits * Math.Log(2) * dimensions;
}
