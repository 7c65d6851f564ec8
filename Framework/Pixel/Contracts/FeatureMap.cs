using System.Numerics;
using System.Runtime.CompilerServices;
using Pixel.Kernels;

namespace Pixel.Contracts;

/// <summary>A feature map of the step face: plain memory, the channels of one image at one position side by side, group by group.</summary>
/// <remarks>
/// <para>The channels of a position lie in the order of <see cref="ChannelGroups.InGroupOrder"/>: those of R, then of G, then of B. Where the
/// groups do not repeat that is the order of the channels; in a map of gates it is not.</para>
/// <para>Only what some layer still reads is kept: of a map that is read at the current pixel alone, that pixel; of others the last rows, of
/// which row r lies where row r − <see cref="RowsKept"/> lay. Beside the image lie <see cref="Margin"/> columns of zeros on either side, which may
/// be read, not written.</para>
/// </remarks>
/// <typeparam name="T">The arithmetic: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class FeatureMap<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly T[] _values; // (row, image, column, channel)
    readonly int[] _rows; // where each row lies, from row −RowsKept on
    readonly int[] _offsets; // where each group begins
    readonly int[] _places; // where each channel lies
    readonly int _channels;
    readonly int _columnStride;
    readonly int _imageStride;

    /// <summary>Makes a map of zeros.</summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="channels">The channels and their colour groups.</param>
    /// <param name="batch">Images in lock-step.</param>
    /// <param name="rowsKept">How many rows are kept at once; 0 to keep the current pixel alone.</param>
    /// <param name="margin">Columns of zeros on either side.</param>
    public FeatureMap(int height, int width, ChannelGroups channels, int batch, int rowsKept, int margin = 0)
    {
        (Height, Width, Channels, Batch, RowsKept, Margin) = (height, width, channels, batch, rowsKept, margin);
        _channels = channels.Channels;
        _offsets = [.. Enumerable.Range(0, channels.Groups + 1).Select(channels.OffsetOf)];
        _places = [.. Enumerable.Range(0, _channels)];
        Array.Sort(channels.InGroupOrder(), _places);
        _columnStride = rowsKept == 0 ? 0 : _channels;
        // A column more than is needed: images a multiple of 4 KiB apart would compete for the same lines of the cache.
        _imageStride = rowsKept == 0 ? _channels : (width + 2 * margin + 1) * _channels;
        _values = new T[checked(Math.Max(1, rowsKept) * batch * _imageStride)];
        _rows = [.. Enumerable.Range(0, height + rowsKept).Select(row => row % Math.Max(1, rowsKept) * batch * _imageStride + margin * _columnStride)];
    }

    /// <summary>Rows of the image.</summary>
    public int Height { get; }

    /// <summary>Columns of the image.</summary>
    public int Width { get; }

    /// <summary>The channels and their colour groups.</summary>
    public ChannelGroups Channels { get; }

    /// <summary>Images in lock-step.</summary>
    public int Batch { get; }

    /// <summary>Rows kept at once; 0 where the current pixel alone is kept.</summary>
    public int RowsKept { get; }

    /// <summary>Columns of zeros on either side of the image.</summary>
    public int Margin { get; }

    /// <summary>The bytes that are kept of an image.</summary>
    internal long BytesPerImage => (long)_values.Length / Batch * Unsafe.SizeOf<T>();

    /// <summary>Whether a position lies inside the image.</summary>
    /// <param name="row">Any row.</param>
    /// <param name="column">Any column.</param>
    public bool Contains(int row, int column) => (uint)row < (uint)Height && (uint)column < (uint)Width;

    /// <summary>All channels of one image at one position, group by group.</summary>
    /// <param name="row">One of the last <see cref="RowsKept"/> rows.</param>
    /// <param name="column">−<see cref="Margin"/> … <see cref="Width"/> + <see cref="Margin"/> − 1.</param>
    /// <param name="image">0 … <see cref="Batch"/> − 1.</param>
    public Span<T> At(int row, int column, int image) => _values.AsSpan(Place(row, column, image), _channels);

    /// <summary>The number of one channel.</summary>
    /// <param name="row">One of the last <see cref="RowsKept"/> rows.</param>
    /// <param name="column">−<see cref="Margin"/> … <see cref="Width"/> + <see cref="Margin"/> − 1.</param>
    /// <param name="image">0 … <see cref="Batch"/> − 1.</param>
    /// <param name="channel">The channel.</param>
    public ref T Value(int row, int column, int image, int channel) => ref _values[Place(row, column, image) + _places[channel]];

    /// <summary>All channels at one position, group by group: a row an image.</summary>
    /// <param name="row">One of the last <see cref="RowsKept"/> rows.</param>
    /// <param name="column">−<see cref="Margin"/> … <see cref="Width"/> + <see cref="Margin"/> − 1.</param>
    public Rows<T> Pixel(int row, int column) => Run(row, column, _channels);

    /// <summary>The channels of one colour group at one position, ascending: a row an image.</summary>
    /// <param name="row">One of the last <see cref="RowsKept"/> rows.</param>
    /// <param name="column">−<see cref="Margin"/> … <see cref="Width"/> + <see cref="Margin"/> − 1.</param>
    /// <param name="group">The colour group.</param>
    public Rows<T> Group(int row, int column, int group) => new(
        _values.AsSpan(Place(row, column, 0) + _offsets[group]), Batch, _imageStride, _offsets[group + 1] - _offsets[group]);

    /// <summary>Numbers from a position on, over as many columns as they fill: a row an image.</summary>
    /// <param name="row">One of the last <see cref="RowsKept"/> rows.</param>
    /// <param name="column">The first column, −<see cref="Margin"/> … <see cref="Width"/> + <see cref="Margin"/> − 1.</param>
    /// <param name="size">How many numbers.</param>
    public Rows<T> Run(int row, int column, int size) => new(_values.AsSpan(Place(row, column, 0)), Batch, _imageStride, size);

    /// <summary>A whole row of one image: a row a column of the image.</summary>
    /// <param name="row">One of the last <see cref="RowsKept"/> rows.</param>
    /// <param name="image">0 … <see cref="Batch"/> − 1.</param>
    public Rows<T> Columns(int row, int image) => Windows(row, image, 0);

    /// <summary>A whole row of one image: for each column itself and those beside it, from left to right; the rows overlap.</summary>
    /// <param name="row">One of the last <see cref="RowsKept"/> rows.</param>
    /// <param name="image">0 … <see cref="Batch"/> − 1.</param>
    /// <param name="reach">How many columns on either side, at most <see cref="Margin"/>.</param>
    /// <exception cref="InvalidOperationException">The map keeps the current pixel alone.</exception>
    public Rows<T> Windows(int row, int image, int reach)
    {
        if (RowsKept == 0)
            throw new InvalidOperationException("The map keeps the current pixel alone: a layer that reads more of it says so by RowReach and ColumnReach, one that computes whole rows keeps them in a map of its own.");
        return new(_values.AsSpan(Place(row, -reach, image)), Width, _channels, (2 * reach + 1) * _channels);
    }

    int Place(int row, int column, int image)
    {
        if ((uint)(column + Margin) >= (uint)(Width + 2 * Margin) || (uint)image >= (uint)Batch) ThrowOutside(column, image);
        return _rows[row + RowsKept] + image * _imageStride + column * _columnStride;
    }

    void ThrowOutside(int column, int image) => throw new ArgumentOutOfRangeException(
        nameof(column), column, $"Image {image}, column {column} is outside of {Batch} images of {Width} columns, {Margin} beside.");
}
