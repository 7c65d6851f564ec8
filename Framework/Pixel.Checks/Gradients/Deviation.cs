namespace Pixel.Checks.Gradients;

/// <summary>How far a tensor is from what is expected, and where it is farthest.</summary>
/// <param name="Compared">How many numbers were compared: elements, or elements and directions.</param>
/// <param name="Absolute">The largest absolute error.</param>
/// <param name="Relative">The largest error in relation to its size, as <see cref="Tolerance.SizeOf"/> tells it.</param>
/// <param name="Excess">The largest error in relation to what is allowed; up to 1 it passes, NaN counts as infinite.</param>
/// <param name="Index">The index of the worst element; empty if the worst is a direction through all elements.</param>
/// <param name="Actual">The worst element as the face has it.</param>
/// <param name="Expected">The worst element as it should be.</param>
public sealed record Deviation(
    int Compared, double Absolute, double Relative, double Excess, IReadOnlyList<long> Index, double Actual, double Expected)
{
    /// <summary>Compares all elements of a tensor.</summary>
    /// <param name="actual">The face's values, row-major.</param>
    /// <param name="expected">What they should be.</param>
    /// <param name="shape">The shape of both.</param>
    /// <param name="tolerance">What is allowed.</param>
    public static Deviation Of(IReadOnlyList<double> actual, IReadOnlyList<double> expected, IReadOnlyList<long> shape, Tolerance tolerance)
    {
        if (actual.Count != expected.Count) throw new ArgumentException($"{actual.Count} elements were computed, {expected.Count} are expected.");
        var largest = expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        var worst = new Deviation(0, 0, 0, 0, [], 0, 0);
        for (var i = 0; i < actual.Count; i++)
            worst = worst.With(Single(actual[i], expected[i], largest, tolerance, () => IndexOf(i, shape)));
        return worst;
    }

    /// <summary>Compares one number.</summary>
    internal static Deviation Single(double actual, double expected, double largest, Tolerance tolerance, Func<IReadOnlyList<long>> index)
    {
        var (error, size) = (Math.Abs(actual - expected), tolerance.SizeOf(expected, largest));
        var excess = double.IsFinite(error) ? error / tolerance.Allowed(expected, largest) : double.PositiveInfinity;
        return new Deviation(1, error, error == 0 ? 0 : error / size, excess, index(), actual, expected);
    }

    /// <summary>Both together: the worse element stays.</summary>
    internal Deviation With(Deviation other)
    {
        var worse = Compared == 0 || other.Excess > Excess ? other : this;
        return worse with { Compared = Compared + other.Compared, Absolute = Largest(Absolute, other.Absolute), Relative = Largest(Relative, other.Relative) };
    }

    internal static long[] IndexOf(int place, IReadOnlyList<long> shape)
    {
        var (index, rest) = (new long[shape.Count], (long)place);
        for (var d = shape.Count - 1; d >= 0; d--) (rest, index[d]) = Math.DivRem(rest, shape[d]);
        return index;
    }

    static double Largest(double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : Math.Max(a, b);
}

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
