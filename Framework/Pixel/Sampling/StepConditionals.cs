using System.Numerics;
using Pixel.Contracts;
using Pixel.Networks;

namespace Pixel.Sampling;

/// <summary>Conditionals from the step face: one forward pass of arithmetic for a whole image, and no libtorch.</summary>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class StepConditionals<T> : IConditionals where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly StepNetwork<T> _network;
    readonly double[] _output;
    (int Row, int Column, int Channel) _at;

    /// <summary>Makes the step network.</summary>
    /// <param name="description">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="batch">Images in lock-step.</param>
    /// <exception cref="ModelException">The weights do not fit the network.</exception>
    public StepConditionals(NetworkDescription description, WeightSet weights, int batch)
    {
        _network = new StepNetwork<T>(description, weights, batch);
        _output = new double[description.Output.Channels];
    }

    /// <inheritdoc/>
    public ImageShape Image => _network.Description.Image;

    /// <inheritdoc/>
    public int Batch => _network.Batch;

    /// <inheritdoc/>
    public void Begin(ReadOnlySpan<byte> small) => _network.Begin(small);

    /// <inheritdoc/>
    public void MoveTo(int row, int column, int channel)
    {
        _at = (row, column, channel);
        if (column == 0 && channel == 0) _network.BeginRow(row);
        if (channel < _network.Description.Output.Groups) _network.Step(row, column, channel);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Output(int image)
    {
        var output = _network.Output(_at.Row, _at.Column, image);
        for (var i = 0; i < output.Length; i++) _output[i] = double.CreateTruncating(output[i]);
        return _output;
    }

    /// <inheritdoc/>
    public void Set(int image, byte level) => _network.Set(_at.Row, _at.Column, _at.Channel, image, level);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
