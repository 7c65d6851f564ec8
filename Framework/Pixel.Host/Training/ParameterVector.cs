using Pixel.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pixel.Host.Training;

/// <summary>All parameters of a network as one vector: however many layers there are, an optimiser or an average has one tensor to work on.</summary>
/// <remarks>The vector is a copy: <see cref="Write"/> gives the network what was computed.</remarks>
public sealed class ParameterVector : IDisposable
{
    readonly (string Name, Parameter Parameter, long First)[] _parameters;
    readonly Tensor[] _shares;

    /// <summary>Starts from the network's present weights.</summary>
    /// <param name="network">The network, on its device and in its floating type.</param>
    public ParameterVector(NetworkModule network)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var first = 0L;
        _parameters = [.. network.named_parameters().Select(each => (each.name, each.parameter, (first += each.parameter.numel()) - each.parameter.numel()))];
        Values = new Parameter(cat([.. _parameters.Select(each => each.Parameter.reshape(-1))])); // (N)
        Values.DetachFromDisposeScope();
        _shares = [.. Shares(Values.detach()).Select(each => each.Share.DetachFromDisposeScope())];
    }

    /// <summary>The values, (N), in the order of the network's parameters.</summary>
    public Parameter Values { get; }

    /// <summary>From now on the network's gradients are those of <see cref="Values"/>, at first zero.</summary>
    public void ShareGradients()
    {
        using var scope = NewDisposeScope();
        Values.grad = zeros_like(Values); // (N)
        // libtorch adds to a gradient that is there where it lies.
        foreach (var ((_, parameter, _), (_, share)) in _parameters.Zip(Shares(Values.grad))) parameter.grad = share;
    }

    /// <summary>Takes the values over from the network, when it was given others.</summary>
    public void Read()
    {
        using var _ = no_grad();
        foreach (var (share, (_, parameter, _)) in _shares.Zip(_parameters)) share.copy_(parameter);
    }

    /// <summary>Gives the values to the network.</summary>
    public void Write()
    {
        using var _ = no_grad();
        foreach (var (share, (_, parameter, _)) in _shares.Zip(_parameters)) parameter.copy_(share);
    }

    /// <summary>Views a vector of as many numbers as there are parameters, such as their average, as a tensor each.</summary>
    /// <param name="vector">(N).</param>
    /// <returns>The parameters' names, and what is theirs in their shapes, on the vector's memory.</returns>
    public IEnumerable<(string Name, Tensor Share)> Shares(Tensor vector) =>
        _parameters.Select(each => (each.Name, vector.narrow(0, each.First, each.Parameter.numel()).view(each.Parameter.shape)));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var share in _shares) share.Dispose();
        Values.Dispose();
    }
}
