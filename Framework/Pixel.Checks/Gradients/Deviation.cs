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
