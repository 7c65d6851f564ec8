using System.Numerics;
using System.Runtime.CompilerServices;
using Pixel.Kernels.Functions;
using Pixel.Kernels.Lanes;
using Pixel.Kernels.Training;

namespace Pixel.Likelihoods;

/// <summary>The distribution that a mixture is made of, on plain memory.</summary>
/// <typeparam name="TVector">A vector of components.</typeparam>
/// <typeparam name="T">The arithmetic.</typeparam>
unsafe interface IMixtureComponent<TVector, T> where TVector : struct where T : unmanaged
{
    /// <summary>What was seen as the network takes it, in [−1, 1].</summary>
    /// <param name="seen">What was seen.</param>
    T Scaled(T seen);

    /// <summary>The likelihood under some components, a lane each, and its derivatives.</summary>
    /// <param name="mean">The means.</param>
    /// <param name="scale">The log-scales.</param>
    /// <param name="seen">What was seen.</param>
    ComponentLikelihood<TVector> Compute(TVector mean, TVector scale, T seen);

    /// <summary>Adds the mass that one component gives each level.</summary>
    /// <param name="weight">What it is multiplied by.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="scale">The log-scale.</param>
    /// <param name="masses">The sums; some places after the last level are written too.</param>
    /// <param name="scratch">Room for twice <see cref="MixtureKind.Room"/> numbers.</param>
    void AddMasses(T weight, T mean, T scale, T* masses, T* scratch);
}

/// <summary>A likelihood under some components, e^<see cref="Log"/> · <see cref="Factor"/>, and how its logarithm changes.</summary>
/// <remarks>The factor, not far below 1, saves a logarithm for each component.</remarks>
/// <typeparam name="TVector">A vector of components.</typeparam>
/// <param name="Log">The part that may be of any size, as a logarithm.</param>
/// <param name="Factor">The other part.</param>
/// <param name="ByMean">The derivative of the log-likelihood by the mean.</param>
/// <param name="ByScale">The derivative by the log-scale; 0 below the least.</param>
readonly record struct ComponentLikelihood<TVector>(TVector Log, TVector Factor, TVector ByMean, TVector ByScale) where TVector : struct;

