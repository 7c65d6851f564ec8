using Pixel.Layers;

namespace Pixel.Likelihoods;

/// <summary>What a <see cref="SoftmaxHeadFunction"/> computes.</summary>
/// <param name="Layer">The last layer, 1×1.</param>
/// <param name="Rectify">Whether it reads through a ReLU.</param>
/// <param name="Levels">Levels of a sub-pixel.</param>
sealed record SoftmaxHead(MaskedConvolution Layer, bool Rectify, int Levels);
