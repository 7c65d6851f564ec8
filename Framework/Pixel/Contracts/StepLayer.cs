using System.Numerics;
using Pixel.Kernels;

namespace Pixel.Contracts;

/// <summary>The step face of a layer: its output one cell at a time, in raster order, for a batch of images in lock-step.</summary>
/// <remarks>
/// <para>For every row the network calls <see cref="BeginRow"/>, then for every pixel and colour group <see cref="Step"/>, each of all layers in
/// the order of the network: a layer's turn comes after those that it reads. When a cell is
/// stepped, the inputs hold all rows above, all pixels to the left, and this pixel's groups up to and including the cell's own; of the
/// image itself, the groups before it. A call computes all images of the batch: <see cref="FeatureMap{T}.Group"/> views them as the rows
/// of a matrix, which the kernels take. What depends on the rows above alone is cheaper in <see cref="BeginRow"/>, for all columns at once.</para>
/// <para>Arithmetic has a fixed order (each output summed over taps and inputs in order, fused multiply-add), so that its bits depend
/// neither on the batch nor on the machine. Neither method allocates memory.</para>
/// </remarks>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Forgets the images before; called once before the first row, when the conditions are known.</summary>
    /// <remarks>Layers are called in the order of the network, each after those that it reads. One whose timing is <see cref="MapTiming.Image"/> writes its whole output.</remarks>
    public virtual void Begin()
    {
    }

    /// <summary>All rows above <paramref name="row"/> are complete, for every input: the place for what depends on them alone.</summary>
    /// <remarks>
    /// <para>Layers are called in the order of the network, each after those that it reads, and all before the first pixel of the row is stepped.</para>
    /// <para>Read are rows of inputs that <see cref="LayerDescription.RowReach"/> keeps, and written are maps of the layer's own
    /// (<see cref="StepContext{T}.CreateMap"/>), from which <see cref="Step"/> copies pixel by pixel. A layer whose timing is <see cref="MapTiming.Row"/> writes
    /// the whole row of its output. Others do not write it here: what is kept of it is for its readers to say, most often the current pixel alone, and
    /// a row that was filled would be lost. Where nothing but the current pixel is kept it throws.</para>
    /// </remarks>
    /// <param name="row">The row of the output map that is about to be stepped.</param>
    public virtual void BeginRow(int row)
    {
    }

    /// <summary>Computes the output channels of one colour group at one position, for every image of the batch.</summary>
    /// <remarks>Of a map that is known before its pixels are (<see cref="LayerDescription.Timing"/>) nothing is stepped.</remarks>
    /// <param name="row">The row of the output map.</param>
    /// <param name="column">The column of the output map.</param>
    /// <param name="group">A colour group that the output has.</param>
    public virtual void Step(int row, int column, int group)
    {
    }
}

/// <summary>What the step face of a layer works on.</summary>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Inputs">The feature maps that are read.</param>
/// <param name="Output">The feature map that is written.</param>
/// <param name="Conditions">What the images are modelled given.</param>
/// <param name="Weights">The layer's parameters and buffers, by name, flat in the order of their described shapes.</param>
/// <param name="Kernels">The arithmetic.</param>
public sealed record StepContext<T>(
    IReadOnlyList<FeatureMap<T>> Inputs, FeatureMap<T> Output, StepConditions<T> Conditions,
    IReadOnlyDictionary<string, T[]> Weights, VectorKernels<T> Kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The bytes that the layer's own maps keep of an image.</summary>
    internal long OwnBytesPerImage { get; private set; }

    /// <summary>Makes a map of the layer's own, for states and sums, of the output's size and batch.</summary>
    /// <remarks>Maps that are made in another way are missing in what a network says that it takes for each image.</remarks>
    /// <param name="channels">The channels and their colour groups.</param>
    /// <param name="rowsKept">How many rows are kept at once; 0 to keep the current pixel alone.</param>
    /// <param name="margin">Columns of zeros on either side.</param>
    public FeatureMap<T> CreateMap(ChannelGroups channels, int rowsKept, int margin = 0) =>
        Counted(new FeatureMap<T>(Output.Height, Output.Width, channels, Output.Batch, rowsKept, margin));

    /// <summary>Makes a map of the layer's own of another size, all of which is kept.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">The channels and their colour groups.</param>
    internal FeatureMap<T> CreateWholeMap(int height, int width, ChannelGroups channels) =>
        Counted(new FeatureMap<T>(height, width, channels, Output.Batch, height));

    FeatureMap<T> Counted(FeatureMap<T> map)
    {
        OwnBytesPerImage += map.BytesPerImage;
        return map;
    }
}

/// <summary>What the images of a batch are modelled given, as the step face reads it once it has begun.</summary>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="SmallImage">The smaller images, scaled; null where the network is not conditioned on one.</param>
/// <param name="Labels">The classes, one an image; empty where the network is not class-conditional.</param>
public sealed record StepConditions<T>(FeatureMap<T>? SmallImage, int[] Labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>No conditions.</summary>
    public static StepConditions<T> None { get; } = new(null, []);
}
