using Pixel.Randomness;

namespace Pixel.Contracts;

/// <summary>What the first values of a parameter are drawn from.</summary>
public abstract record Initialiser
{
    /// <summary>The first value of an element.</summary>
    /// <param name="random">The random numbers of the experiment's seed.</param>
    /// <param name="parameter">The parameter's place in the network.</param>
    /// <param name="element">The element's place in the parameter, row-major.</param>
    public abstract double Draw(CounterRandom random, ulong parameter, uint element);
}

/// <summary>Uniformly from ±<paramref name="Bound"/>.</summary>
/// <param name="Bound">At least 0; 0 means zeros.</param>
public sealed record UniformInitialiser(double Bound) : Initialiser
{
    /// <inheritdoc/>
    public override double Draw(CounterRandom random, ulong parameter, uint element) => (2 * random.Uniform(parameter, element) - 1) * Bound;
}

/// <summary>From the normal distribution around 0 (Box and Muller).</summary>
/// <param name="Deviation">The standard deviation, above 0.</param>
public sealed record NormalInitialiser(double Deviation) : Initialiser
{
    const ulong Second = 1UL << 63; // a second number for each element

    /// <inheritdoc/>
    public override double Draw(CounterRandom random, ulong parameter, uint element)
    {
        var (radius, turn) = (1 - random.Uniform(parameter, element), random.Uniform(parameter | Second, element));
        return Deviation * Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(2 * Math.PI * turn);
    }
}

/// <summary>The same value everywhere.</summary>
/// <param name="Value">The value.</param>
public sealed record ConstantInitialiser(double Value) : Initialiser
{
    /// <inheritdoc/>
    public override double Draw(CounterRandom random, ulong parameter, uint element) => Value;
}
