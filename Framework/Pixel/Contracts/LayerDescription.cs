using System.Numerics;

namespace Pixel.Contracts;

/// <summary>A layer as a description: kind, sizes and options, no tensors. Both faces and all that reads structure come from it.</summary>
/// <remarks>
/// A plug-in's own layer derives from this record. It must bring a map face (<see cref="CreateModule"/>); without a step face it still
/// trains, and samples slowly through the ancestral sampler.
/// </remarks>
public abstract record LayerDescription
{
    /// <summary>The kind of layer in summaries, for example <c>masked convolution</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The sizes in summaries, for example <c>7×7 A, 3 → 32</c>.</summary>
    public abstract string Details { get; }

    /// <summary>The channels of the output map (B, C, H, W) and their colour groups.</summary>
    public abstract ChannelGroups Output { get; }

    /// <summary>When the output map becomes known while an image is stepped through.</summary>
    /// <value>The default value is <see cref="MapTiming.Pixel"/>.</value>
    public virtual MapTiming Timing => MapTiming.Pixel;

    /// <summary>Pixels of the image from a column or row of the output map to the next; it divides height and width.</summary>
    /// <value>The default value is 1: a map of the image's size.</value>
    public virtual int Stride => 1;

    /// <summary>The stride of the maps that are read.</summary>
    /// <value>The default value is <see cref="Stride"/>; a layer that makes maps coarser or finer has another.</value>
    public virtual int InputStride => Stride;

    /// <summary>The output map.</summary>
    public MapDescription Map => new(Output, Timing, Stride);

    /// <summary>The trainable parameters, which the network draws; with a step face all there are.</summary>
    /// <remarks>Without one, modules of TorchSharp's that the map face holds (<c>nn.Conv2d</c>, <c>nn.LayerNorm</c>) add theirs, and draw them themselves.</remarks>
    public virtual IReadOnlyList<ParameterDescription> Parameters => [];

    /// <summary>The numbers that are saved with the parameters and not trained, such as running means.</summary>
    public virtual IReadOnlyList<BufferDescription> Buffers => [];

    /// <summary>How many rows of its inputs above its own place the layer reads; the step face keeps that many. With none, and no <see cref="ColumnReach"/>, the current pixel alone.</summary>
    /// <remarks>A layer whose <see cref="Timing"/> is <see cref="MapTiming.Row"/> reads nothing but rows above of an input that is known pixel by pixel.</remarks>
    public virtual int RowReach => 0;

    /// <summary>How many columns of its inputs to either side of its own place the layer reads; the step face keeps that many columns of zeros beside the map.</summary>
    public virtual int ColumnReach => 0;

    /// <summary>What the layer reads beside other layers.</summary>
    /// <value>The default value is <see cref="Condition.None"/>.</value>
    public virtual Condition Condition => Condition.None;

    /// <summary>Checks that the layer fits what it is given.</summary>
    /// <param name="inputs">The channels of each input, in order.</param>
    /// <exception cref="ModelException">The inputs do not fit; the message says what was expected.</exception>
    public abstract void Validate(IReadOnlyList<ChannelGroups> inputs);

    /// <summary>The cells that one output cell is computed from directly; the basis of receptive fields.</summary>
    /// <param name="cell">A cell of the output.</param>
    /// <param name="height">Rows of the output map.</param>
    /// <param name="width">Columns of the output map.</param>
    /// <returns>Cells of the input maps, in their own rows and columns.</returns>
    public abstract IEnumerable<Read> Reads(Cell cell, int height, int width);

    /// <summary>Multiply-adds for one image, masked taps not counted.</summary>
    /// <param name="height">Rows of the output map.</param>
    /// <param name="width">Columns of the output map.</param>
    public virtual long MultiplyAdds(int height, int width) => 0;

    /// <summary>Makes the map face: a module from whole feature maps to a whole feature map, with autograd.</summary>
    public abstract LayerModule CreateModule();

    /// <summary>Whether the layer has a step face; a network without one in every layer samples through the ancestral sampler only.</summary>
    public virtual bool HasStepFace => false;

    /// <summary>Makes the step face.</summary>
    /// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="context">The layer's inputs, output and weights.</param>
    /// <exception cref="NotSupportedException">The layer has no step face.</exception>
    public virtual StepLayer<T> CreateStep<T>(StepContext<T> context) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        throw new NotSupportedException($"A {Kind} has no step face.");
}

/// <summary>A trainable parameter of a layer, before there is a tensor.</summary>
/// <param name="Name">Its name within the layer, for example <c>weight</c>.</param>
/// <param name="Shape">Its shape, for example (out, in, kernel height, kernel width).</param>
/// <param name="Initial">What its first values are drawn from.</param>
/// <param name="Effective">How many of its elements can matter: those a mask does not silence.</param>
public sealed record ParameterDescription(string Name, IReadOnlyList<long> Shape, Initialiser Initial, long Effective)
{
    /// <summary>A parameter whose first values are drawn uniformly from ±<paramref name="bound"/>; 0 means zeros.</summary>
    /// <param name="name">Its name within the layer.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="bound">At least 0.</param>
    /// <param name="effective">How many of its elements can matter.</param>
    public ParameterDescription(string name, IReadOnlyList<long> shape, double bound, long effective)
        : this(name, shape, new UniformInitialiser(bound), effective)
    {
    }

    /// <summary>All elements, masked ones included.</summary>
    public long Elements => Shape.Aggregate(1L, (product, size) => product * size);
}

/// <summary>Numbers that are saved with a layer's parameters and not trained.</summary>
/// <param name="Name">Its name within the layer, for example <c>mean</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Initial">The value of each number before training.</param>
public sealed record BufferDescription(string Name, IReadOnlyList<long> Shape, double Initial = 0);

/// <summary>One place of a feature map: all channels of one colour group at one position.</summary>
/// <param name="Row">The row, 0 at the top.</param>
/// <param name="Column">The column, 0 at the left.</param>
/// <param name="Group">The colour group: 0 for R (or gray), 1 for G, 2 for B.</param>
public readonly record struct Cell(int Row, int Column, int Group);

/// <summary>A cell that another cell is computed from.</summary>
/// <param name="Input">Which of the layer's inputs is read, or <see cref="Own"/>.</param>
/// <param name="Cell">The cell that is read.</param>
public readonly record struct Read(int Input, Cell Cell)
{
    /// <summary>The layer's own output or state, as a recurrence reads it.</summary>
    public const int Own = -1;
}
