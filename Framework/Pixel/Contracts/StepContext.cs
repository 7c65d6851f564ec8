using System.Numerics;
using Pixel.Kernels;

namespace Pixel.Contracts;

/// <summary>What the step face of a layer works on.</summary>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Inputs">The feature maps that are read.</param>
/// <param name="Output">The feature map that is written.</param>
/// <param name="SmallImage">The smaller image of a conditional network, scaled; empty for others.</param>
/// <param name="Weights">The layer's parameters, by name, flat in the order of their described shapes.</param>
/// <param name="Kernels">The arithmetic.</param>
public sealed record StepContext<T>(
    IReadOnlyList<FeatureMap<T>> Inputs, FeatureMap<T> Output, FeatureMap<T>? SmallImage,
    IReadOnlyDictionary<string, T[]> Weights, VectorKernels<T> Kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The bytes that the layer's own maps keep of an image.</summary>
    internal long OwnBytesPerImage { get; private set; }

    /// <summary>Makes a map of the layer's own, for states and sums, of the output's size and batch.</summary>
    /// <param name="channels">The channels and their colour groups.</param>
    /// <param name="rowsKept">How many rows are kept at once.</param>
    /// <param name="margin">Columns of zeros on either side.</param>
    public FeatureMap<T> CreateMap(ChannelGroups channels, int rowsKept, int margin = 0)
    {
        var map = new FeatureMap<T>(Output.Height, Output.Width, channels, Output.Batch, rowsKept, margin);
        OwnBytesPerImage += map.BytesPerImage;
        return map;
    }
}
