using Pixel.Layers;

namespace Pixel.Likelihoods;

/// <summary>What a <see cref="HeadFunction"/> computes.</summary>
/// <param name="Layer">The last layer, 1×1.</param>
/// <param name="Rectify">Whether it reads through a ReLU.</param>
/// <param name="Loss">The likelihood of what it gives.</param>
sealed record HeadCall(MaskedConvolution Layer, bool Rectify, IHeadLoss Loss);
