using static TorchSharp.torch;

namespace Pixel.Contracts;

/// <summary>What images are modelled given: through the map face one value for a batch.</summary>
/// <param name="Small">The smaller images, levels (B, C, s, s) (paper, section 3.6); null where the network is not conditioned on one.</param>
/// <param name="Labels">The classes, whole numbers from 0, (B), int64; null where the network is not class-conditional.</param>
public sealed record Conditions(Tensor? Small = null, Tensor? Labels = null)
{
    /// <summary>No conditions: p(x).</summary>
    public static Conditions None { get; } = new();

    /// <summary>The conditions of some of the images; the tensors are views.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public Conditions Narrow(long first, long count) => new(Small?.narrow(0, first, count), Labels?.narrow(0, first, count));
}

/// <summary>What images are modelled given, on plain memory: what the step face is given for a batch.</summary>
/// <param name="small">The smaller images, levels (B, C, s, s); empty where the network is not conditioned on one.</param>
/// <param name="labels">The classes, (B); empty where the network is not class-conditional.</param>
public readonly ref struct PlainConditions(ReadOnlySpan<byte> small, ReadOnlySpan<int> labels = default)
{
    /// <summary>The smaller images, levels (B, C, s, s), or none.</summary>
    public ReadOnlySpan<byte> Small { get; } = small;

    /// <summary>The classes, (B), or none.</summary>
    public ReadOnlySpan<int> Labels { get; } = labels;

    /// <summary>Smaller images alone.</summary>
    /// <param name="small">Levels (B, C, s, s).</param>
    public static implicit operator PlainConditions(byte[] small) => new(small);
}

/// <summary>What a layer may read beside other layers.</summary>
public enum Condition
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The smaller image.</summary>
    SmallImage,

    /// <summary>The class of the image.</summary>
    Label,
}
