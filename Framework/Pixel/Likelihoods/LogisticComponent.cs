using System.Numerics;
using System.Runtime.CompilerServices;
using Pixel.Kernels.Functions;
using Pixel.Kernels.Lanes;

namespace Pixel.Likelihoods;

/// <summary>Discretised logistic distributions: what each gives the bin of a level. Levels lie evenly in [−1, 1].</summary>
/// <typeparam name="TLanes">The vector width.</typeparam>
/// <typeparam name="TVector">A vector of components.</typeparam>
/// <typeparam name="T">The arithmetic.</typeparam>
/// <param name="levels">Levels of a sub-pixel.</param>
readonly unsafe struct LogisticComponent<TLanes, TVector, T>(int levels) : IMixtureComponent<TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly T _width = T.CreateTruncating(2.0 / (levels - 1));
    readonly T _half = T.CreateTruncating(1.0 / (levels - 1));
    readonly T _logWidth = T.CreateTruncating(Math.Log(2.0 / (levels - 1)));

    /// <inheritdoc/>
    public T Scaled(T seen) => seen * _width - T.One;

    /// <inheritdoc/>
    /// <remarks>σ(b)·σ(−a)·m, where m = 1 − e^(−d) = 2t / (1 + t), t = tanh(d / 2), keeps its precision for narrow bins.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComponentLikelihood<TVector> Compute(TVector mean, TVector scale, T seen)
    {
        var (isLowest, isHighest) = (seen == T.Zero, seen == T.CreateTruncating(levels - 1));
        var (zero, one, lowest) = (TLanes.Fill(T.Zero), TLanes.Fill(T.One), TLanes.Fill(T.CreateTruncating(Mixture.LowestScale)));
        var far = T.CreateTruncating(1e4); // e^(−far) is 0
        var clamped = TLanes.IfLess(scale, lowest, lowest, scale);
        var inverse = VectorMath<TLanes, TVector, T>.Exp(TLanes.Subtract(zero, clamped));
        var (distance, half) = (TLanes.Subtract(TLanes.Fill(Scaled(seen)), mean), TLanes.Fill(_half));
        var a = isLowest ? TLanes.Fill(-far) : TLanes.Multiply(TLanes.Subtract(distance, half), inverse);
        var b = isHighest ? TLanes.Fill(far) : TLanes.Multiply(TLanes.Add(distance, half), inverse);
        var (atA, atB) = (ExpOfMinusAbs(a), ExpOfMinusAbs(b));
        var (sumA, sumB) = (TLanes.Add(one, atA), TLanes.Add(one, atB));
        var factor = TLanes.Divide(one, TLanes.Multiply(sumA, sumB));
        var plain = TLanes.Subtract(TLanes.IfLess(b, zero, b, zero), TLanes.IfLess(zero, a, a, zero));
        var upA = TLanes.Multiply(TLanes.IfLess(a, zero, atA, one), TLanes.Multiply(factor, sumB)); // σ(a)
        var downB = TLanes.Multiply(TLanes.IfLess(b, zero, one, atB), TLanes.Multiply(factor, sumA)); // σ(−b)
        var byScale = TLanes.Subtract(TLanes.Multiply(a, upA), TLanes.Multiply(b, downB));
        if (!isLowest && !isHighest)
        {
            // Where d is small log m = log d + log(m / d), and log d is known: so d may be as small as it likes.
            var least = TLanes.Fill(T.CreateTruncating(1e-30));
            var width = TLanes.Multiply(TLanes.Fill(_width), inverse);
            width = TLanes.IfLess(width, least, least, width);
            var t = VectorMath<TLanes, TVector, T>.Tanh(TLanes.Multiply(width, TLanes.Fill(T.CreateTruncating(0.5))));
            var twice = TLanes.Add(t, t);
            var m = TLanes.Divide(twice, TLanes.Add(one, t));
            factor = TLanes.Multiply(factor, TLanes.IfLess(width, one, TLanes.Divide(m, width), m));
            plain = TLanes.Add(plain, TLanes.IfLess(width, one, TLanes.Subtract(TLanes.Fill(_logWidth), clamped), zero));
            byScale = TLanes.Subtract(byScale, TLanes.Divide(TLanes.Multiply(width, TLanes.Subtract(one, t)), twice)); // d / (eᵈ − 1)
        }
        return new ComponentLikelihood<TVector>(
            plain, factor, TLanes.Multiply(TLanes.Subtract(upA, downB), inverse), TLanes.IfLess(scale, lowest, zero, byScale));
    }

    /// <inheritdoc/>
    /// <remarks>σ at a bin's upper edge times σ(−) at its lower one times what its width leaves.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddMasses(T weight, T mean, T scale, T* masses, T* scratch)
    {
        var up = scratch; // σ(z) at edge i, between levels i and i + 1
        var down = scratch + MixtureKind.Room; // σ(−z)
        var (zero, one, center) = (TLanes.Fill(T.Zero), TLanes.Fill(T.One), TLanes.Fill(mean));
        var lowest = T.CreateTruncating(Mixture.LowestScale);
        var inverse = VectorMath<TLanes, TVector, T>.Exp(TLanes.Fill(scale < lowest ? -lowest : -scale));
        for (var i = 0; i < levels - 1; i += TLanes.Count)
        {
            var edge = TLanes.MultiplyAdd(TLanes.Load(ref LevelPlaces<T>.All[i]), TLanes.Fill(_width), TLanes.Fill(_half - T.One));
            var z = TLanes.Multiply(TLanes.Subtract(edge, center), inverse);
            var small = ExpOfMinusAbs(z);
            var large = TLanes.Divide(one, TLanes.Add(one, small));
            small = TLanes.Multiply(small, large);
            TLanes.Store(TLanes.IfLess(z, zero, small, large), ref up[i]);
            TLanes.Store(TLanes.IfLess(z, zero, large, small), ref down[i]);
        }
        T* first = stackalloc T[TLanes.Count];
        TLanes.Store(VectorMath<TLanes, TVector, T>.Tanh(TLanes.Multiply(TLanes.Fill(_half), inverse)), ref *first);
        var inner = TLanes.Fill(weight * (*first + *first) / (T.One + *first)); // 1 − e^(−width)
        var highest = masses[levels - 1] + weight * down[levels - 2];
        masses[0] += weight * up[0];
        for (var level = 1; level < levels - 1; level += TLanes.Count)
        {
            var mass = TLanes.Multiply(inner, TLanes.Multiply(TLanes.Load(ref up[level]), TLanes.Load(ref down[level - 1])));
            TLanes.Store(TLanes.Add(TLanes.Load(ref masses[level]), mass), ref masses[level]);
        }
        masses[levels - 1] = highest; // the last vector wrote there as well
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector ExpOfMinusAbs(TVector x) =>
        VectorMath<TLanes, TVector, T>.Exp(TLanes.IfLess(x, TLanes.Fill(T.Zero), x, TLanes.Subtract(TLanes.Fill(T.Zero), x)));
}

/// <summary>The numbers 0, 1, 2, … of levels and of whole vectors after the last.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
static class LevelPlaces<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The numbers.</summary>
    public static readonly T[] All = [.. Enumerable.Range(0, MixtureKind.Room).Select(T.CreateTruncating)];
}
