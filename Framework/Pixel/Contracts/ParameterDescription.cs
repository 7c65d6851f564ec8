namespace Pixel.Contracts;

/// <summary>A trainable parameter of a layer, before there is a tensor.</summary>
/// <param name="Name">Its name within the layer, for example <c>weight</c>.</param>
/// <param name="Shape">Its shape, for example (out, in, kernel height, kernel width).</param>
/// <param name="Bound">Initial values are drawn uniformly from ±Bound; 0 means zeros.</param>
/// <param name="Effective">How many of its elements can matter: those a mask does not silence.</param>
public sealed record ParameterDescription(string Name, IReadOnlyList<long> Shape, double Bound, long Effective)
{
    /// <summary>All elements, masked ones included.</summary>
    public long Elements => Shape.Aggregate(1L, (product, size) => product * size);
}
