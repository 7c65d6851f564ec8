namespace Pixel.Checks.Gradients;

/// <summary>What a face is compared with.</summary>
public enum ComparedWith
{
    /// <summary>The oracle: the same mathematics written again in F# on DiffSharp, in float64.</summary>
    Oracle,

    /// <summary>Central differences of the map face's own output, in float64: they prove the backward pass, not the forward one.</summary>
    Differences,

    /// <summary>The map face, for a step face without an oracle.</summary>
    MapFace,
}
