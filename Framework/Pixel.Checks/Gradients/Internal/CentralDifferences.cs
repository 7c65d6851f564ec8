using static TorchSharp.torch;

namespace Pixel.Checks.Gradients.Internal;

/// <summary>Compares a gradient with central differences, (f(x + s·u) − f(x − s·u)) / 2s, along elements and random directions u.</summary>
/// <remarks>
/// Where a ReLU's kink lies between the two places, the difference is none of a derivative: so what fails is tried again with smaller
/// steps, whose rounding is allowed for. A wrong gradient fails with each.
/// </remarks>
/// <param name="value">f, in float64; it reads the variables where they are.</param>
/// <param name="random">Picks elements and directions.</param>
/// <param name="isSingle">Whether the gradient is of float32.</param>
/// <param name="isCuda">Whether it was computed on a CUDA device.</param>
sealed class CentralDifferences(Func<double> value, RandomValues random, bool isSingle, bool isCuda)
{
    readonly double _value = value();

    /// <summary>Compares the gradient of one variable.</summary>
    /// <param name="variable">The variable, float64.</param>
    /// <param name="gradient">Its gradient, to be compared.</param>
    /// <param name="elements">How many elements.</param>
    /// <param name="directions">How many directions besides.</param>
    public (Deviation Deviation, Tolerance Tolerance) Compare(Tensor variable, double[] gradient, int elements, int directions)
    {
        var at = Plain.Values(variable);
        List<Probe> probes = [.. random.Places(at.Length, elements).Select(place => new Probe(place, Unit(at.Length, place)))];
        // A direction says nothing new where every element was looked at.
        if (probes.Count < at.Length)
            for (var i = 0; i < directions; i++) probes.Add(new Probe(null, Direction(at.Length)));
        var differences = probes.ConvertAll(probe => Difference(variable, at, probe.Along, Tolerance.Step));
        var largest = differences.Select(Math.Abs).Max();
        var all = new Deviation(0, 0, 0, 0, [], 0, 0);
        for (var i = 0; i < probes.Count; i++)
        {
            var (probe, actual) = (probes[i], Dot(gradient, probes[i].Along));
            var found = Judge(actual, differences[i], Tolerance.Step);
            foreach (var step in Tolerance.Steps.Skip(1).TakeWhile(_ => !(found.Excess <= 1)))
                if (Judge(actual, Difference(variable, at, probe.Along, step), step) is var better && better.Excess < found.Excess) found = better;
            all = all.With(found);

            Deviation Judge(double actual, double expected, double step) => Deviation.Single(
                actual, expected, largest, Allowed(step), () => probe.Place is { } place ? Deviation.IndexOf(place, variable.shape) : []);
        }
        return (all, Allowed(Tolerance.Step));
    }

    Tolerance Allowed(double step) => Tolerance.Differences(step, _value, isSingle, isCuda);

    double Difference(Tensor variable, double[] at, double[] along, double step)
    {
        var above = At(variable, at, along, step);
        var below = At(variable, at, along, -step);
        Set(variable, at);
        return (above - below) / (2 * step);
    }

    double At(Tensor variable, double[] at, double[] along, double step)
    {
        Set(variable, [.. at.Select((x, i) => x + step * along[i])]);
        return value();
    }

    static void Set(Tensor variable, double[] values)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        variable.copy_(tensor(values, variable.shape));
    }

    static double[] Unit(int length, int place)
    {
        var unit = new double[length];
        unit[place] = 1;
        return unit;
    }

    double[] Direction(int length)
    {
        var numbers = random.Numbers(length);
        var norm = Math.Sqrt(Dot(numbers, numbers));
        return Array.ConvertAll(numbers, x => x / norm);
    }

    static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    /// <summary>A direction, and the element that it is, if it is one.</summary>
    sealed record Probe(int? Place, double[] Along);
}
