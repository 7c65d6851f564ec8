using System.Numerics;

namespace Pixel.Contracts;

/// <summary>A tensor of weights on plain memory.</summary>
public sealed class WeightTensor
{
    readonly Array _values;

    /// <summary>Wraps single-precision values.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="values">The values, row-major; kept, not copied.</param>
    public WeightTensor(IReadOnlyList<long> shape, float[] values) : this(shape, (Array)values)
    {
    }

    /// <summary>Wraps double-precision values.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="values">The values, row-major; kept, not copied.</param>
    public WeightTensor(IReadOnlyList<long> shape, double[] values) : this(shape, (Array)values)
    {
    }

    WeightTensor(IReadOnlyList<long> shape, Array values)
    {
        if (shape.Aggregate(1L, (product, size) => product * size) != values.LongLength)
            throw new ArgumentException($"{values.LongLength} values do not fill the shape ({string.Join(", ", shape)}).", nameof(values));
        (Shape, _values) = (shape, values);
    }

    /// <summary>The shape.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Whether the values are held in double precision.</summary>
    public bool IsDouble => _values is double[];

    /// <summary>The values, row-major, in an arithmetic; the held array itself where it is of that type.</summary>
    /// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
    public T[] As<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => _values switch
    {
        T[] same => same,
        float[] single => Array.ConvertAll(single, T.CreateTruncating),
        double[] real => Array.ConvertAll(real, T.CreateTruncating),
        _ => throw new InvalidOperationException("Weights are float or double."),
    };
}
