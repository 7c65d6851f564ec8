using System.Numerics;

namespace Pixel.Contracts;

/// <summary>A feature map of the step face: plain memory, the channels of one image at one position side by side.</summary>
/// <remarks>Only the rows that some layer still reads are kept: row r lies where row r − <see cref="RowsKept"/> lay.</remarks>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class FeatureMap<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly T[] _values;

    /// <summary>Makes a map of zeros.</summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="channels">The channels and their colour groups.</param>
    /// <param name="batch">Images in lock-step.</param>
    /// <param name="rowsKept">How many rows are kept at once, at most <paramref name="height"/>.</param>
    public FeatureMap(int height, int width, ChannelGroups channels, int batch, int rowsKept)
    {
        (Height, Width, Channels, Batch, RowsKept) = (height, width, channels, batch, Math.Min(rowsKept, height));
        _values = new T[checked(RowsKept * width * batch * channels.Channels)]; // (row, column, image, channel)
    }

    /// <summary>Rows of the image.</summary>
    public int Height { get; }

    /// <summary>Columns of the image.</summary>
    public int Width { get; }

    /// <summary>The channels and their colour groups.</summary>
    public ChannelGroups Channels { get; }

    /// <summary>Images in lock-step.</summary>
    public int Batch { get; }

    /// <summary>Rows kept at once.</summary>
    public int RowsKept { get; }

    /// <summary>Whether a position lies inside the image.</summary>
    /// <param name="row">Any row.</param>
    /// <param name="column">Any column.</param>
    public bool Contains(int row, int column) => (uint)row < (uint)Height && (uint)column < (uint)Width;

    /// <summary>All channels of one image at one position.</summary>
    /// <param name="row">One of the last <see cref="RowsKept"/> rows.</param>
    /// <param name="column">0 … <see cref="Width"/> − 1.</param>
    /// <param name="image">0 … <see cref="Batch"/> − 1.</param>
    public Span<T> At(int row, int column, int image) =>
        _values.AsSpan(((row % RowsKept * Width + column) * Batch + image) * Channels.Channels, Channels.Channels);
}
