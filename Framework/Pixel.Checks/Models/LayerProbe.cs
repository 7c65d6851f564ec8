using Pixel.Contracts;
using Pixel.Libtorch;
using Pixel.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Checks.Models;

/// <summary>A single layer with random weights in double precision, probed by its gradient.</summary>
public sealed class LayerProbe : IDisposable
{
    readonly LayerDescription _layer;
    readonly LayerModule _module;
    readonly ChannelGroups[] _inputs;
    readonly ForwardContext _context;

    /// <summary>Makes the layer's map face.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">The channels of each of its inputs.</param>
    /// <exception cref="ModelException">The layer does not fit the inputs.</exception>
    public LayerProbe(LayerDescription layer, params ChannelGroups[] inputs)
    {
        layer.Validate(inputs);
        TorchLibrary.Load();
        (_layer, _inputs, _module) = (layer, inputs, layer.CreateModule());
        _context = new ForwardContext { Conditions = new Conditions(Labels: layer.Condition == Condition.Label ? zeros([1], ScalarType.Int64).DetachFromDisposeScope() : null) };
        _module.to(ScalarType.Float64);
        using var _ = no_grad();
        var index = 0UL;
        foreach (var parameter in _module.parameters())
            using (var scope = NewDisposeScope())
                parameter.copy_(tensor(Randoms(index++, parameter.shape.Aggregate(1L, (a, b) => a * b)), parameter.shape));
    }

    /// <summary>The map face.</summary>
    public LayerModule Module => _module;

    /// <summary>The cells of the inputs with a gradient that is not exactly zero from one output cell.</summary>
    /// <param name="cell">A cell of the output.</param>
    /// <param name="height">Rows of the output map.</param>
    /// <param name="width">Columns of the output map.</param>
    public IReadOnlySet<Read> Reached(Cell cell, int height, int width)
    {
        using var scope = NewDisposeScope();
        var (inputHeight, inputWidth) = (height * _layer.Stride / _layer.InputStride, width * _layer.Stride / _layer.InputStride);
        Tensor[] inputs = [.. _inputs.Select((groups, i) =>
            tensor(Randoms(100 + (ulong)i, (long)groups.Channels * inputHeight * inputWidth), [1, groups.Channels, inputHeight, inputWidth]).requires_grad_())];
        var output = _module.forward(inputs, _context); // (1, C, H, W)
        var total = zeros([], ScalarType.Float64);
        foreach (var channel in _layer.Output.ChannelsOf(cell.Group)) total = total + output[0, channel, cell.Row, cell.Column] * (channel + 1);
        total.backward();
        return inputs.SelectMany((input, i) => Nonzero(i, input.grad, inputHeight, inputWidth)).ToHashSet();
    }

    /// <summary>What the layer's description says that the cell reads, directly or through its own states.</summary>
    /// <param name="cell">A cell of the output.</param>
    /// <param name="height">Rows of the output map.</param>
    /// <param name="width">Columns of the output map.</param>
    public IReadOnlySet<Read> Declared(Cell cell, int height, int width)
    {
        var (found, seen, open) = (new HashSet<Read>(), new HashSet<Cell>(), new Stack<Cell>([cell]));
        while (open.TryPop(out var place))
        {
            if (!seen.Add(place)) continue;
            foreach (var read in _layer.Reads(place, height, width))
                if (read.Input == Read.Own) open.Push(read.Cell);
                else found.Add(read);
        }
        return found;
    }

    /// <summary>Lets go of the module.</summary>
    public void Dispose()
    {
        _module.Dispose();
        _context.Conditions.Labels?.Dispose();
    }

    IEnumerable<Read> Nonzero(int input, Tensor? gradient, int height, int width)
    {
        if (gradient is null) yield break;
        var values = gradient.data<double>().ToArray(); // (C, H, W)
        for (var i = 0; i < values.Length; i++)
            if (values[i] != 0)
                yield return new Read(input, new Cell(i / width % height, i % width, _inputs[input].GroupOf(i / width / height)));
    }

    static double[] Randoms(ulong item, long count)
    {
        var random = new CounterRandom(9, RandomStream.Images);
        return [.. Enumerable.Range(0, (int)count).Select(i => 2 * random.Uniform(item, (uint)i) - 1)];
    }
}
