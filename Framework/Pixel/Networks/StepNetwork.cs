using System.Numerics;
using Pixel.Contracts;
using Pixel.Layers;

namespace Pixel.Networks;

/// <summary>The step face of a network: the likelihood's parameters one sub-pixel at a time. It never touches libtorch.</summary>
/// <remarks>
/// A whole image costs one forward pass, however it is stepped through: each layer computes each cell once.
/// Call <see cref="Begin"/>, then for every row <see cref="BeginRow"/>, and for every pixel and channel <see cref="Step"/>, then
/// <see cref="Set"/> with the sub-pixel, known or drawn.
/// </remarks>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class StepNetwork<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T>[] _maps;
    readonly StepLayer<T>[] _layers;
    readonly T[] _scaled;
    readonly FeatureMap<T>? _small;

    /// <summary>Makes the step layers and their buffers.</summary>
    /// <param name="description">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="batch">Images in lock-step, at least 1.</param>
    /// <exception cref="ModelException">The weights do not fit the network.</exception>
    /// <exception cref="NotSupportedException">A layer has no step face.</exception>
    public StepNetwork(NetworkDescription description, WeightSet weights, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        (Description, Batch) = (description, batch);
        var nodes = description.Nodes;
        _maps = new FeatureMap<T>[nodes.Count];
        _layers = new StepLayer<T>[nodes.Count];
        if (description.Small is { Image: var small })
            _small = new FeatureMap<T>(small.Height, small.Width, new ChannelGroups(small.Channels, 1), batch, small.Height);
        for (var i = 0; i < nodes.Count; i++)
        {
            var rows = nodes[i].Layer.ReadsSmallImage ? description.Image.Height : 1 + nodes.Where(node => node.Inputs.Contains(i)).Select(node => node.Layer.RowReach).DefaultIfEmpty(0).Max();
            _maps[i] = new FeatureMap<T>(description.Image.Height, description.Image.Width, nodes[i].Layer.Output, batch, rows);
            _layers[i] = GuardedStep<T>.Create(nodes[i], Context(nodes[i], i, weights));
        }
        var input = (ImageInput)nodes[0].Layer;
        _scaled = [.. Enumerable.Range(0, description.Image.Levels).Select(level => T.CreateTruncating(input.Scale(level)))];
    }

    /// <summary>The network.</summary>
    public NetworkDescription Description { get; }

    /// <summary>Images in lock-step.</summary>
    public int Batch { get; }

    /// <summary>Starts new images, nothing of them known but the smaller images of a conditional network.</summary>
    /// <param name="small">The smaller images, (B, C, s, s); empty for an unconditional network.</param>
    /// <exception cref="ArgumentException">The number of levels is not that of the smaller images.</exception>
    public void Begin(ReadOnlySpan<byte> small = default)
    {
        if (small.Length != Batch * (Description.Small?.Image.Dimensions ?? 0))
            throw new ArgumentException($"{small.Length} levels are not the smaller images of {Batch} images.", nameof(small));
        if (_small is not null) Fill(_small, small);
        foreach (var layer in _layers) layer.Begin();
    }

    /// <summary>Starts a row; all rows above are complete.</summary>
    /// <param name="row">0, 1, 2, … in turn.</param>
    public void BeginRow(int row)
    {
        foreach (var layer in _layers) layer.BeginRow(row);
    }

    /// <summary>Computes one colour group of every layer at one position.</summary>
    /// <param name="row">The row that was begun.</param>
    /// <param name="column">0, 1, 2, … in turn.</param>
    /// <param name="group">0, 1, 2, … in turn, each after the sub-pixels of the groups before were set.</param>
    public void Step(int row, int column, int group)
    {
        foreach (var layer in _layers) layer.Step(row, column, group);
    }

    /// <summary>The likelihood's parameters at a position: the groups that were stepped.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="image">0 … <see cref="Batch"/> − 1.</param>
    public ReadOnlySpan<T> Output(int row, int column, int image) => _maps[^1].At(row, column, image);

    /// <summary>Makes a sub-pixel known.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="image">0 … <see cref="Batch"/> − 1.</param>
    /// <param name="level">Its level.</param>
    public void Set(int row, int column, int channel, int image, int level) =>
        _maps[0].At(row, column, image)[channel] = _scaled[level];

    void Fill(FeatureMap<T> map, ReadOnlySpan<byte> levels)
    {
        for (var row = 0; row < map.Height; row++)
            for (var column = 0; column < map.Width; column++)
                for (var image = 0; image < Batch; image++)
                    for (var channel = 0; channel < map.Channels.Channels; channel++)
                        map.At(row, column, image)[channel] =
                            _scaled[levels[((image * map.Channels.Channels + channel) * map.Height + row) * map.Width + column]];
    }

    StepContext<T> Context(NodeDescription node, int index, WeightSet weights) => new(
        [.. node.Inputs.Select(input => _maps[input])],
        _maps[index],
        _small,
        node.Layer.Parameters.ToDictionary(
            parameter => parameter.Name, parameter => weights.Values<T>($"{node.Name}.{parameter.Name}", parameter.Shape)));
}
