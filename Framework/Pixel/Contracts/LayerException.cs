namespace Pixel.Contracts;

/// <summary>The code of a layer threw; the cause is the inner exception.</summary>
/// <param name="node">The layer, by its name in the network.</param>
/// <param name="face">What was asked of it: <see cref="MapFace"/> or <see cref="StepFace"/>.</param>
/// <param name="cause">What it threw.</param>
public sealed class LayerException(NodeDescription node, string face, Exception cause)
    : Exception($"The layer '{node.Name}' ({node.Layer.Kind}) failed in its {face}: {cause.GetType().Name}: {cause.Message}", cause)
{
    /// <summary>Whole feature maps, for training and scoring.</summary>
    public const string MapFace = "map face";

    /// <summary>One cell at a time, for sampling.</summary>
    public const string StepFace = "step face";

    /// <summary>The layer.</summary>
    public NodeDescription Node => node;

    /// <summary>What was asked of it.</summary>
    public string Face => face;
}