/// <summary>One mixture of a pixel after the other, its components side by side: likelihoods, gradients and mass functions.</summary>
/// <typeparam name="TLanes">The vector width.</typeparam>
/// <typeparam name="TVector">A vector of components.</typeparam>
/// <typeparam name="T">The arithmetic.</typeparam>
/// <typeparam name="TComponent">What is mixed.</typeparam>
readonly unsafe struct MixtureKernel<TLanes, TVector, T, TComponent>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TComponent : struct, IMixtureComponent<TVector, T>
{
    readonly MixtureLayout _layout;
    readonly TComponent _component;
    readonly int _rows;
    readonly int _width; // components, filled up to whole vectors
    readonly T* _scratch; // rows of that many numbers; the first are copies of the network's

    MixtureKernel(MixtureLayout layout, TComponent component, T* scratch)
    {
        (_layout, _component, _rows, _width) = (layout, component, layout.Rows, Padded(layout.Components));
        _scratch = scratch;
    }

    T* Joint => Row(_rows); // logit + log-likelihood of the colours so far, but for their factors

    T* Factors => Row(_rows + 1);

    T* Responsibilities => Row(_rows + 2);

    T* Weights => Row(_rows + 3); // π

    /// <inheritdoc cref="MixtureKernels{T}.Nats"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Nats(MixtureLayout layout, TComponent component, ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets)
    {
        using var scratch = new Scratch<T>(ScratchOf(layout));
        var kernel = new MixtureKernel<TLanes, TVector, T, TComponent>(layout, component, scratch.Start);
        var nats = 0.0;
        fixed (T* numbers = outputs, seen = targets)
            for (var i = 0; i < targets.Length / layout.Colours; i++)
                nats -= double.CreateTruncating(kernel.LogLikelihood(numbers + (nint)i * layout.Channels, seen + (nint)i * layout.Colours));
        return nats;
    }

    /// <inheritdoc cref="MixtureKernels{T}.Gradient"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(MixtureLayout layout, TComponent component, Span<T> outputs, ReadOnlySpan<T> targets, T scale)
    {
        using var scratch = new Scratch<T>(ScratchOf(layout));
        var kernel = new MixtureKernel<TLanes, TVector, T, TComponent>(layout, component, scratch.Start);
        fixed (T* numbers = outputs, seen = targets)
            for (var i = 0; i < targets.Length / layout.Colours; i++)
                kernel.Gradient(numbers + (nint)i * layout.Channels, seen + (nint)i * layout.Colours, scale);
    }

    /// <inheritdoc cref="MixtureKernels{T}.Probabilities"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Probabilities(MixtureLayout layout, TComponent component, ReadOnlySpan<T> output, ReadOnlySpan<byte> pixel, Span<T> probabilities)
    {
        using var scratch = new Scratch<T>(ScratchOf(layout));
        using var levels = new Scratch<T>(3 * MixtureKind.Room);
        var kernel = new MixtureKernel<TLanes, TVector, T, TComponent>(layout, component, scratch.Start);
        var colour = pixel.Length;
        T* seen = stackalloc T[layout.Colours];
        for (var earlier = 0; earlier < colour; earlier++) seen[earlier] = T.CreateTruncating(pixel[earlier]);
        // The responsibilities of the components, given the colours before: p(k | r) ∝ π(k) p(r | k).
        fixed (T* numbers = output) kernel.ComputeJoint(numbers, seen, colour);
        kernel.Normalise(kernel.Joint, kernel.Factors, kernel.Responsibilities);
        var means = kernel.ByMean(0); // of the colour; no derivative is asked for
        for (var k = 0; k < layout.Components; k += TLanes.Count)
            TLanes.Store(kernel.Mean(colour, seen, k), ref means[k]);
        new Span<T>(levels.Start, MixtureKind.Room).Clear();
        for (var k = 0; k < layout.Components; k++)
            if (kernel.Responsibilities[k] > T.Zero)
                component.AddMasses(kernel.Responsibilities[k], means[k], kernel.Scales(colour)[k], levels.Start, levels.Start + MixtureKind.Room);
        new Span<T>(levels.Start, probabilities.Length).CopyTo(probabilities);
    }

    static long ScratchOf(MixtureLayout layout) => (long)Padded(layout.Components) * (2 * layout.Rows + 3);

    static int Padded(int components) => (components + TLanes.Count - 1) / TLanes.Count * TLanes.Count;

    T* Row(int row) => _scratch + row * _width;

    T* Scales(int colour) => Row(1 + _layout.Colours + colour);

    T* ByMean(int colour) => Row(_rows + 4 + colour);

    T* ByScale(int colour) => Row(_rows + 4 + _layout.Colours + colour);

    /// <summary>The network's numbers for the coefficients of a pair of colours.</summary>
    T* Numbers(int colour, int earlier) => Row(1 + 2 * _layout.Colours + colour * (colour - 1) / 2 + earlier);

    /// <summary>tanh of these.</summary>
    T* Coefficients(int colour, int earlier) => Row(_rows + 4 + 2 * _layout.Colours + colour * (colour - 1) / 2 + earlier);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T LogLikelihood(T* numbers, T* seen)
    {
        ComputeJoint(numbers, seen, _layout.Colours);
        return Normalise(Joint, Factors, Responsibilities) - Normalise(Row(0), null, Weights);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Gradient(T* numbers, T* seen, T scale)
    {
        ComputeJoint(numbers, seen, _layout.Colours);
        Normalise(Joint, Factors, Responsibilities);
        Normalise(Row(0), null, Weights);
        var (zero, one, factor) = (TLanes.Fill(T.Zero), TLanes.Fill(T.One), TLanes.Fill(scale));
        for (var k = 0; k < _layout.Components; k += TLanes.Count)
        {
            var responsibility = TLanes.Multiply(TLanes.Load(ref Responsibilities[k]), factor);
            var against = TLanes.Subtract(zero, responsibility);
            // The gradients take the place of the numbers.
            TLanes.Store(TLanes.Subtract(TLanes.Multiply(TLanes.Load(ref Weights[k]), factor), responsibility), ref Row(0)[k]);
            for (var colour = 0; colour < _layout.Colours; colour++)
            {
                var byMean = TLanes.Multiply(against, TLanes.Load(ref ByMean(colour)[k]));
                TLanes.Store(byMean, ref Row(1 + colour)[k]);
                TLanes.Store(TLanes.Multiply(against, TLanes.Load(ref ByScale(colour)[k])), ref Scales(colour)[k]);
                for (var earlier = 0; earlier < colour; earlier++)
                {
                    var c = TLanes.Load(ref Coefficients(colour, earlier)[k]);
                    var slope = TLanes.Multiply(TLanes.Subtract(one, TLanes.Multiply(c, c)), TLanes.Fill(_component.Scaled(seen[earlier])));
                    TLanes.Store(TLanes.Multiply(byMean, slope), ref Numbers(colour, earlier)[k]);
                }
            }
        }
        for (var row = 0; row < _rows; row++)
            new ReadOnlySpan<T>(Row(row), _layout.Components).CopyTo(new Span<T>(numbers + row * _layout.Components, _layout.Components));
    }

    /// <summary>Takes over the network's numbers, and computes what they make of some colours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ComputeJoint(T* numbers, T* seen, int colours)
    {
        for (var row = 0; row < _rows; row++)
            new ReadOnlySpan<T>(numbers + row * _layout.Components, _layout.Components).CopyTo(new Span<T>(Row(row), _layout.Components));
        for (var k = 0; k < _layout.Components; k += TLanes.Count)
        {
            var (joint, factor) = (TLanes.Load(ref Row(0)[k]), TLanes.Fill(T.One));
            for (var colour = 0; colour < colours; colour++)
            {
                var likelihood = _component.Compute(Mean(colour, seen, k), TLanes.Load(ref Scales(colour)[k]), seen[colour]);
                TLanes.Store(likelihood.ByMean, ref ByMean(colour)[k]);
                TLanes.Store(likelihood.ByScale, ref ByScale(colour)[k]);
                joint = TLanes.Add(joint, likelihood.Log);
                factor = TLanes.Multiply(factor, likelihood.Factor);
            }
            TLanes.Store(joint, ref Joint[k]);
            TLanes.Store(factor, ref Factors[k]);
        }
    }

    /// <summary>The means of a colour, moved by those before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    TVector Mean(int colour, T* seen, int k)
    {
        var mean = TLanes.Load(ref Row(1 + colour)[k]);
        for (var earlier = 0; earlier < colour; earlier++)
        {
            var c = VectorMath<TLanes, TVector, T>.Tanh(TLanes.Load(ref Numbers(colour, earlier)[k]));
            TLanes.Store(c, ref Coefficients(colour, earlier)[k]);
            mean = TLanes.Add(mean, TLanes.Multiply(c, TLanes.Fill(_component.Scaled(seen[earlier]))));
        }
        return mean;
    }

    /// <summary>Shares of e^logarithm · factor in their sum, one component after the other; gives the logarithm of the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T Normalise(T* logarithms, T* factors, T* shares)
    {
        var highest = logarithms[0];
        for (var k = 1; k < _layout.Components; k++) highest = T.Max(highest, logarithms[k]);
        var offset = TLanes.Fill(highest);
        for (var k = 0; k < _layout.Components; k += TLanes.Count)
        {
            var share = VectorMath<TLanes, TVector, T>.Exp(TLanes.Subtract(TLanes.Load(ref logarithms[k]), offset));
            TLanes.Store(factors is null ? share : TLanes.Multiply(share, TLanes.Load(ref factors[k])), ref shares[k]);
        }
        var total = T.Zero;
        for (var k = 0; k < _layout.Components; k++) total += shares[k];
        var part = TLanes.Fill(T.One / total);
        for (var k = 0; k < _layout.Components; k += TLanes.Count) TLanes.Store(TLanes.Multiply(TLanes.Load(ref shares[k]), part), ref shares[k]);
        return highest + T.Log(total);
    }
}
