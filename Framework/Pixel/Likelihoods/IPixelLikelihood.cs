using System.Numerics;
using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Likelihoods;

/// <summary>A likelihood that can be computed pixel by pixel on plain memory: an ability that any likelihood may have.</summary>
/// <remarks>
/// Teacher forcing then looks at the images once itself, and on the CPU computes the likelihood by the managed kernels, where it can together with the network's last layer:
/// of its output, the largest map of all, only some pixels exist at a time.
/// </remarks>
public interface IPixelLikelihood : ILikelihood
{
    /// <summary>The numbers whose likelihood is asked for, in place of the levels.</summary>
    /// <param name="levels">The images, integer levels in the output's type, (B, C, H, W).</param>
    /// <param name="image">The images' shape.</param>
    /// <param name="context">What it is part of.</param>
    /// <returns>(B, C, H, W), of the same type and in the same place; by default the levels themselves.</returns>
    Tensor Targets(Tensor levels, ImageShape image, ForwardContext context) => levels;

    /// <summary>The negative log-likelihood of each image, in nats, by tensor operations, on any device.</summary>
    /// <param name="output">The network's output, (B, <see cref="ILikelihood.OutputFor"/>, H, W).</param>
    /// <param name="targets">From <see cref="Targets"/>; nothing is checked.</param>
    /// <param name="image">The images' shape.</param>
    /// <returns>(B), differentiable with respect to <paramref name="output"/>.</returns>
    Tensor Nats(Tensor output, Tensor targets, ImageShape image);

    /// <summary>The same on plain memory.</summary>
    /// <param name="image">The images' shape.</param>
    IPixelLoss CreateLoss(ImageShape image);
}

/// <summary>The negative log-likelihood of pixels given the network's output there, and its gradient, on plain memory.</summary>
/// <remarks>Several threads call it at once, each with other pixels: it keeps nothing between calls.</remarks>
public interface IPixelLoss
{
    /// <summary>Numbers of the network's output at a pixel, in the order of its channels.</summary>
    int Outputs { get; }

    /// <summary>Numbers a pixel that <see cref="Nats"/> leaves for <see cref="Gradient"/>; 0 for none.</summary>
    int Kept { get; }

    /// <summary>The nats of some pixels, summed in double precision.</summary>
    /// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="outputs">The network's output, (pixels, <see cref="Outputs"/>).</param>
    /// <param name="targets">What was seen there, (pixels, C).</param>
    /// <param name="kept">Receives what <see cref="Gradient"/> is given, (pixels, <see cref="Kept"/>).</param>
    double Nats<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, Span<T> kept) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The gradient of the network's output.</summary>
    /// <typeparam name="T">The arithmetic.</typeparam>
    /// <param name="outputs">The network's output, (pixels, <see cref="Outputs"/>); receives the gradient.</param>
    /// <param name="targets">What was seen there, (pixels, C).</param>
    /// <param name="kept">From <see cref="Nats"/>.</param>
    /// <param name="scale">The gradient of the nats.</param>
    void Gradient<T>(Span<T> outputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> kept, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
