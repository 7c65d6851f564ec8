using Pixel.Checks.Gradients.Internal;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Models;
using Pixel.Kernels;
using Pixel.Networks;
using Pixel.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Checks.Gradients;

/// <summary>Checks the outputs and all gradients of a network against an independent oracle and against central differences.</summary>
/// <remarks>
/// First each layer alone, on random inputs, which names the layer that is at fault; then the network, which proves that they are put
/// together right. Weights are drawn from the seed and moved by one training step, so that none is zero by its initialisation.
/// </remarks>
/// <param name="network">The network.</param>
/// <param name="likelihood">The likelihood of its output.</param>
/// <param name="options">How to check; by default two images on the CPU in float64.</param>
public sealed class GradientCheck(NetworkDescription network, ILikelihood likelihood, GradientCheckOptions? options = null)
{
    const double StepSize = 0.01;
    readonly GradientCheckOptions _options = options ?? new GradientCheckOptions();

    /// <summary>The network that this one should be, which the oracle computes: the same nodes, inputs and parameters.</summary>
    /// <value>By default null, the network itself. Another lets a layer of one's own be checked against the shared one that it replaces.</value>
    public NetworkDescription? Claim { get; init; }

    /// <summary>Checks the network.</summary>
    /// <param name="progress">Receives how far the check is, from 0 to 1.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <exception cref="ExperimentException">There is no such device.</exception>
    /// <exception cref="ArgumentException">The nodes of <see cref="Claim"/> have other names.</exception>
    public GradientReport Run(IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var claim = Claim ?? network;
        if (!claim.Nodes.Select(node => node.Name).SequenceEqual(network.Nodes.Select(node => node.Name)))
            throw new ArgumentException("The network and the one that it should be have nodes of different names; only their layers may differ.");
        using var exact = Devices.Place(new NetworkModule(network) { Kernels = _options.Kernels }, _options.Device);
        exact.to(ScalarType.Float64);
        exact.Initialize(_options.Seed);
        InitializeFrom(exact);
        exact.eval(); // dropout and running statistics would differ from one pass to the next
        var random = new RandomValues(_options.Seed);
        Train(exact, random);
        using var single = _options.IsSingle ? Single(exact) : null;
        var rows = new List<GradientRow>();
        var layers = network.Nodes.Count + (network.Small?.Nodes.Count ?? 0);
        AddLayers(network, claim, "", single ?? exact, exact);
        rows.AddRange(new NetworkRows(network, claim, likelihood, _options, random).Compare(single ?? exact, exact, share =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report((1 + share) / 2);
        }));
        return new GradientReport(rows, [.. Strangers(claim, "")], network.HasStepFace);

        void AddLayers(NetworkDescription part, NetworkDescription should, string prefix, NetworkModule tested, NetworkModule precise)
        {
            if (part.Small is not null) AddLayers(part.Small, should.Small!, "small.", tested.Small!, precise.Small!);
            foreach (var (node, twin) in part.Nodes.Zip(should.Nodes))
            {
                cancellation.ThrowIfCancellationRequested();
                var named = node with { Name = prefix + node.Name };
                LayerDescription[] sources = [.. node.Inputs.Select(input => part.Nodes[input].Layer)];
                rows.AddRange(new LayerRows(named, twin.Layer, sources, part.Image, part.Small?.Image, _options, random)
                    .Compare(Child(tested, node.Name), Child(precise, node.Name)));
                progress?.Report(0.5 * rows.Select(row => row.Layer).Distinct().Count() / layers);
            }
        }
    }

    static LayerModule Child(NetworkModule module, string name) => (LayerModule)module.named_children().First(child => child.name == name).module;

    static IEnumerable<string> Strangers(NetworkDescription part, string prefix) =>
        (part.Small is null ? [] : Strangers(part.Small, "small."))
        .Concat(part.Nodes.Where(node => !Oracle.Supports(node.Layer)).Select(node => prefix + node.Name));

    /// <summary>The same network in float32; the one given takes over its rounded weights.</summary>
    NetworkModule Single(NetworkModule exact)
    {
        var single = Devices.Place(new NetworkModule(network) { Kernels = _options.Kernels }, _options.Device);
        single.eval();
        NetworkWeights.Load(NetworkWeights.Copy(exact), single);
        NetworkWeights.Load(NetworkWeights.Copy(single), exact);
        return single;
    }

    void InitializeFrom(NetworkModule module)
    {
        using var scope = NewDisposeScope();
        var levels = new RandomValues(_options.Seed + 1).Levels(network.Image, 8).to_type(ScalarType.Float64).to(Placement.Of(_options.Device));
        module.InitializeFrom(levels, Given(levels, withSmall: true));
    }

    ForwardContext Given(Tensor levels, bool withSmall) => new()
    {
        Conditions = new Conditions(
            withSmall && network.Small is { Image: var small } ? TeacherForcing.Subsample(levels, small) : null,
            network.Classes == 0 ? null : arange(levels.shape[0], ScalarType.Int64, levels.device).remainder(network.Classes)),
    };

    void Train(NetworkModule module, RandomValues random)
    {
        using var scope = NewDisposeScope();
        var levels = random.Levels(network.Image, _options.Images).to(Placement.Of(_options.Device));
        var (image, small) = TeacherForcing.Nats(module, likelihood, levels, Given(levels, withSmall: false));
        (small is null ? image : image + small).mean().backward();
        using var _ = no_grad();
        foreach (var parameter in module.parameters())
            if (parameter.grad is { } gradient) parameter.sub_(gradient * StepSize);
    }
}

/// <summary>How a gradient check is done.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>The seed of weights, images, cotangents and of the elements that are picked.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Images in the batch, at least 1.</summary>
    public int Images { get; init; } = 2;

    /// <summary>Where the map face runs: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The path by which the map face computes.</summary>
    public KernelPath Kernels { get; init; } = KernelPath.Managed;

    /// <summary>Whether the faces are checked in float32; what they are compared with is in float64 either way.</summary>
    public bool IsSingle { get; init; }

    /// <summary>How many elements of each tensor of a layer alone are compared with central differences; the oracle compares all.</summary>
    public int Elements { get; init; } = 24;

    /// <summary>The same in the whole network, where a difference costs two forward passes.</summary>
    public int NetworkElements { get; init; } = 3;

    /// <summary>Along how many random directions besides, each of which sees every element of the tensor.</summary>
    public int Directions { get; init; } = 2;
}
