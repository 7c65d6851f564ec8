using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Layers;
using Pixel.Layers.Lstm;
using Pixel.Libtorch;
using Pixel.Randomness;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pixel.Networks;

/// <summary>The map face of a network: images in, the likelihood's parameters out, for all positions at once, with autograd.</summary>
/// <remarks>Build it outside any dispose scope. Parameters are named node.parameter, as in <c>layer1_conv.weight</c>.</remarks>
public sealed class NetworkModule : nn.Module<Tensor, Tensor>
{
    readonly LayerModule[] _layers;
    readonly FoldedLayers _folded;

    static NetworkModule() => TorchLibrary.Load();

    /// <summary>Makes the modules, with all parameters zero.</summary>
    /// <param name="description">The network.</param>
    /// <exception cref="LayerException">A layer threw.</exception>
    public NetworkModule(NetworkDescription description) : base("network")
    {
        Description = description;
        _folded = new FoldedLayers(description.Nodes);
        _layers = [.. description.Nodes.Select(node => LayerGuard.Run(node, LayerException.MapFace, node.Layer.CreateModule))];
        foreach (var (node, layer) in description.Nodes.Zip(_layers)) register_module(node.Name, layer);
        SetGroupNorms();
        if (description.Small is null) return;
        Small = new NetworkModule(description.Small);
        register_module("small", Small);
    }

    /// <summary>TorchSharp 0.107 makes a GroupNorm of whatever its memory holds; other modules have their first weights.</summary>
    void SetGroupNorms()
    {
        foreach (var norm in modules().OfType<GroupNorm>().Where(norm => norm.weight is not null))
        {
            nn.init.ones_(norm.weight!);
            nn.init.zeros_(norm.bias!);
        }
    }

    /// <summary>The network of the smaller image, for a conditional network; null for others.</summary>
    public NetworkModule? Small { get; }

    /// <summary>The network.</summary>
    public NetworkDescription Description { get; }

    /// <summary>The path by which the layers compute, where they have a choice; that of the smaller image's network too.</summary>
    /// <value>The default value is <see cref="KernelPath.Managed"/>.</value>
    public KernelPath Kernels
    {
        get => _layers[0].Kernels;
        set
        {
            foreach (var layer in _layers) layer.Kernels = value;
            if (Small is not null) Small.Kernels = value;
        }
    }

    /// <summary>Whether every layer computes by the managed kernels on the CPU.</summary>
    public bool IsManaged => Kernels == KernelPath.Managed && Array.TrueForAll(_layers, layer => layer.HasManagedKernels) && Small is not { IsManaged: false };

    /// <summary>Whether every layer computes by the managed kernels on these images, so that several threads may call the network at once.</summary>
    /// <param name="images">The images.</param>
    internal bool ComputesManaged(Tensor images) => IsManaged && Kernels.IsManaged(images);

    /// <summary>Computes the likelihood's parameters with teacher forcing.</summary>
    /// <inheritdoc cref="forward(Tensor, Tensor)"/>
    public override Tensor forward(Tensor input) => forward(input, null);

    /// <summary>Computes the likelihood's parameters with teacher forcing, given the smaller image of a conditional network.</summary>
    /// <param name="input">
    /// Levels 0 … L − 1, (B, C, H, W), of any integer or floating type, where the network lies. What a gradient is asked for
    /// (<c>requires_grad</c>) may hold other numbers.
    /// </param>
    /// <param name="small">Levels of the smaller image, (B, C, s, s), in the same way; null for an unconditional network.</param>
    /// <returns>(B, output channels, H, W), in the network's type.</returns>
    /// <exception cref="ArgumentException">
    /// The smaller image is missing, or given where it is not asked for; or levels have another shape, lie elsewhere, or are out of range.
    /// </exception>
    /// <exception cref="LayerException">A layer threw, or gave a map of another shape than it describes.</exception>
    public Tensor forward(Tensor input, Tensor? small)
    {
        RequireSmall(small);
        var levels = Checked(input, Description.Image, nameof(input), mayVary: input.requires_grad);
        var smaller = small is null ? null : Checked(small, Description.Small!.Image, nameof(small), mayVary: small.requires_grad);
        if (smaller is not null && smaller.shape[0] != levels.shape[0])
            throw new ArgumentException($"There are smaller images for {smaller.shape[0]} of {Counted.Of(levels.shape[0], "image")}.", nameof(small));
        var output = ForwardKnown(levels, smaller);
        foreach (var (made, given) in new[] { (levels, input), (smaller, small) })
            if (!ReferenceEquals(made, given) && !ReferenceEquals(made, output)) made!.Dispose();
        return output;
    }

