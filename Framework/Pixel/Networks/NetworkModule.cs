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
        _layers = [.. description.Nodes.Select(node => LayerGuard.Run(node, LayerException.MapFace, node.Layer.CreateModule))];
        foreach (var (node, layer) in description.Nodes.Zip(_layers)) register_module(node.Name, layer);
        _folded = new FoldedLayers(description.Nodes, _layers);
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

    /// <summary>Computes the likelihood's parameters with teacher forcing, in an evaluation without conditions.</summary>
    /// <inheritdoc cref="forward(Tensor, ForwardContext)"/>
    public override Tensor forward(Tensor input) => forward(input, ForwardContext.Evaluation);

    /// <summary>Computes the likelihood's parameters with teacher forcing.</summary>
    /// <param name="input">
    /// Levels 0 … L − 1, (B, C, H, W), of any integer or floating type, where the network lies. What a gradient is asked for
    /// (<c>requires_grad</c>) may hold other numbers.
    /// </param>
    /// <param name="context">What the pass is part of, with the conditions of a conditional network: smaller images in the same way, labels of int64.</param>
    /// <returns>(B, output channels, H, W), in the network's type.</returns>
    /// <exception cref="ArgumentException">
    /// A condition is missing, or given where it is not asked for; or levels or labels have another shape, lie elsewhere, or are out of range.
    /// </exception>
    /// <exception cref="LayerException">A layer threw, or gave a map of another shape than it describes.</exception>
    public Tensor forward(Tensor input, ForwardContext context)
    {
        var (small, labels) = (context.Conditions.Small, context.Conditions.Labels);
        RequireSmall(small);
        var levels = Checked(input, Description.Image, nameof(input), mayVary: input.requires_grad);
        var smaller = small is null ? null : Checked(small, Description.Small!.Image, nameof(small), mayVary: small.requires_grad);
        if (smaller is not null && smaller.shape[0] != levels.shape[0])
            throw new ArgumentException($"There are smaller images for {smaller.shape[0]} of {Counted.Of(levels.shape[0], "image")}.", nameof(context));
        RequireLabels(labels, levels.shape[0]);
        var output = ForwardKnown(levels, context with { Conditions = new Conditions(smaller, labels) });
        foreach (var (made, given) in new[] { (levels, input), (smaller, small) })
            if (!ReferenceEquals(made, given) && !ReferenceEquals(made, output)) made!.Dispose();
        return output;
    }

    /// <summary>Computes the likelihood's parameters of levels that are known to be such, of the network's type.</summary>
    /// <param name="input">The images, (B, C, H, W).</param>
    /// <param name="context">What the pass is part of, with conditions that are known to fit.</param>
    /// <returns>(B, output channels, H, W).</returns>
    internal Tensor ForwardKnown(Tensor input, ForwardContext context) => Compute(input, context, _layers.Length)[_layers.Length - 1];

    /// <summary>Throws unless labels are given just where the network is conditioned on them, one an image, in range.</summary>
    /// <param name="labels">Whole numbers, (B), int64, where the network lies; or null.</param>
    /// <param name="images">B.</param>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    internal void RequireLabels(Tensor? labels, long images)
    {
        if (labels is null != (Description.Classes == 0))
            throw new ArgumentException(labels is null ? $"A class-conditional network needs the labels of the images, 0 to {Description.Classes - 1}." : "The network is not class-conditional.", nameof(labels));
        if (labels is null) return;
        if (labels.dtype != ScalarType.Int64 || labels.shape is not [var count] || count != images)
            throw new ArgumentException($"The labels are {labels.dtype} ({string.Join(", ", labels.shape)}); {Counted.Of(images, "image")} have labels of Int64 ({images}).", nameof(labels));
        if (images == 0) return;
        using var scope = NewDisposeScope();
        var (least, most) = (labels.min().item<long>(), labels.max().item<long>());
        if (least < 0 || most >= Description.Classes)
            throw new ArgumentException($"A label is {(least < 0 ? least : most)}; the network knows classes 0 to {Description.Classes - 1}.", nameof(labels));
    }

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
        Kernels.IsManaged(input) && Description.Nodes[^1].Layer is MaskedConvolution { Taps.IsPoint: true, Step: 1 };

    /// <summary>Computes all layers but the last.</summary>
    /// <param name="input">Levels 0 … L − 1 in the network's floating type, (B, C, H, W).</param>
    /// <param name="context">What the pass is part of, with conditions that are known to fit.</param>
    /// <returns>What the last layer reads, (B, C', H, W), that layer, and whether it reads through a ReLU.</returns>
    internal (Tensor Features, MaskedConvolutionModule Head, bool Rectify) ForwardToHead(Tensor input, ForwardContext context)
    {
        var last = _layers.Length - 1;
        return (Compute(input, context, last)[_folded.Nodes[last].Inputs[0]], (MaskedConvolutionModule)_layers[last], _folded.Rectifies(last));
    }

    LiveMaps Compute(Tensor input, ForwardContext context, int count)
    {
        var maps = new LiveMaps(_folded.Nodes, input, context.Conditions.Small);
        for (var i = 0; i < count; i++)
        {
            if (_folded.IsFolded(i)) continue;
            var (node, layer) = (_folded.Nodes[i], _layers[i]);
            if (_folded.Convolution(i) is { } convolution)
            {
                maps.Compute(i, () => Convolve(maps, i, convolution));
                continue;
            }
            Tensor[] inputs = i == 0 ? [input] : [.. node.Inputs.Select(read => maps[read])];
            maps.Compute(i, () => layer.ForwardKnown(inputs, context with { Layer = i }));
        }
        return maps;
    }

    Tensor Convolve(LiveMaps maps, int node, int convolution)
    {
        var reads = _folded.Nodes[node].Inputs;
        var layer = (IFoldingLayer)_layers[convolution];
        var (rectify, isShared) = (_folded.Rectifies(convolution), maps.IsReadAfter(reads[0], node));
        var (output, input) = _layers[node] is IGatedScan scan
            ? scan.Forward(maps[reads[0]], (MaskedConvolutionModule)layer, rectify, isShared)
            : layer.Forward(maps[reads[0]], rectify, reads.Count > 1 ? maps[reads[1]] : null, isShared);
        maps.Replace(reads[0], input);
        return output;
    }

    /// <summary>Draws the initial weights from each parameter's <see cref="Initialiser"/>; the same for a seed on every device and libtorch.</summary>
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
                for (var i = 0; i < values.Length; i++) values[i] = parameter.Initial.Draw(random, index, (uint)i);
                using var scope = NewDisposeScope();
                layer.get_parameter(parameter.Name)!.copy_(tensor(values, [.. parameter.Shape]));
                index++;
            }
    }

    /// <summary>Whether the first weights of some layer depend on images.</summary>
    public bool InitializesFromBatch => Array.Exists(_layers, layer => layer.InitializesFromBatch) || Small is { InitializesFromBatch: true };

    /// <summary>Sets first weights that depend on what layers read, layer by layer, from a batch (Salimans and Kingma, 2016, section 3).</summary>
    /// <param name="input">Levels 0 … L − 1, (B, C, H, W), in the network's type.</param>
    /// <param name="context">What the batch is modelled given; nothing drops.</param>
    public void InitializeFrom(Tensor input, ForwardContext context)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        context = context with { IsTraining = false };
        if (Small is not null && context.Conditions.Small is { } small) Small.InitializeFrom(small, context with { Conditions = context.Conditions with { Small = null } });
        if (!InitializesFromBatch) return;
        var maps = new Tensor[_layers.Length]; // none is folded: a layer is asked by what it reads itself
        for (var i = 0; i < _layers.Length; i++)
        {
            Tensor[] inputs = i == 0 ? [input] : [.. Description.Nodes[i].Inputs.Select(read => maps[read])];
            if (_layers[i].InitializesFromBatch) _layers[i].InitializeFrom(inputs);
            maps[i] = _layers[i].ForwardKnown(inputs, context with { Layer = i });
        }
    }
}
