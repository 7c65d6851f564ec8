using Pixel.Kernels;
using Pixel.Libtorch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pixel.Contracts;

/// <summary>The map face of a layer: feature maps (B, C, H, W) in, a feature map (B, C', H, W) out.</summary>
/// <remarks>The parameters and buffers of the description are registered under their names, so both faces agree on them.</remarks>
public abstract class LayerModule : nn.Module<Tensor[], ForwardContext, Tensor>
{
    static LayerModule() => TorchLibrary.Load();

    /// <summary>Registers the description's parameters, all zeros until the network is initialised, and its buffers.</summary>
    /// <param name="description">The layer to make.</param>
    protected LayerModule(LayerDescription description) : base(description.Kind)
    {
        foreach (var parameter in description.Parameters)
        {
            var tensor = new Parameter(zeros([.. parameter.Shape]));
            tensor.DetachFromDisposeScope();
            register_parameter(parameter.Name, tensor);
        }
        foreach (var buffer in description.Buffers) register_buffer(buffer.Name, full([.. buffer.Shape], buffer.Initial, ScalarType.Float32).DetachFromDisposeScope());
    }

    /// <summary>Whether the layer computes by the managed kernels where it can, or does so little that it does not matter.</summary>
    /// <remarks>In evaluation several threads then call the layer at once, each with some of the images: it must keep nothing between calls.</remarks>
    /// <value>The default value is false: libtorch's operations, on as many threads as are asked for.</value>
    public virtual bool HasManagedKernels => false;

    /// <summary>The path by which the layer computes, where it has a choice.</summary>
    /// <value>The default value is <see cref="KernelPath.Managed"/>.</value>
    public KernelPath Kernels { get; set; } = KernelPath.Managed;

    /// <summary>Computes the layer's map in an evaluation without conditions.</summary>
    /// <param name="inputs">The maps that are read, each (B, C, H, W).</param>
    /// <returns>(B, C', H, W).</returns>
    public Tensor forward(params Tensor[] inputs) => forward(inputs, ForwardContext.Evaluation);

    /// <summary>Computes the layer within a network, which has looked at what it was given itself.</summary>
    /// <param name="inputs">Feature maps, or levels, of just the shapes and the type that the layer takes.</param>
    /// <param name="context">What the pass is part of.</param>
    internal virtual Tensor ForwardKnown(Tensor[] inputs, ForwardContext context) => forward(inputs, context);

    /// <summary>Whether <see cref="InitializeFrom"/> does anything.</summary>
    /// <value>The default value is false.</value>
    public virtual bool InitializesFromBatch => false;

    /// <summary>Sets first weights that depend on what the layer reads, in a first pass over a batch (Salimans and Kingma, 2016, section 3).</summary>
    /// <param name="inputs">The maps that are read.</param>
    public virtual void InitializeFrom(Tensor[] inputs)
    {
    }

    /// <summary>Whether to compute with the managed kernels: asked for, and the input lies in the CPU's memory in float32 or float64.</summary>
    /// <param name="input">The layer's input.</param>
    protected bool UsesManagedKernels(Tensor input) => Kernels.IsManaged(input);

    /// <summary>A parameter of the description, where it lives now.</summary>
    /// <param name="name">Its name within the layer.</param>
    protected Parameter Weight(string name) => get_parameter(name)!;

    /// <summary>A buffer of the description, where it lives now.</summary>
    /// <param name="name">Its name within the layer.</param>
    protected Tensor Saved(string name) => get_buffer(name)!;

    /// <summary>Registers a constant, such as a mask: it moves with the module and is not saved.</summary>
    /// <param name="name">The name of the field that holds it; a move to another device re-assigns that field.</param>
    /// <param name="constant">The tensor, taken over.</param>
    /// <returns>The tensor, for the field.</returns>
    protected Tensor RegisterConstant(string name, Tensor constant)
    {
        constant.DetachFromDisposeScope();
        register_buffer(name, constant); // TorchSharp moves no other buffers than persistent ones
        return constant;
    }
}

/// <summary>The map face of a layer with one input.</summary>
/// <param name="description">The layer to make.</param>
public abstract class UnaryLayerModule(LayerDescription description) : LayerModule(description)
{
    /// <summary>Computes the output map.</summary>
    /// <param name="input">(B, C, H, W).</param>
    /// <returns>(B, C', H, W).</returns>
    public abstract Tensor Forward(Tensor input);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is not just one input.</exception>
    public sealed override Tensor forward(Tensor[] inputs, ForwardContext context) => inputs is [var input]
        ? Forward(input)
        : throw new ArgumentException($"The layer takes one input, but is given {inputs.Length}.", nameof(inputs));
}
