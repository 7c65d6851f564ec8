using Pixel.Contracts;
using Pixel.Libtorch;
using Pixel.Networks;
using static TorchSharp.torch;

namespace Pixel.Sampling;

/// <summary>Conditionals from the map face: a whole forward pass for every sub-pixel. Slow, and the oracle of the step face.</summary>
public sealed class MapConditionals : IConditionals
{
    readonly NetworkModule _network;
    readonly Tensor _levels;
    readonly Tensor? _small;
    readonly Tensor? _labels;
    double[] _outputs = [];
    (int Row, int Column, int Channel) _at;

    /// <summary>Wraps a network, which stays the caller's.</summary>
    /// <param name="network">The map face.</param>
    /// <param name="batch">Images in lock-step.</param>
    public MapConditionals(NetworkModule network, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        (_network, Batch) = (network, batch);
        var parameter = network.parameters().FirstOrDefault();
        _levels = Empty(Image);
        if (network.Description.Small is { } small) _small = Empty(small.Image);
        if (network.Description.Classes > 0) _labels = zeros([batch], ScalarType.Int64, parameter?.device).DetachFromDisposeScope();

        Tensor Empty(ImageShape image) => zeros(
            [batch, image.Channels, image.Height, image.Width], parameter?.dtype ?? ScalarType.Float32, parameter?.device).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public ImageShape Image => _network.Description.Image;

    /// <inheritdoc/>
    public int Batch { get; }

    /// <inheritdoc/>
    public void Begin(PlainConditions conditions)
    {
        conditions.Require(_network.Description, Batch);
        using var scope = NewDisposeScope();
        _labels?.copy_(tensor(Array.ConvertAll(conditions.Labels.ToArray(), label => (long)label)));
        _levels.zero_();
        _small?.copy_(tensor(Array.ConvertAll(conditions.Small.ToArray(), level => (float)level), _small.shape));
    }

    /// <inheritdoc/>
    public void MoveTo(int row, int column, int channel)
    {
        _at = (row, column, channel);
        if (channel >= _network.Description.Output.Groups) return; // the pixel's output is complete already
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var output = _network.ForwardKnown(_levels, new ForwardContext { Conditions = new Conditions(_small, _labels) }).select(3, column).select(2, row); // (B, output channels)
        _outputs = output.to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Output(int image)
    {
        var channels = _network.Description.Output.Channels;
        return _outputs.AsSpan(image * channels, channels);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The images have no such level.</exception>
    public void Set(int image, byte level)
    {
        if (level >= Image.Levels) throw new ArgumentOutOfRangeException(nameof(level), level, $"The images have levels 0 to {Image.Levels - 1}.");
        using var scope = NewDisposeScope();
        _levels.select(0, image).select(0, _at.Channel).select(0, _at.Row).select(0, _at.Column).Fill((float)level);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _levels.Dispose();
        _small?.Dispose();
        _labels?.Dispose();
    }
}
