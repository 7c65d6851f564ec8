using System.Numerics;
using System.Runtime.CompilerServices;
using Pixel.Kernels.Functions;
using Pixel.Kernels.Lanes;

namespace Pixel.Likelihoods;

/// <summary>Gaussians on dequantised levels l + u, of which 2(l + u) / levels − 1 lies in [−1, 1).</summary>
/// <typeparam name="TLanes">The vector width.</typeparam>
/// <typeparam name="TVector">A vector of components.</typeparam>
/// <typeparam name="T">The arithmetic.</typeparam>
/// <param name="levels">Levels of a sub-pixel.</param>
readonly unsafe struct GaussianComponent<TLanes, TVector, T>(int levels) : IMixtureComponent<TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly T _width = T.CreateTruncating(2.0 / levels);
    readonly T _constant = T.CreateTruncating(GaussianMixtureLikelihood.NatsOfDensityOne(levels));

    /// <inheritdoc/>
    public T Scaled(T seen) => seen * _width - T.One;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComponentLikelihood<TVector> Compute(TVector mean, TVector scale, T seen)
    {
        var (zero, one, lowest) = (TLanes.Fill(T.Zero), TLanes.Fill(T.One), TLanes.Fill(T.CreateTruncating(Mixture.LowestScale)));
        var clamped = TLanes.IfLess(scale, lowest, lowest, scale);
        var inverse = VectorMath<TLanes, TVector, T>.Exp(TLanes.Subtract(zero, clamped));
        var z = TLanes.Multiply(TLanes.Subtract(TLanes.Fill(Scaled(seen)), mean), inverse);
        var square = TLanes.Multiply(z, z);
        var log = TLanes.Subtract(TLanes.Multiply(square, TLanes.Fill(T.CreateTruncating(-0.5))), TLanes.Add(clamped, TLanes.Fill(_constant)));
        return new ComponentLikelihood<TVector>(log, one, TLanes.Multiply(z, inverse), TLanes.IfLess(scale, lowest, zero, TLanes.Subtract(square, one)));
    }

    /// <inheritdoc/>
    /// <remarks>The difference of whichever tails at a bin's edges are the smaller ones.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddMasses(T weight, T mean, T scale, T* masses, T* scratch)
    {
        var tails = scratch; // at edge i, between levels i and i + 1
        var places = scratch + MixtureKind.Room;
        var (zero, one, center, share) = (TLanes.Fill(T.Zero), TLanes.Fill(T.One), TLanes.Fill(mean), TLanes.Fill(weight));
        var lowest = T.CreateTruncating(Mixture.LowestScale);
        var inverse = VectorMath<TLanes, TVector, T>.Exp(TLanes.Fill(scale < lowest ? -lowest : -scale));
        var far = T.CreateTruncating(39); // the tail there is 0 in double precision; of narrow components most edges lie there
        for (var i = 0; i < levels - 1; i += TLanes.Count)
        {
            var edge = TLanes.MultiplyAdd(TLanes.Load(ref LevelPlaces<T>.All[i + 1]), TLanes.Fill(_width), TLanes.Fill(-T.One));
            var z = TLanes.Multiply(TLanes.Subtract(edge, center), inverse);
            TLanes.Store(z, ref places[i]);
            if (places[i] > far || places[i + TLanes.Count - 1] < -far) TLanes.Store(zero, ref tails[i]);
            else TLanes.Store(NormalTail<TLanes, TVector, T>.Of(TLanes.IfLess(z, zero, TLanes.Subtract(zero, z), z)), ref tails[i]);
        }
        var (last, above) = (levels - 2, masses[levels - 1]);
        masses[0] += weight * (places[0] < T.Zero ? tails[0] : T.One - tails[0]);
        for (var level = 1; level < levels - 1; level += TLanes.Count)
        {
            var (lower, upper) = (TLanes.Load(ref tails[level - 1]), TLanes.Load(ref tails[level]));
            var around = TLanes.Subtract(TLanes.Subtract(one, lower), upper); // the mean lies in the bin
            var mass = TLanes.IfLess(
                TLanes.Load(ref places[level - 1]), zero,
                TLanes.IfLess(zero, TLanes.Load(ref places[level]), around, TLanes.Subtract(upper, lower)),
                TLanes.Subtract(lower, upper));
            TLanes.Store(TLanes.Add(TLanes.Load(ref masses[level]), TLanes.Multiply(share, mass)), ref masses[level]);
        }
        masses[levels - 1] = above + weight * (places[last] < T.Zero ? T.One - tails[last] : tails[last]); // the last vector wrote there as well
    }
}

/// <summary>The mass beyond z ≥ 0 of the standard normal distribution, ½ erfc(z / √2).</summary>
static class NormalTail<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>erfc x = t·exp(−x² + P(4t − 2)), t = 2 / (2 + x), x ≥ 0: the Chebyshev coefficients of P, from values of 60 digits; within 4·10⁻¹⁷ of P.</summary>
    static readonly T[] Coefficients =
    [
        .. new[]
        {
            -1.3026537197817094342, 0.64196979235649026031, 0.019476473204185836312, -0.0095615147868086316419, -0.00094659534448203686625,
            0.00036683949785276145187, 0.000042523324806907771645, -0.000020278578112534243154, -1.6242900046470255135e-6, 1.3036558355805232018e-6,
            1.5626441722066143178e-8, -8.5238095914926542525e-8, 6.5290544390988514964e-9, 5.0593434955514689418e-9, -9.9136415649303308674e-10,
            -2.2736512229318358557e-10, 9.646791102015526802e-11, 2.3940380830391147447e-12, -6.8860275264975533984e-12, 8.9448792730907257167e-13,
            3.1309213993429580783e-13, -1.1270822361367252366e-13, 3.8109052551892320552e-16, 7.1060976136092369878e-15, -1.5230282014571043043e-15,
            -9.4574945712912340005e-17, 1.2102371892242789923e-16,
        }.Select(T.CreateTruncating),
    ];

    /// <summary>The tails.</summary>
    /// <param name="z">The places, not negative.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of(TVector z)
    {
        var two = TLanes.Fill(T.CreateTruncating(2));
        var x = TLanes.Multiply(z, TLanes.Fill(T.CreateTruncating(0.70710678118654752440)));
        var t = TLanes.Divide(two, TLanes.Add(two, x));
        var y = TLanes.Subtract(TLanes.Multiply(TLanes.Add(two, two), t), two);
        var (sum, before) = (TLanes.Fill(T.Zero), TLanes.Fill(T.Zero));
        for (var i = Coefficients.Length - 1; i > 0; i--)
            (sum, before) = (TLanes.MultiplyAdd(y, sum, TLanes.Subtract(TLanes.Fill(Coefficients[i]), before)), sum); // Clenshaw
        var half = TLanes.Fill(T.CreateTruncating(0.5));
        var series = TLanes.Subtract(TLanes.Multiply(TLanes.MultiplyAdd(y, sum, TLanes.Fill(Coefficients[0])), half), before);
        var exponent = TLanes.Subtract(series, TLanes.Multiply(x, x));
        return TLanes.Multiply(TLanes.Multiply(t, half), VectorMath<TLanes, TVector, T>.Exp(exponent));
    }
}
