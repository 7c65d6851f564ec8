using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Checks.Models;

/// <summary>What the outputs of a network depend on, measured: the sub-pixels whose gradient is not exactly zero.</summary>
public static class GradientReach
{
    /// <summary>The most positions of a batch at once; a bound on memory.</summary>
    const int Positions = 1 << 15;

    /// <summary>Measures what some output cells depend on, for any of a few random images.</summary>
    /// <remarks>Every cell gets images of its own in one batch, so that one backward pass measures them all, each for itself.</remarks>
    /// <param name="model">The model, in double precision, so that a gradient does not vanish by rounding.</param>
    /// <param name="cells">Cells of the output.</param>
    /// <param name="images">How many images; a ReLU may hide a dependence from one of them.</param>
    /// <returns>For each cell the cells of the image; their group is the channel.</returns>
    public static IReadOnlyDictionary<Cell, IReadOnlySet<Cell>> Of(CheckedModel model, IReadOnlyList<Cell> cells, int images)
    {
        var image = model.Description.Image;
        var atOnce = Math.Max(1, Positions / (images * image.Height * image.Width));
        return cells.Chunk(atOnce).SelectMany(some => Measure(model, some, images)).ToDictionary();
    }

    /// <summary>All cells of an output, in raster order.</summary>
    /// <param name="image">The images.</param>
    /// <param name="groups">The colour groups of the output.</param>
    public static IReadOnlyList<Cell> Cells(ImageShape image, int groups) =>
    [
        .. from row in Enumerable.Range(0, image.Height)
           from column in Enumerable.Range(0, image.Width)
           from channel in Enumerable.Range(0, groups)
           select new Cell(row, column, channel),
    ];

    static IEnumerable<KeyValuePair<Cell, IReadOnlySet<Cell>>> Measure(CheckedModel model, Cell[] cells, int images)
    {
        using var scope = NewDisposeScope();
        var image = model.Description.Image;
        var some = SomeImages.ToTensor(SomeImages.Levels(image, images), image);
        var levels = some.repeat(cells.Length, 1, 1, 1).to_type(model.Type).requires_grad_(); // (cells · images, C, H, W)
        (model.Forward(levels) * Selection(model, cells, images)).sum().backward();
        model.Module.zero_grad();
        if (levels.grad is not { } all) return cells.Select(cell => KeyValuePair.Create<Cell, IReadOnlySet<Cell>>(cell, new HashSet<Cell>()));
        var gradient = all.view(cells.Length, images, image.Channels, image.Height, image.Width).abs().sum(dim: 1)
            .to_type(ScalarType.Float64).contiguous().data<double>().ToArray(); // (cells, C, H, W)
        var subPixels = Cells(image, image.Channels);
        return cells.Select((cell, i) => KeyValuePair.Create<Cell, IReadOnlySet<Cell>>(
            cell, subPixels.Where(read => gradient[At(image, i, read)] != 0).ToHashSet()));
    }

    /// <summary>Of each image the channels of its own cell, with unlike weights, so that they do not cancel.</summary>
    static Tensor Selection(CheckedModel model, Cell[] cells, int images)
    {
        var (image, output) = (model.Description.Image, model.Description.Output);
        var size = output.Channels * image.Height * image.Width;
        var values = new double[cells.Length * images * size];
        for (var i = 0; i < cells.Length * images; i++)
        {
            var cell = cells[i / images];
            var weight = 1;
            foreach (var channel in output.ChannelsOf(cell.Group))
                values[i * size + (channel * image.Height + cell.Row) * image.Width + cell.Column] = weight++;
        }
        return tensor(values, [cells.Length * images, output.Channels, image.Height, image.Width]).to_type(model.Type);
    }

    static int At(ImageShape image, int index, Cell cell) =>
        ((index * image.Channels + cell.Group) * image.Height + cell.Row) * image.Width + cell.Column;
}
