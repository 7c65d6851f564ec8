using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers.Lstm;

/// <summary>The state-to-state sums of an LSTM's step face that come from the row above.</summary>
/// <remarks>For few images a whole row is summed at once, the columns being the rows of the product; for more, pixel by pixel, which keeps
/// the sums in the cache. The bits are the same.</remarks>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class StateSums<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const int FewImages = 4;

    readonly FeatureMap<T> _hidden;
    readonly FeatureMap<T> _sums;
    readonly PackedMatrix<T> _above;
    readonly int _reach;

    /// <summary>Packs the weights and makes the map of the sums.</summary>
    /// <param name="context">The layer's.</param>
    /// <param name="gates">The gates and their colour groups.</param>
    /// <param name="hidden">The hidden states, of which the row above is read.</param>
    /// <param name="neighbours">How many states the kernel (4h, h, neighbours) reads.</param>
    /// <param name="above">How many of them, the first, lie in the row above, centred at the column.</param>
    public StateSums(StepContext<T> context, ChannelGroups gates, FeatureMap<T> hidden, int neighbours, int above)
    {
        (_hidden, _reach) = (hidden, above / 2);
        _sums = context.CreateMap(gates, hidden.Batch < FewImages ? 1 : 0);
        _above = Pack(context, gates, neighbours, 0, above);
    }

    /// <summary>Packs some neighbours of a kernel, side by side: their h channels each to the 4h gates, group by group.</summary>
    /// <param name="context">The layer's.</param>
    /// <param name="gates">The gates and their colour groups.</param>
    /// <param name="neighbours">How many the kernel (4h, h, neighbours) reads.</param>
    /// <param name="first">The first to pack.</param>
    /// <param name="count">How many to pack.</param>
    public static PackedMatrix<T> Pack(StepContext<T> context, ChannelGroups gates, int neighbours, int first, int count)
    {
        var (weight, hidden, order) = (context.Weights["weight"], LstmGates.Hidden(gates).Channels, gates.InGroupOrder());
        return new PackedMatrix<T>(count * hidden, order.Length, context.Kernels).Pack((k, output) =>
        {
            var (neighbour, input) = Math.DivRem(k, hidden);
            return weight[(order[output] * hidden + input) * neighbours + first + neighbour];
        });
    }

    /// <summary>Starts a row; the one above is complete.</summary>
    public void BeginRow(int row)
    {
        if (_sums.RowsKept == 0) return;
        for (var image = 0; image < _hidden.Batch; image++)
            _above.Multiply(_hidden.Windows(row - 1, image, _reach), _sums.Columns(row, image));
    }

    /// <summary>Starts a pixel; gives the sums of all groups, to which more may be added.</summary>
    public Rows<T> BeginPixel(int row, int column)
    {
        var sums = _sums.Pixel(row, column);
        if (_sums.RowsKept == 0) _above.Multiply(_hidden.Run(row - 1, column - _reach, _above.Inputs), sums);
        return sums;
    }

    /// <summary>The sums of a group at the pixel that was begun.</summary>
    public Rows<T> Group(int row, int column, int group) => _sums.Group(row, column, group);
}
