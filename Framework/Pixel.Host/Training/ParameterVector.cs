using Pixel.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pixel.Host.Training;

/// <summary>All parameters of a network as one vector: however many layers there are, an optimiser or an average has one tensor to work on.</summary>
/// <remarks>The vector is a copy: <see cref="Write"/> gives the network what was computed.</remarks>
public sealed class ParameterVector
{
    readonly (Parameter Parameter, long First)[] _parameters;
    readonly Tensor[] _shares;

    /// <summary>Starts from the network's present weights.</summary>
    /// <param name="network">The network, on its device and in its floating type.</param>
    public ParameterVector(NetworkModule network)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var first = 0L;
        _parameters = [.. network.parameters().Select(parameter => (parameter, (first += parameter.numel()) - parameter.numel()))];
        Values = new Parameter(cat([.. _parameters.Select(each => each.Parameter.reshape(-1))])); // (N)
        Values.DetachFromDisposeScope();
        _shares = [.. _parameters.Select(each => Share(Values.detach(), each).DetachFromDisposeScope())];
    }

    /// <summary>The values, (N), in the order of the network's parameters.</summary>
    public Parameter Values { get; }

    /// <summary>From now on the network's gradients are those of <see cref="Values"/>, at first zero.</summary>
    public void ShareGradients()
    {
        using var scope = NewDisposeScope();
        Values.grad = zeros_like(Values); // (N)
        // libtorch adds to a gradient that is there where it lies.
        foreach (var each in _parameters) each.Parameter.grad = Share(Values.grad, each);
    }

    /// <summary>Takes the values over from the network, when it was given others.</summary>
    public void Read()
    {
        using var _ = no_grad();
        foreach (var (share, (parameter, _)) in _shares.Zip(_parameters)) share.copy_(parameter);
    }

    /// <summary>Gives the values to the network.</summary>
    public void Write()
    {
        using var _ = no_grad();
        foreach (var (share, (parameter, _)) in _shares.Zip(_parameters)) parameter.copy_(share);
    }

    static Tensor Share(Tensor vector, (Parameter Parameter, long First) each) =>
        vector.narrow(0, each.First, each.Parameter.numel()).view(each.Parameter.shape);
}
