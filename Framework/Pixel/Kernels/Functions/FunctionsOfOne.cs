using System.Runtime.CompilerServices;
using Pixel.Kernels.Lanes;

namespace Pixel.Kernels.Functions;

/// <summary>The functions of one number.</summary>
static class FunctionsOfOne<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    public readonly struct Exp : IFunction<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(TVector x) => VectorMath<TLanes, TVector, T>.Exp(x);
    }

    public readonly struct Sigmoid : IFunction<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(TVector x) => VectorMath<TLanes, TVector, T>.Sigmoid(x);
    }

    public readonly struct Tanh : IFunction<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(TVector x) => VectorMath<TLanes, TVector, T>.Tanh(x);
    }
}
