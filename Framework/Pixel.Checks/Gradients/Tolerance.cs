namespace Pixel.Checks.Gradients;

/// <summary>How far an element may be from what is expected.</summary>
/// <remarks>
/// An error e passes if e ≤ <see cref="Relative"/> · max(|expected|, <see cref="Floor"/> · largest) + <see cref="Absolute"/>, where largest
/// is the largest expected magnitude of the tensor. So an element counts by its own size, down to a share of the tensor's largest.
/// </remarks>
/// <param name="Relative">The relative error that is allowed.</param>
/// <param name="Floor">From 0, each element by its own size alone, to 1, all by the tensor's largest.</param>
/// <param name="Absolute">The rounding that is allowed besides.</param>
public sealed record Tolerance(double Relative, double Floor, double Absolute)
{
    /// <summary>The step of central differences; in <see cref="Steps"/> the smaller ones are for where a ReLU's kink lies within it.</summary>
    internal const double Step = 1e-5;

    /// <summary>The steps that are tried in turn.</summary>
    internal static readonly double[] Steps = [Step, Step / 10, Step / 100];

    /// <summary>The size of an element that its error is related to.</summary>
    /// <param name="expected">The element.</param>
    /// <param name="largest">The largest magnitude of the tensor.</param>
    public double SizeOf(double expected, double largest) => Math.Max(Math.Abs(expected), Floor * largest);

    /// <summary>The error that an element may have.</summary>
    /// <param name="expected">The element.</param>
    /// <param name="largest">The largest magnitude of the tensor.</param>
    public double Allowed(double expected, double largest) => Relative * SizeOf(expected, largest) + Absolute;

    /// <summary>Against the oracle, or one face against the other.</summary>
    /// <param name="isSingle">Whether the face runs in float32.</param>
    /// <param name="isCuda">Whether it runs on a CUDA device, where float32 convolutions may be rounded to 10 bits (TF32).</param>
    public static Tolerance Exact(bool isSingle, bool isCuda) => (isSingle, isCuda) switch
    {
        (false, false) => new(1e-8, 1e-3, 1e-13),
        (false, true) => new(1e-7, 1e-2, 1e-12),
        (true, false) => new(1e-3, 0.1, 1e-6),
        (true, true) => new(2e-2, 0.5, 1e-4),
    };

    /// <summary>Against central differences of a function of float64.</summary>
    /// <param name="step">Their step.</param>
    /// <param name="value">The function's value, whose rounding the differences enlarge.</param>
    /// <param name="isSingle">Whether the gradient is of float32.</param>
    /// <param name="isCuda">Whether it was computed on a CUDA device.</param>
    public static Tolerance Differences(double step, double value, bool isSingle, bool isCuda)
    {
        var rounding = 16 * Math.Pow(2, -52) * Math.Max(1, Math.Abs(value)) / step; // 16 units in the last place
        var exact = Exact(isSingle, isCuda);
        return isSingle ? exact with { Floor = 1, Absolute = exact.Absolute + rounding } : new(1e-6, 1, rounding);
    }
}
