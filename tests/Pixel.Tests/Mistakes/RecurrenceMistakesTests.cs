using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Layers;
using Pixel.Layers.Lstm;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Mistakes;

/// <summary>What public implementations of the paper commonly get wrong, first the recurrences; each a test by name.</summary>
public sealed class RecurrenceMistakesTests
{
    static readonly ChannelGroups Gates = new(8, 1, LstmGates.Count);

    [Fact]
    public void Mistake_01_the_right_to_left_map_is_not_shifted_down_so_that_it_sees_its_own_row()
    {
        foreach (var cell in Cells())
            Reached(ScanDirection.RightToLeft, cell).ShouldAllBe(read => read.Cell.Row < cell.Row);
    }

    [Fact]
    public void Mistake_02_the_2x1_kernel_is_padded_below_so_that_it_sees_the_next_row()
    {
        foreach (var cell in Cells())
            Reached(ScanDirection.LeftToRight, cell).ShouldAllBe(read => read.Cell.Row <= cell.Row && read.Cell.Column <= cell.Column);
    }

    [Fact]
    public void Mistake_03_the_reverse_direction_is_not_flipped_back_so_that_past_pixels_are_missing()
    {
        foreach (var cell in Cells())
            Reached(ScanDirection.RightToLeft, cell).Select(read => read.Cell)
                .ShouldBe(Cells().Where(past => past.Row < cell.Row && past.Column >= cell.Column), ignoreOrder: true);
    }

    [Fact]
    public void Mistake_04_all_gates_are_sigmoid()
    {
        // One channel, two rows of one pixel, worked out by hand:
        // c = σ(−0.3) · 0.4 + σ(0.8) · tanh(−1.2) = 0.4255575 · 0.4 − 0.6899745 · 0.8336546 = −0.4049775, h = σ(0.5) · tanh(c) = −0.2391487
        // and in the second row the gates move by the state-to-state weights 1, −1, 0.5, 2 times that h.
        using var module = new RowLstmScan(new ChannelGroups(4, 1, 4), 1).CreateModule();
        module.to(ScalarType.Float64);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        module.get_parameter("weight")!.copy_(tensor(new[] { 1, -1, 0.5, 2 }, [4, 1, 1]));
        module.get_parameter("initial_cell")!.fill_(0.4);
        var gates = tensor(new[] { 0.5, 0.1, -0.3, 0.2, 0.8, -0.4, -1.2, 0.6 }, [1, 4, 2, 1]); // o, f, i, g, each of two rows
        var hidden = module.forward([gates]).data<double>().ToArray();
        hidden[0].ShouldBe(-0.239148722336063, 1e-12);
        hidden[1].ShouldBe(-0.092316562515641, 1e-12);
    }

    [Fact]
    public void Mistake_05_colour_groups_and_gates_are_misaligned()
    {
        // Input-to-state 1×1 mask B, then the scan: at the same pixel a colour sees the colours up to itself, in every gate.
        var (features, gates) = (new ChannelGroups(6, 3), LstmGates.For(new ChannelGroups(5, 3)));
        using var inputToState = new LayerProbe(new MaskedConvolution(features, gates, 1, 1, MaskType.B), features);
        using var scan = new LayerProbe(new RowLstmScan(gates, 3), gates);
        for (var colour = 0; colour < 3; colour++)
        {
            var here = new Cell(1, 2, colour);
            Colours(inputToState.Reached(here, 3, 5), here).ShouldBe(Enumerable.Range(0, colour + 1));
            Colours(scan.Reached(here, 3, 5), here).ShouldBe([colour]);
        }

        static IEnumerable<int> Colours(IEnumerable<Read> reads, Cell here) =>
            reads.Where(read => (read.Cell.Row, read.Cell.Column) == (here.Row, here.Column)).Select(read => read.Cell.Group).Order();
    }

    static Cell[] Cells() => [.. from row in Enumerable.Range(0, 3) from column in Enumerable.Range(0, 5) select new Cell(row, column, 0)];

    static IReadOnlySet<Read> Reached(ScanDirection direction, Cell cell)
    {
        using var probe = new LayerProbe(new DiagonalLstmScan(Gates, direction), Gates);
        return probe.Reached(cell, 3, 5);
    }
}
