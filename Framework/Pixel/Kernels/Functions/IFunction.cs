namespace Pixel.Kernels.Functions;

/// <summary>A function of one number, in all lanes at once.</summary>
/// <typeparam name="TVector">The vector.</typeparam>
interface IFunction<TVector>
{
    static abstract TVector Of(TVector x);
}
