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
/// <para>A network's map that keeps the current pixel alone has none while a row is begun, and throws then. In a check its maps throw for
/// whatever they do not keep.</para>
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
    int _first; // the columns that are there without a question: all, or none
    int _columns;
    (int Row, int Column, bool OwnRow)? _watched; // in a check where the network is

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
        Open();
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
    public Rows<T> Windows(int row, int image, int reach) => Windows(row, image, reach, 2 * reach + 1, 1);

    /// <summary>A whole row of one image as a convolution reads it: windows of some columns, which overlap where they are wider than the step.</summary>
    /// <param name="row">One of the last <see cref="RowsKept"/> rows.</param>
    /// <param name="image">0 … <see cref="Batch"/> − 1.</param>
    /// <param name="left">How many columns left of column 0 the first window begins, at most <see cref="Margin"/>.</param>
    /// <param name="columns">Columns of a window.</param>
    /// <param name="step">Columns from a window to the next.</param>
    /// <exception cref="InvalidOperationException">The map keeps the current pixel alone.</exception>
    public Rows<T> Windows(int row, int image, int left, int columns, int step)
    {
        if (RowsKept == 0)
            throw new InvalidOperationException("The map keeps the current pixel alone: a layer that reads more of it says so by RowReach and ColumnReach, one that computes whole rows keeps them in a map of its own.");
        return new(_values.AsSpan(Place(row, -left, image)), Width / step, step * _channels, columns * _channels);
    }

    /// <summary>All columns can be read and written.</summary>
    internal void Open() => (_first, _columns, _watched) = (-Margin, Width + 2 * Margin, null);

    /// <summary>A row is begun: there is no current pixel, and of a map that keeps nothing else nothing.</summary>
    internal void BeginRow()
    {
        if (RowsKept == 0) _columns = 0;
    }

    /// <summary>For a check: what is not kept at a place throws, until the map is opened.</summary>
    /// <param name="row">The row that is begun or stepped.</param>
    /// <param name="column">The column that is stepped; −1 while the row is begun.</param>
    /// <param name="ownRow">Whether this row has a place of its own already while it is begun, which is not that of one that is yet to be read.</param>
    internal void Watch(int row, int column, bool ownRow) => (_columns, _watched) = (0, (row, column, ownRow));

    /// <summary>Whether the columns beside the image are zeros, as they must be.</summary>
    internal bool HasCleanMargin()
    {
        for (var at = 0; at < _values.Length; at++)
        {
            var column = at % _imageStride / _channels - Margin;
            if (RowsKept > 0 && (column < 0 || column >= Width) && _values[at] != T.Zero) return false;
        }
        return true;
    }

    int Place(int row, int column, int image)
    {
        if ((uint)(column - _first) >= (uint)_columns || (uint)image >= (uint)Batch) RequireKept(row, column, image);
        return _rows[row + RowsKept] + image * _imageStride + column * _columnStride;
    }

    /// <summary>Throws unless a place is kept; on the fast way it is.</summary>
    void RequireKept(int row, int column, int image)
    {
        if ((uint)(column + Margin) >= (uint)(Width + 2 * Margin) || (uint)image >= (uint)Batch)
            throw new ArgumentOutOfRangeException(
                nameof(column), column, $"Image {image}, column {column} is outside of {Counted.Of(Batch, "image")} of {Counted.Of(Width, "column")}, {Margin} beside.");
        if (RowsKept > 0) RequireRow(row);
        else if (_watched is not { Column: >= 0 } at)
            throw new InvalidOperationException(
                $"Row {row}, column {column} is read or written in BeginRow, of a map that keeps the current pixel alone: a row that is written there is lost. " +
                "Compute whole rows into a map of the layer's own (StepContext.CreateMap), and copy each pixel in Step; for rows above that are read declare RowReach.");
        else if ((row, column) != (at.Row, at.Column))
            throw new InvalidOperationException(
                $"Row {row}, column {column} is read or written while row {at.Row}, column {at.Column} is stepped, of a map that keeps that pixel alone. " +
                "Declare RowReach and ColumnReach for what is read of an input, write no other pixel than the one that is stepped, and remember more in a map of the layer's own (StepContext.CreateMap).");
    }

    void RequireRow(int row)
    {
        var (at, column, ownRow) = _watched!.Value;
        if (RowsKept < Height)
        {
            var newest = column >= 0 || ownRow ? at : at - 1;
            if (row == at && row > newest)
                throw new InvalidOperationException(
                    $"Row {row} is read or written in BeginRow, where all that is kept is yet to be read, {Counted.Of(RowsKept, "row")} above it: it would take the place of one of them. " +
                    "Compute whole rows into a map of the layer's own (StepContext.CreateMap), and copy each pixel in Step.");
            if (row > newest - RowsKept && row <= newest && row >= 0) return;
        }
        else if (row >= 0 && row < Height) return;
        throw new InvalidOperationException(
            $"Row {row} is read or written at row {at}, of a map that keeps {Counted.Of(RowsKept, "row")} up to there. Declare by RowReach how many rows above its own a layer reads.");
    }
}
