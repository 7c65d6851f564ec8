using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.TorchSharpCompat;

public sealed class ShapeTests
{
    static readonly Tensor Table = Values.Counting(2, 3);

    [Fact]
    public void Reshaping_keeps_the_order_of_the_elements()
    {
        Table.view(3, 2).shape.ShouldBe([3, 2]);
        Table.reshape(-1).ShouldHold(0, 1, 2, 3, 4, 5);
        Table.flatten().shape.ShouldBe([6]);
        Table.unsqueeze(1).shape.ShouldBe([2, 1, 3]);
        Table.unsqueeze(0).squeeze(0).shape.ShouldBe([2, 3]);
        ones(1, 2, 1).squeeze().shape.ShouldBe([2]);
    }

    [Fact]
    public void Transposition_moves_dimensions_without_copying()
    {
        using var turned = Table.transpose(0, 1);
        turned.shape.ShouldBe([3, 2]);
        turned.is_contiguous().ShouldBeFalse();
        turned.contiguous().ShouldHold(0, 3, 1, 4, 2, 5);
        zeros(2, 3, 4).permute(2, 0, 1).shape.ShouldBe([4, 2, 3]);
    }

    [Fact]
    public void Joining_and_splitting_are_inverse()
    {
        cat([Table, Table], 1).shape.ShouldBe([2, 6]);
        stack([Table, Table], 1).shape.ShouldBe([2, 2, 3]);
        Table.split(2, 1).Select(part => part.shape[1]).ShouldBe([2, 1]);
        Table.split([1, 2], 1)[1].ShouldHold(1, 2, 4, 5);
        Table.chunk(3, 1).Length.ShouldBe(3);
        Table.unbind(0)[1].ShouldHold(3, 4, 5);
    }

    [Fact]
    public void Repeating_expanding_flipping_and_rolling()
    {
        Table.repeat(1, 2).ShouldHold(0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5);
        tensor(new[] { 1f, 2f }).expand(2, 2).ShouldHold(1, 2, 1, 2);
        flip(Table, 1).ShouldHold(2, 1, 0, 5, 4, 3);
        roll(Table, 1, 1).ShouldHold(2, 0, 1, 5, 3, 4);
        roll(Table, [1, 1], [0, 1]).ShouldHold(5, 3, 4, 2, 0, 1);
    }

    [Fact]
    public void Triangles_and_choices()
    {
        tril(ones(2, 2)).ShouldHold(1, 0, 1, 1);
        ones(3, 3).triu(1).ShouldHold(0, 1, 1, 0, 0, 1, 0, 0, 0);
        where(Table > 2, Table, zeros_like(Table)).ShouldHold(0, 0, 0, 3, 4, 5);
        where(Table > 3)[1].ShouldHold(1, 2);
    }

    [Fact]
    public void Padding_goes_from_the_last_dimension_on()
    {
        using var line = Values.Counting(1, 1, 3);
        nn.functional.pad(ones(1, 1), (1, 0, 0, 1)).ShouldHold(0, 1, 0, 0);
        nn.functional.pad(ones(1), (1, 2), value: 7).ShouldHold(7, 1, 7, 7);
        nn.functional.pad(line, [1, 2], PaddingModes.Reflect).ShouldHold(1, 0, 1, 2, 1, 0);
        nn.functional.pad(line, [1, 1], PaddingModes.Circular).ShouldHold(2, 0, 1, 2, 0);
        nn.functional.pad(line, [1, 1], PaddingModes.Replicate).ShouldHold(0, 0, 1, 2, 2);
        nn.functional.pad(ones(1, 2), [-1, 0]).ShouldHold(1);
    }

    [Fact]
    public void Windows_of_an_image_come_as_columns()
    {
        using var columns = nn.functional.unfold(Values.Counting(1, 1, 3, 3), 2);
        columns.shape.ShouldBe([1, 4, 4]);
        columns[0, 0].ShouldHold(0, 1, 3, 4);
        columns[0, 3].ShouldHold(4, 5, 7, 8);
    }

    [Fact]
    public void What_a_tensor_tells_of_itself()
    {
        Table.ndim.ShouldBe(2);
        Table.size(-1).ShouldBe(3);
        Table.numel().ShouldBe(6);
        Table.NumberOfElements.ShouldBe(6);
        Table.element_size().ShouldBe(4);
        Table.stride().ShouldBe([3, 1]);
    }
}
