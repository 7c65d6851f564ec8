using Pixel.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Host.Training;

/// <summary>An exponential moving average of a network's weights, which evaluation and sampling then use (Polyak averaging).</summary>
public sealed class MovingAverage
{
    readonly NetworkModule _source;
    readonly double _decay;

    /// <summary>Starts from the network's present weights.</summary>
    /// <param name="source">The network that is trained.</param>
    /// <param name="decay">The decay a step, in (0, 1).</param>
    public MovingAverage(NetworkModule source, double decay)
    {
        (_source, _decay) = (source, decay);
        var parameter = source.parameters().First();
        Network = new NetworkModule(source.Description) { Kernels = source.Kernels };
        Network.to(parameter.dtype).to(parameter.device);
        NetworkWeights.Load(NetworkWeights.Copy(source), Network);
        foreach (var average in Network.parameters()) average.requires_grad = false;
    }

    /// <summary>A network with the averaged weights.</summary>
    public NetworkModule Network { get; }

    /// <summary>Takes the weights after a step into the average; the first steps weigh more, so that the start is soon forgotten.</summary>
    /// <param name="step">The step that was made, counted from 0.</param>
    public void Update(long step)
    {
        var decay = Math.Min(_decay, (1.0 + step) / (10.0 + step));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (average, weight) in Network.parameters().Zip(_source.parameters()))
            average.mul_(decay).add_(weight, 1 - decay);
    }
}