    /// <summary>Computes the likelihood's parameters of levels that are known to be such, of the network's type.</summary>
    /// <param name="input">The images, (B, C, H, W).</param>
    /// <param name="small">The smaller images, (B, C, s, s); null for an unconditional network.</param>
    /// <returns>(B, output channels, H, W).</returns>
    internal Tensor ForwardKnown(Tensor input, Tensor? small) => Compute(input, small, _layers.Length)[_layers.Length - 1];

    /// <summary>Images in the network's type, once they are known to be levels, and to lie where it does.</summary>
    /// <inheritdoc cref="LevelTensor.Checked"/>
    internal Tensor Checked(Tensor levels, ImageShape image, string name, bool mayVary = false) =>
        LevelTensor.Checked(levels, image, parameters().FirstOrDefault(), name, mayVary);

    void RequireSmall(Tensor? small)
    {
        if (small is null != Description.Small is null)
            throw new ArgumentException(small is null ? "A conditional network needs the smaller image." : "The network is not conditional.", nameof(small));
    }

    /// <summary>Whether the last layer is a 1×1 masked convolution of the managed kernels, which a likelihood can compute itself.</summary>
    /// <param name="input">The images.</param>
    internal bool HasManagedHead(Tensor input) =>
        Kernels.IsManaged(input) && Description.Nodes[^1].Layer is MaskedConvolution { KernelHeight: 1, KernelWidth: 1 };

    /// <summary>Computes all layers but the last.</summary>
    /// <param name="input">Levels 0 … L − 1 in the network's floating type, (B, C, H, W).</param>
    /// <param name="small">Levels of the smaller image, (B, C, s, s); null for an unconditional network.</param>
    /// <returns>What the last layer reads, (B, C', H, W), that layer, and whether it reads through a ReLU.</returns>
    internal (Tensor Features, MaskedConvolutionModule Head, bool Rectify) ForwardToHead(Tensor input, Tensor? small)
    {
        var last = _layers.Length - 1;
        return (Compute(input, small, last)[_folded.Nodes[last].Inputs[0]], (MaskedConvolutionModule)_layers[last], _folded.Rectifies(last));
    }

    LiveMaps Compute(Tensor input, Tensor? small, int count)
    {
        var maps = new LiveMaps(_folded.Nodes, input, small);
        for (var i = 0; i < count; i++)
        {
            if (_folded.IsFolded(i)) continue;
            var (node, layer) = (_folded.Nodes[i], _layers[i]);
            if (_folded.Convolution(i) is { } convolution)
            {
                maps.Compute(i, () => Convolve(maps, i, convolution));
                continue;
            }
            Tensor[] inputs = node.Layer.ReadsSmallImage ? [small!] : i == 0 ? [input] : [.. node.Inputs.Select(read => maps[read])];
            maps.Compute(i, () => layer.ForwardKnown(inputs));
        }
        return maps;
    }

    Tensor Convolve(LiveMaps maps, int node, int convolution)
    {
        var reads = _folded.Nodes[node].Inputs;
        var layer = (MaskedConvolutionModule)_layers[convolution];
        var (rectify, isShared) = (_folded.Rectifies(convolution), maps.IsReadAfter(reads[0], node));
        var (output, input) = _layers[node] is IGatedScan scan
            ? scan.Forward(maps[reads[0]], layer, rectify, isShared)
            : layer.Forward(maps[reads[0]], rectify, reads.Count > 1 ? maps[reads[1]] : null, isShared);
        maps.Replace(reads[0], input);
        return output;
    }

    /// <summary>Draws the initial weights, uniformly within each parameter's bound; the same for a seed on every device and libtorch.</summary>
    /// <param name="seed">The experiment's seed.</param>
    public void Initialize(ulong seed)
    {
        // A key of its own, so that the two networks of a pyramid do not start alike.
        Small?.Initialize(unchecked(seed + 0x9E3779B97F4A7C15));
        var random = new CounterRandom(seed, RandomStream.Initialization);
        using var _ = no_grad();
        var index = 0UL;
        foreach (var (node, layer) in Description.Nodes.Zip(_layers))
            foreach (var parameter in node.Layer.Parameters)
            {
                var values = new double[parameter.Elements];
                for (var i = 0; i < values.Length; i++) values[i] = (2 * random.Uniform(index, (uint)i) - 1) * parameter.Bound;
                using var scope = NewDisposeScope();
                layer.get_parameter(parameter.Name)!.copy_(tensor(values, [.. parameter.Shape]));
                index++;
            }
    }
}
