using System.Numerics;

namespace Pixel.Contracts;

/// <summary>What the step face of a layer works on.</summary>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Inputs">The feature maps that are read.</param>
/// <param name="Output">The feature map that is written.</param>
/// <param name="SmallImage">The smaller image of a conditional network, scaled; empty for others.</param>
/// <param name="Weights">The layer's parameters, by name, flat in the order of their described shapes.</param>
public sealed record StepContext<T>(
    IReadOnlyList<FeatureMap<T>> Inputs, FeatureMap<T> Output, FeatureMap<T>? SmallImage,
    IReadOnlyDictionary<string, T[]> Weights)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
