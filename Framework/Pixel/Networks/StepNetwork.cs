using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Layers;

namespace Pixel.Networks;

/// <summary>The step face of a network: the likelihood's parameters one sub-pixel at a time. It never touches libtorch.</summary>
/// <remarks>
/// A whole image costs one forward pass, however it is stepped through: each layer computes each cell once. Stepping allocates no memory.
/// Call <see cref="Begin"/>, then for every row <see cref="BeginRow"/>, and for every pixel and channel <see cref="Step"/>, then
/// <see cref="Set"/> with the sub-pixel, known or drawn.
/// </remarks>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class StepNetwork<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly FeatureMap<T>[] _maps;
    readonly StepLayer<T>[] _layers;
    readonly T[] _scaled;
    readonly T[] _output;
    readonly StepConditions<T> _conditions;
    readonly FeatureMap<T>[] _pixels; // the maps that keep the current pixel alone
    readonly StepSchedule<T> _schedule;

    /// <summary>Makes the step layers and their buffers.</summary>
    /// <param name="description">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="batch">Images in lock-step, at least 1.</param>
    /// <param name="kernels">The arithmetic; null for this machine's.</param>
    /// <exception cref="ModelException">The weights do not fit the network.</exception>
    /// <exception cref="NotSupportedException">A layer has no step face.</exception>
    public StepNetwork(NetworkDescription description, WeightSet weights, int batch, VectorKernels<T>? kernels = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        (Description, Batch) = (description, batch);
        var nodes = description.Nodes;
        _maps = new FeatureMap<T>[nodes.Count];
        _layers = new StepLayer<T>[nodes.Count];
        var small = description.Small?.Image is { } image
            ? new FeatureMap<T>(image.Height, image.Width, new ChannelGroups(image.Channels, 1), batch, image.Height)
            : null;
        _conditions = new StepConditions<T>(small, description.Classes > 0 ? new int[batch] : []);
        for (var i = 0; i < nodes.Count; i++)
        {
            _maps[i] = Map(description, i, batch);
            var context = Context(nodes[i], i, weights, kernels ?? VectorKernels<T>.Default);
            _layers[i] = GuardedStep<T>.Create(nodes[i], context);
            BytesPerImage += _maps[i].BytesPerImage + context.OwnBytesPerImage;
        }
        _pixels = Array.FindAll(_maps, map => map.RowsKept == 0);
        BytesPerImage += small?.BytesPerImage ?? 0;
        _schedule = new StepSchedule<T>(nodes, _layers);
        _output = new T[description.Output.Channels];
        var input = (ImageInput)nodes[0].Layer;
        _scaled = [.. Enumerable.Range(0, description.Image.Levels).Select(level => T.CreateTruncating(input.Scale(level)))];
    }

    /// <summary>The network.</summary>
    public NetworkDescription Description { get; }

    /// <summary>Images in lock-step.</summary>
    public int Batch { get; }

    /// <summary>The memory that the maps of all layers, and the smaller image of a conditional network, take for each image of the batch; it does not grow with use.</summary>
    public long BytesPerImage { get; }

    /// <summary>Starts new images, nothing of them known but their conditions.</summary>
    /// <param name="conditions">What each is modelled given; none for an unconditional network.</param>
    /// <exception cref="ArgumentException">There are not as many levels or labels as the images have, or one is out of range.</exception>
    public void Begin(PlainConditions conditions = default)
    {
        conditions.Require(Description, Batch);
        foreach (var map in _maps) map.Open();
        if (_conditions.SmallImage is { } small) Fill(small, conditions.Small);
        conditions.Labels.CopyTo(_conditions.Labels);
        foreach (var layer in _layers) layer.Begin();
    }

    /// <summary>Starts a row; all rows above are complete.</summary>
    /// <param name="row">0, 1, 2, … in turn.</param>
    /// <exception cref="LayerException">The layer of a plug-in reads or writes a pixel in <see cref="StepLayer{T}.BeginRow"/> of a map that keeps the current one alone.</exception>
    public void BeginRow(int row)
    {
        foreach (var map in _pixels) map.BeginRow();
        try
        {
            _schedule.BeginRow(row);
        }
        finally
        {
            foreach (var map in _pixels) map.Open();
        }
    }

    /// <summary>As <see cref="BeginRow"/>, for a check: layers that read or write what their maps do not keep are told of.</summary>
    /// <param name="row">0, 1, 2, … in turn.</param>
    /// <exception cref="LayerException">A layer of a plug-in does so.</exception>
    internal void BeginRowWatched(int row)
    {
        Watch(row, -1);
        _schedule.BeginRow(row);
        RequireMargins();
    }

    /// <summary>As <see cref="Step"/>, for a check: layers that read or write what their maps do not keep are told of.</summary>
    /// <param name="row">The row that was begun.</param>
    /// <param name="column">0, 1, 2, … in turn.</param>
    /// <param name="group">0, 1, 2, … in turn, each after the sub-pixels of the groups before were set.</param>
    /// <exception cref="LayerException">A layer of a plug-in does so.</exception>
    internal void StepWatched(int row, int column, int group)
    {
        Watch(row, column);
        Step(row, column, group);
        RequireMargins();
    }

    /// <summary>Computes one colour group of every layer at one position.</summary>
    /// <param name="row">The row that was begun.</param>
    /// <param name="column">0, 1, 2, … in turn.</param>
    /// <param name="group">0, 1, 2, … in turn, each after the sub-pixels of the groups before were set.</param>
    public void Step(int row, int column, int group) => _schedule.Step(row, column, group);

    /// <summary>The likelihood's parameters at a position, in the order of the channels: the groups that were stepped.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="image">0 … <see cref="Batch"/> − 1.</param>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<T> Output(int row, int column, int image)
    {
        var map = _maps[^1];
        if (map.Channels.Repeats == 1) return map.At(row, column, image);
        for (var channel = 0; channel < _output.Length; channel++) _output[channel] = map.Value(row, column, image, channel);
        return _output;
    }

    /// <summary>Makes a sub-pixel known.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="image">0 … <see cref="Batch"/> − 1.</param>
    /// <param name="level">Its level.</param>
    /// <exception cref="ArgumentOutOfRangeException">The images have no such level.</exception>
    public void Set(int row, int column, int channel, int image, int level)
    {
        if ((uint)level >= (uint)_scaled.Length) ThrowLevel(level);
        _maps[0].At(row, column, image)[channel] = _scaled[level];
    }

    void ThrowLevel(int level) =>
        throw new ArgumentOutOfRangeException(nameof(level), level, $"The images have levels 0 to {_scaled.Length - 1}.");

    void Watch(int row, int column)
    {
        for (var i = 0; i < _maps.Length; i++)
        {
            var stride = Description.Nodes[i].Layer.Stride;
            _maps[i].Watch(row / stride, column < 0 ? -1 : column / stride, _maps[i].RowsKept > Readers(Description, i).Select(reader => reader.RowReach).DefaultIfEmpty(0).Max());
        }
    }

    void RequireMargins()
    {
        for (var i = 0; i < _maps.Length; i++)
            if (!_maps[i].HasCleanMargin())
                throw new LayerException(Description.Nodes[i], LayerException.StepFace, new InvalidOperationException(
                    "it wrote into the columns beside the image, which are zeros for its readers: write columns 0 to Width − 1 alone"));
    }

    /// <summary>A map that keeps what its readers read: all of it, some rows, or the current pixel alone.</summary>
    static FeatureMap<T> Map(NetworkDescription description, int index, int batch)
    {
        var layer = description.Nodes[index].Layer;
        var (height, width) = (description.Image.Height / layer.Stride, description.Image.Width / layer.Stride);
        var readers = Readers(description, index);
        var margin = readers.Select(reader => reader.ColumnReach).DefaultIfEmpty(0).Max();
        var isPixel = layer.Timing == MapTiming.Pixel && margin == 0 &&
            readers.All(reader => reader.RowReach == 0 && reader.Timing == MapTiming.Pixel && reader.Stride == layer.Stride);
        var rows = readers.Select(reader => reader.RowReach + (ReadsOwnRow(reader) ? 1 : 0)).Append(layer.Timing < MapTiming.Pixel ? 1 : 0).Max();
        var kept = isPixel ? 0 : layer.Timing == MapTiming.Image ? height : Math.Clamp(rows, 1, height);
        return new FeatureMap<T>(height, width, layer.Output, batch, kept, kept == 0 ? 0 : margin);

        // What is known when a row begins has read what it may of a map that is known pixel by pixel: rows above.
        bool ReadsOwnRow(LayerDescription reader) => reader.Timing == MapTiming.Pixel || layer.Timing != MapTiming.Pixel;
    }

    static LayerDescription[] Readers(NetworkDescription description, int index) =>
        [.. description.Nodes.Where(node => node.Inputs.Contains(index)).Select(node => node.Layer)];

    void Fill(FeatureMap<T> map, ReadOnlySpan<byte> levels)
    {
        for (var row = 0; row < map.Height; row++)
            for (var column = 0; column < map.Width; column++)
                for (var image = 0; image < Batch; image++)
                    for (var channel = 0; channel < map.Channels.Channels; channel++)
                        map.At(row, column, image)[channel] =
                            _scaled[levels[((image * map.Channels.Channels + channel) * map.Height + row) * map.Width + column]];
    }

    StepContext<T> Context(NodeDescription node, int index, WeightSet weights, VectorKernels<T> kernels) => new(
        [.. node.Inputs.Select(input => _maps[input])],
        _maps[index],
        _conditions,
        node.Layer.Parameters.Select(parameter => (parameter.Name, parameter.Shape))
            .Concat(node.Layer.Buffers.Select(buffer => (buffer.Name, buffer.Shape)))
            .ToDictionary(each => each.Name, each => weights.Values<T>($"{node.Name}.{each.Name}", each.Shape)),
        kernels);
}
