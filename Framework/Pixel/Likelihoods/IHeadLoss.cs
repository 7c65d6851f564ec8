using System.Numerics;

namespace Pixel.Likelihoods;

/// <summary>The negative log-likelihood of sub-pixels given their logits, and its gradient, on plain memory.</summary>
unsafe interface IHeadLoss
{
    /// <summary>Logits of a sub-pixel.</summary>
    int Logits { get; }

    /// <summary>The nats of some sub-pixels, summed in double precision.</summary>
    /// <param name="count">How many.</param>
    /// <param name="logits">Their logits, (count, <see cref="Logits"/>).</param>
    /// <param name="levels">Their levels, (count).</param>
    /// <param name="kept">Receives what <see cref="Gradient"/> is given, (count).</param>
    double Nats<T>(int count, T* logits, T* levels, T* kept) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The gradient of the logits.</summary>
    /// <param name="count">How many sub-pixels.</param>
    /// <param name="logits">Their logits; receives the gradient.</param>
    /// <param name="levels">Their levels.</param>
    /// <param name="kept">From <see cref="Nats"/>.</param>
    /// <param name="scale">The gradient of the nats.</param>
    void Gradient<T>(int count, T* logits, T* levels, T* kept, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
