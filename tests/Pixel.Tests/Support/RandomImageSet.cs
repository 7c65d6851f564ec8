using Pixel.Contracts;
using Pixel.Host.Data;

namespace Pixel.Tests.Support;

/// <summary>A split of random images, for tests that need no real ones.</summary>
sealed class RandomImageSet(ImageShape shape, int count, string split = DataSplit.Train, ulong seed = 11) : IImageSet
{
    readonly byte[] _levels = Some.LevelBytes(shape, count, seed);

    public string Name => "random";

    public string Split => split;

    public ImageShape Shape => shape;

    public int Count => count;

    public bool IsStandIn => false;

    public void CopyTo(int index, Span<byte> destination) =>
        _levels.AsSpan(index * shape.Dimensions, shape.Dimensions).CopyTo(destination);
}
