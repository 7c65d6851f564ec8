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

    /// <summary>Throws unless these are what a batch of a network's images is modelled given.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">B.</param>
    /// <exception cref="ArgumentException">There are not as many levels or labels as the images have, or one is out of range.</exception>
    internal void Require(NetworkDescription network, int batch)
    {
        if (Small.Length != batch * (network.Small?.Image.Dimensions ?? 0))
            throw new ArgumentException($"{Counted.Of(Small.Length, "level")} are not the smaller images of {Counted.Of(batch, "image")}.", "conditions");
        if (Small.IndexOfAnyExceptInRange((byte)0, (byte)(network.Image.Levels - 1)) is >= 0 and var wrong)
            throw new ArgumentException($"Sub-pixel {wrong} of the smaller images has level {Small[wrong]}; the images have levels 0 to {network.Image.Levels - 1}.", "conditions");
        if (Labels.Length != (network.Classes > 0 ? batch : 0))
            throw new ArgumentException($"{Counted.Of(Labels.Length, "label")} are not those of {Counted.Of(batch, "image")} of a network with {network.Classes} classes.", "conditions");
        if (Labels.Length > 0 && Labels.IndexOfAnyExceptInRange(0, network.Classes - 1) is >= 0 and var odd)
            throw new ArgumentException($"Image {odd} has label {Labels[odd]}; the network knows classes 0 to {network.Classes - 1}.", "conditions");
    }

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
