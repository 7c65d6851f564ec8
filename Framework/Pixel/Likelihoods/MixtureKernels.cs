using System.Numerics;
using System.Runtime.Intrinsics;
using Pixel.Kernels;
using Pixel.Kernels.Lanes;

namespace Pixel.Likelihoods;

/// <summary>The arithmetic of mixtures on plain memory at a vector width; all widths give the same bits of probabilities, and of gradients.</summary>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
abstract class MixtureKernels<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static MixtureKernels<T>? _default;

    /// <summary>The kernels of this machine's width.</summary>
    public static MixtureKernels<T> Default => _default ??= Of(VectorMachine.Width);

    /// <summary>The kernels of a width, which the machine may have or emulate.</summary>
    /// <param name="width">The width.</param>
    public static MixtureKernels<T> Of(VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => new LaneMixtureKernels<Lanes512<T>, Vector512<T>, T>(),
        VectorWidth.Bits256 => new LaneMixtureKernels<Lanes256<T>, Vector256<T>, T>(),
        VectorWidth.Bits128 => new LaneMixtureKernels<Lanes128<T>, Vector128<T>, T>(),
        _ => new LaneMixtureKernels<OneLane<T>, T, T>(),
    };

    /// <summary>The nats of some mixtures, summed in double precision.</summary>
    /// <param name="mixture">What is mixed.</param>
    /// <param name="outputs">The network's output.</param>
    /// <param name="targets">What was seen.</param>
    public abstract double Nats(MixtureKind mixture, ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets);

    /// <summary>The gradient of the nats of some mixtures.</summary>
    /// <param name="mixture">What is mixed.</param>
    /// <param name="outputs">The network's output; receives the gradient.</param>
    /// <param name="targets">What was seen.</param>
    /// <param name="scale">What the gradient is multiplied by.</param>
    public abstract void Gradient(MixtureKind mixture, Span<T> outputs, ReadOnlySpan<T> targets, T scale);

    /// <summary>The probability of each level of a colour, given the colours before it.</summary>
    /// <param name="mixture">What is mixed.</param>
    /// <param name="output">The network's output for one mixture.</param>
    /// <param name="pixel">The levels of the colours before.</param>
    /// <param name="probabilities">Receives a probability for each level.</param>
    public abstract void Probabilities(MixtureKind mixture, ReadOnlySpan<T> output, ReadOnlySpan<byte> pixel, Span<T> probabilities);
}

/// <summary>What is mixed, and where its numbers stand.</summary>
/// <param name="Layout">The numbers of a mixture.</param>
/// <param name="Levels">Levels of a sub-pixel.</param>
/// <param name="IsContinuous">Whether it is Gaussians on dequantised levels, rather than discretised logistic distributions.</param>
readonly record struct MixtureKind(MixtureLayout Layout, int Levels, bool IsContinuous)
{
    /// <summary>A number for each level, and for whole vectors after the last.</summary>
    public const int Room = 256 + 32;
}

/// <summary>The kernels of one vector width.</summary>
sealed class LaneMixtureKernels<TLanes, TVector, T> : MixtureKernels<T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override double Nats(MixtureKind mixture, ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets) => mixture.IsContinuous
        ? MixtureKernel<TLanes, TVector, T, GaussianComponent<TLanes, TVector, T>>.Nats(mixture.Layout, new(mixture.Levels), outputs, targets)
        : MixtureKernel<TLanes, TVector, T, LogisticComponent<TLanes, TVector, T>>.Nats(mixture.Layout, new(mixture.Levels), outputs, targets);

    public override void Gradient(MixtureKind mixture, Span<T> outputs, ReadOnlySpan<T> targets, T scale)
    {
        if (mixture.IsContinuous)
            MixtureKernel<TLanes, TVector, T, GaussianComponent<TLanes, TVector, T>>.Gradient(mixture.Layout, new(mixture.Levels), outputs, targets, scale);
        else MixtureKernel<TLanes, TVector, T, LogisticComponent<TLanes, TVector, T>>.Gradient(mixture.Layout, new(mixture.Levels), outputs, targets, scale);
    }

    public override void Probabilities(MixtureKind mixture, ReadOnlySpan<T> output, ReadOnlySpan<byte> pixel, Span<T> probabilities)
    {
        if (mixture.IsContinuous)
            MixtureKernel<TLanes, TVector, T, GaussianComponent<TLanes, TVector, T>>.Probabilities(mixture.Layout, new(mixture.Levels), output, pixel, probabilities);
        else MixtureKernel<TLanes, TVector, T, LogisticComponent<TLanes, TVector, T>>.Probabilities(mixture.Layout, new(mixture.Levels), output, pixel, probabilities);
    }
}

/// <summary>A mixture on plain memory; nothing is kept.</summary>
/// <param name="mixture">What is mixed.</param>
/// <param name="count">Mixtures of a pixel.</param>
sealed class MixtureLoss(MixtureKind mixture, int count) : IPixelLoss
{
    /// <inheritdoc/>
    public int Outputs => count * mixture.Layout.Channels;

    /// <inheritdoc/>
    public int Kept => 0;

    /// <inheritdoc/>
    public double Nats<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, Span<T> kept) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        MixtureKernels<T>.Default.Nats(mixture, outputs, targets);

    /// <inheritdoc/>
    public void Gradient<T>(Span<T> outputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> kept, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        MixtureKernels<T>.Default.Gradient(mixture, outputs, targets, scale);
}
