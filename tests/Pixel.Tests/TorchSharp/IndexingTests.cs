using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.TorchSharpCompat;

public sealed class IndexingTests
{
    static readonly Tensor Table = Values.Counting(3, 4);

    [Fact]
    public void Integers_select_and_may_count_from_the_end()
    {
        Table[1].ShouldHold(4, 5, 6, 7);
        Table[1, 2].ToSingle().ShouldBe(6);
        Table[-1, -1].item<float>().ShouldBe(11);
        Table[^1].ShouldHold(8, 9, 10, 11);
    }

    [Fact]
    public void Ranges_and_slices_cut()
    {
        Table[.., 1..3].ShouldHold(1, 2, 5, 6, 9, 10);
        Table[1.., ..^3].ShouldHold(4, 8);
        Table[TensorIndex.Slice(0, 3, 2), TensorIndex.Single(0)].ShouldHold(0, 8);
        Table[TensorIndex.Colon, TensorIndex.Slice(step: 3)].ShouldHold(0, 3, 4, 7, 8, 11);
    }

    [Fact]
    public void None_makes_a_dimension_and_an_ellipsis_fills_up()
    {
        Table[TensorIndex.None].shape.ShouldBe([1, 3, 4]);
        Table[TensorIndex.Ellipsis, 0].ShouldHold(0, 4, 8);
        Table[.., TensorIndex.None, ..].shape.ShouldBe([3, 1, 4]);
    }

    [Fact]
    public void Masks_and_index_tensors_gather()
    {
        Table[Table > 8].ShouldHold(9, 10, 11);
        Table[tensor(new[] { 2L, 0L })].ShouldHold(8, 9, 10, 11, 0, 1, 2, 3);
        Table[tensor(new[] { 0L, 1L }), tensor(new[] { 3L, 2L })].ShouldHold(3, 6);
        Table[TensorIndex.Colon, TensorIndex.Tensor(tensor(new[] { 3L, 0L }))].ShouldHold(3, 0, 7, 4, 11, 8);
    }

    [Fact]
    public void Assignment_writes_into_the_tensor()
    {
        using var table = Table.clone();
        table[0] = tensor(-1f);
        table[.., 3] = zeros(3);
        table[1, 0] = tensor(50f);
        table.ShouldHold(-1, -1, -1, 0, 50, 5, 6, 0, 8, 9, 10, 0);
        table.index_put_(1, TensorIndex.Slice(1, 3), TensorIndex.Single(1));
        table.ShouldHold(-1, -1, -1, 0, 50, 1, 6, 0, 8, 1, 10, 0);
    }

    [Fact]
    public void Index_put_accumulates_where_asked()
    {
        using var sums = zeros(3);
        sums.index_put_(tensor(new[] { 1f, 2f, 4f }), [tensor(new[] { 0L, 2L, 2L })], accumulate: true);
        sums.ShouldHold(1, 0, 6);
    }

    [Fact]
    public void A_view_shares_its_elements()
    {
        using var table = Table.clone();
        table[1].fill_(7);
        table.narrow(0, 0, 1).zero_();
        table.ShouldHold(0, 0, 0, 0, 7, 7, 7, 7, 8, 9, 10, 11);
    }

    [Fact]
    public void The_selecting_methods_agree_with_the_indexer()
    {
        Table.select(1, 2).ShouldHold(2, 6, 10);
        Table.narrow(1, 1, 2).ShouldHold(1, 2, 5, 6, 9, 10);
        Table.slice(1, 0, 4, 3).ShouldHold(0, 3, 4, 7, 8, 11);
        Table.index_select(0, tensor(new[] { 2L })).ShouldHold(8, 9, 10, 11);
        gather(Table, 1, tensor(new long[,] { { 3 }, { 0 }, { 1 } })).ShouldHold(3, 4, 9);
        zeros(2, 3).scatter_(1, tensor(new long[,] { { 2 }, { 0 } }), ones(2, 1)).ShouldHold(0, 0, 1, 1, 0, 0);
        Table.masked_fill(Table < 10, 0).ShouldHold(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 11);
    }

    [Fact]
    public void An_index_out_of_range_is_an_error_that_names_it() =>
        Should.Throw<Exception>(() => Table[3]).Message.ShouldContain("index 3");
}
