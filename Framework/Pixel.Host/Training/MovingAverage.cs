using Pixel.Contracts;
using Pixel.Libtorch;
using Pixel.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Host.Training;

/// <summary>An exponential moving average of a network's weights, which evaluation and sampling then use (Polyak averaging).</summary>
public sealed class MovingAverage : IDisposable
{
    readonly NetworkModule _trained;
    readonly ParameterVector _source;
    readonly double _decay;
    readonly NetworkModule _network;
    readonly ParameterVector _average;
    bool _isStale;

    /// <summary>Starts from the network's present weights.</summary>
    /// <param name="network">The network that is trained.</param>
    /// <param name="source">Its parameters, as they are trained.</param>
    /// <param name="decay">The decay a step, in (0, 1).</param>
    public MovingAverage(NetworkModule network, ParameterVector source, double decay)
    {
        (_trained, _source, _decay) = (network, source, decay);
        _network = new NetworkModule(network.Description) { Kernels = network.Kernels };
        _network.to(source.Values.dtype).to(source.Values.device);
        NetworkWeights.Load(NetworkWeights.Copy(network), _network);
        foreach (var parameter in _network.parameters()) parameter.requires_grad = false;
        _average = new ParameterVector(_network);
    }

    /// <summary>A network with the averaged weights; its buffers, which average by themselves where they do, are those of the network that is trained.</summary>
    public NetworkModule Network
    {
        get
        {
            if (_isStale)
            {
                using var _ = no_grad();
                _average.Write();
                foreach (var (own, trained) in NetworkWeights.Buffers(_network).Zip(NetworkWeights.Buffers(_trained))) own.Tensor.copy_(trained.Tensor);
            }
            _isStale = false;
            return _network;
        }
    }

    /// <summary>Goes on from another average.</summary>
    /// <param name="weights">Its weights by parameter name.</param>
    public void Restore(WeightSet weights)
    {
        NetworkWeights.Load(weights, _network);
        _average.Read();
        _isStale = false;
    }

    /// <summary>Takes the weights after a step into the average; the first steps weigh more, so that the start is soon forgotten.</summary>
    /// <param name="step">The step that was made, counted from 0.</param>
    public void Update(long step)
    {
        var decay = Math.Min(_decay, (1.0 + step) / (10.0 + step));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _average.Values.Approach(decay, _source.Values); // (N)
        _isStale = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _average.Dispose();
        _network.Dispose();
    }
}
