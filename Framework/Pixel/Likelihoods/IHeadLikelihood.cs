using Pixel.Contracts;
using Pixel.Layers;
using static TorchSharp.torch;

namespace Pixel.Likelihoods;

/// <summary>A likelihood that computes a network's last layer itself by managed kernels, some pixels at a time, so that its output never exists as a whole.</summary>
interface IHeadLikelihood
{
    /// <summary>The exact negative log-likelihood of each image, in nats.</summary>
    /// <param name="features">What the last layer reads, (B, C, H, W).</param>
    /// <param name="head">The last layer, 1×1.</param>
    /// <param name="rectify">Whether it reads through a ReLU.</param>
    /// <param name="levels">The images, integer levels in a floating type, (B, C, H, W).</param>
    /// <param name="image">The images' shape.</param>
    /// <returns>(B), differentiable with respect to the features and the layer's parameters.</returns>
    Tensor NegativeLogLikelihood(Tensor features, MaskedConvolutionModule head, bool rectify, Tensor levels, ImageShape image);
}
