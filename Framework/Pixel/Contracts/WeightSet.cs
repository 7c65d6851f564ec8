using System.Numerics;

namespace Pixel.Contracts;

/// <summary>Named weights on plain memory, from a module or a file; what the step face is made from.</summary>
/// <remarks>Names are node and parameter joined by a dot, as in <c>layer1_conv.weight</c>.</remarks>
public sealed class WeightSet
{
    readonly Dictionary<string, WeightTensor> _tensors = new(StringComparer.Ordinal);

    /// <summary>The names, in the order they were added.</summary>
    public IEnumerable<string> Names => _tensors.Keys;

    /// <summary>The number of tensors.</summary>
    public int Count => _tensors.Count;

    /// <summary>A tensor by its name.</summary>
    /// <param name="name">The full name.</param>
    /// <exception cref="ModelException">There is none of that name.</exception>
    public WeightTensor this[string name] => _tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new ModelException($"The weights hold no tensor '{name}'; they belong to another network.");

    /// <summary>Adds a tensor.</summary>
    /// <param name="name">Its full name, not yet used.</param>
    /// <param name="tensor">The values and their shape.</param>
    public void Add(string name, WeightTensor tensor) => _tensors.Add(name, tensor);

    /// <summary>The tensors whose names begin with a prefix, under their names without it.</summary>
    /// <param name="prefix">For example <c>small.</c>, the network of the smaller image.</param>
    public WeightSet Under(string prefix)
    {
        var part = new WeightSet();
        foreach (var (name, tensor) in _tensors)
            if (name.StartsWith(prefix, StringComparison.Ordinal)) part.Add(name[prefix.Length..], tensor);
        return part;
    }

    /// <summary>The values of a tensor, checked against a shape and converted where the types differ.</summary>
    /// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="name">The full name.</param>
    /// <param name="shape">The shape that is expected.</param>
    /// <exception cref="ModelException">The tensor is missing or has another shape.</exception>
    public T[] Values<T>(string name, IReadOnlyList<long> shape) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tensor = this[name];
        if (!tensor.Shape.SequenceEqual(shape))
            throw new ModelException(
                $"The weights' '{name}' has shape ({string.Join(", ", tensor.Shape)}), the network needs ({string.Join(", ", shape)}); they belong to another network.");
        return tensor.As<T>();
    }
}

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
