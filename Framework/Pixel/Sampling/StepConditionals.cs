using System.Numerics;
using System.Numerics.Tensors;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Networks;

namespace Pixel.Sampling;

/// <summary>Conditionals from the step face: one forward pass of arithmetic for a whole image, and no libtorch.</summary>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class StepConditionals<T> : IConditionals where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly StepNetwork<T> _network;
    readonly ChannelGroups _channels;
    readonly int[][] _groups; // the channels of each group
    readonly double[] _outputs; // (image, channel)
    (int Row, int Column, int Channel) _at;

    /// <summary>Makes the step network.</summary>
    /// <param name="description">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="batch">Images in lock-step.</param>
    /// <param name="kernels">The arithmetic; null for this machine's.</param>
    /// <exception cref="ModelException">The weights do not fit the network.</exception>
    public StepConditionals(NetworkDescription description, WeightSet weights, int batch, VectorKernels<T>? kernels = null)
    {
        _network = new StepNetwork<T>(description, weights, batch, kernels);
        _channels = description.Output;
        _groups = [.. Enumerable.Range(0, _channels.Groups).Select(_channels.ChannelsOf)];
        _outputs = new double[batch * _channels.Channels];
    }

    /// <inheritdoc/>
    public ImageShape Image => _network.Description.Image;

    /// <inheritdoc/>
    public int Batch => _network.Batch;

    /// <inheritdoc/>
    public void Begin(PlainConditions conditions) => _network.Begin(conditions);

    /// <inheritdoc/>
    public void MoveTo(int row, int column, int channel)
    {
        _at = (row, column, channel);
        if (column == 0 && channel == 0) _network.BeginRow(row);
        if (channel >= _channels.Groups) return; // the pixel's output is complete already
        _network.Step(row, column, channel);
        for (var image = 0; image < Batch; image++) Convert(image);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Output(int image) => _outputs.AsSpan(image * _channels.Channels, _channels.Channels);

    /// <inheritdoc/>
    public void Set(int image, byte level) => _network.Set(_at.Row, _at.Column, _at.Channel, image, level);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Takes the channels of the current group over.</summary>
    void Convert(int image)
    {
        var channels = _groups[_at.Channel];
        var output = _network.Output(_at.Row, _at.Column, image);
        var target = _outputs.AsSpan(image * _channels.Channels, _channels.Channels);
        if (_channels.Repeats == 1) TensorPrimitives.ConvertTruncating(output.Slice(channels[0], channels.Length), target.Slice(channels[0], channels.Length));
        else
            foreach (var channel in channels) target[channel] = double.CreateTruncating(output[channel]);
    }
}
