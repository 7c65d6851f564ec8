using System.Text;
using Pixel.Contracts;
using Pixel.Networks;
using Pixel.Tests.Support;

namespace Pixel.Tests.Networks;

public sealed class ReceptiveFieldTests
{
    /// <remarks>
    /// The features at a pixel hold no trace of its own last channel (mask A), and the right-to-left map comes from the row above: so the
    /// last sub-pixel of the row above is seen only within reach of the first 7×7 layer. All else of the past is seen, by one layer.
    /// </remarks>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_Diagonal_BiLSTM_sees_all_the_past_but_the_end_of_the_row_above(bool rgb)
    {
        var image = new ImageShape(rgb ? 3 : 1, 4, 7, 2);
        using var model = new TinyModel("diagonal-bilstm", image, 1, ("Layers", 1));
        var past = new HashSet<Cell>();
        for (var row = 0; row < image.Height; row++)
            for (var column = 0; column < image.Width; column++)
                for (var channel = 0; channel < image.Channels; channel++)
                {
                    var end = new Cell(row - 1, image.Width - 1, image.Channels - 1);
                    var expected = column + 3 < image.Width - 1 ? past.Where(cell => cell != end) : past;
                    ReceptiveField.Of(model.Description, new Cell(row, column, channel)).ShouldBe(expected, ignoreOrder: true);
                    past.Add(new Cell(row, column, channel));
                }
    }

    [Fact]
    public void Mistake_09_a_stream_is_handed_over_unshifted_so_that_the_PixelCNN_does_not_see_its_region() => Drawn("pixelcnn", 2).ShouldBe("""
        ...............
        ..###########..
        ..###########..
        ..###########..
        ..##########...
        ..#########....
        ..#####o.......
        ...............
        """);

    [Fact]
    public void Mistake_09_a_stream_is_handed_over_unshifted_so_that_the_Row_LSTM_does_not_see_its_triangle() => Drawn("row-lstm", 2).ShouldBe("""
        ###############
        ###############
        ##############.
        #############..
        ############...
        .##########....
        ..#####o.......
        ...............
        """);

    [Fact]
    public void Mistake_09_a_stream_is_handed_over_unshifted_so_that_the_Gated_PixelCNN_has_a_blind_spot() => Drawn("gated-pixelcnn", 2).ShouldBe("""
        ..###########..
        ..###########..
        ..###########..
        ..###########..
        ..###########..
        ..###########..
        ..#####o.......
        ...............
        """);

    /// <summary>What the pixel o depends on, as a picture.</summary>
    static string Drawn(string architecture, int layers)
    {
        using var model = new TinyModel(architecture, new ImageShape(1, 8, 15, 2), 1, ("Layers", layers));
        var seen = ReceptiveField.Of(model.Description, new Cell(6, 7, 0));
        var text = new StringBuilder();
        for (var row = 0; row < 8; row++)
        {
            if (row > 0) text.Append('\n');
            for (var column = 0; column < 15; column++)
                text.Append((row, column) == (6, 7) ? 'o' : seen.Contains(new Cell(row, column, 0)) ? '#' : '.');
        }
        return text.ToString();
    }
}
