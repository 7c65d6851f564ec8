using Pixel.Contracts;

namespace Pixel.Checks.Conformance;

/// <summary>What every output cell of a network was measured to see, on images of one shape.</summary>
/// <param name="Whole">The images that the model was built for.</param>
/// <param name="Label">The network's own images in words.</param>
/// <param name="Network">The network.</param>
/// <param name="Part">Which network of the model: 0, or 1 for that of the smaller image.</param>
/// <param name="Fresh">Seen with initial weights, of any seed.</param>
/// <param name="Trained">Seen after a training step, of any seed.</param>
sealed record Reach(
    ImageShape Whole, string Label, NetworkDescription Network, int Part, Dictionary<Cell, HashSet<Cell>> Fresh, Dictionary<Cell, HashSet<Cell>> Trained)
{
    /// <summary>What is seen that does not come before, in raster order of the output and then of what is seen.</summary>
    public IReadOnlyList<Leak> Leaks { get; } =
    [
        .. Fresh.Keys.OrderBy(cell => Leak.Order(cell, Network.Image)).SelectMany(cell => Fresh[cell].Union(Trained[cell])
            .Where(read => Leak.Order(read, Network.Image) >= Leak.Order(cell, Network.Image))
            .OrderBy(read => Leak.Order(read, Network.Image))
            .Select(read => new Leak(cell, read, !Fresh[cell].Contains(read)))),
    ];
}
