using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Host.Imaging;
using Pixel.Host.Pictures;
using Pixel.Tests.Data;
using Pixel.Tests.Support;

namespace Pixel.Tests.Imaging;

public sealed class QuantisingTests : IDisposable
{
    const int Border = 2;

    readonly TempFolder _folder = new();

    [Fact]
    public void Levels_drawn_as_a_picture_are_read_again_as_the_same_levels_whatever_their_number()
    {
        for (var levels = 2; levels <= 256; levels++)
        {
            var shape = new ImageShape(1, 1, levels, levels);
            byte[] all = [.. Enumerable.Range(0, levels).Select(level => (byte)level)];
            var grid = ImageGrid.Draw([all], shape, zoom: 1);
            var samples = grid.Pixels.AsSpan(Border * grid.Width + Border, levels).ToArray();
            (samples[0], samples[^1]).ShouldBe(((byte)0, (byte)255));
            _folder.Write("test/own.png", DataFiles.Png(levels, 1, samples));

            DataFiles.Image(Open(levels), 0).ShouldBe(all, $"{levels} levels");
            Originals.FromFiles(_folder["test/own.png"], shape, 0, 1).Images.Single().ShouldBe(all, $"{levels} levels");
        }
    }

    [Fact]
    public void Samples_become_levels_in_equal_shares()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(sample => (byte)sample)];
        _folder.Write("test/all.png", DataFiles.Png(256, 1, all));
        for (var levels = 2; levels <= 256; levels++)
            DataFiles.Image(Open(levels), 0).ShouldBe(all.Select(sample => (byte)Math.Floor(sample * (levels / 256.0))), $"{levels} levels");
    }

    IImageSet Open(int levels) => DataSetCatalog.Open("folder", "test", new DataSetOptions { Root = _folder.Path, Levels = levels });

    public void Dispose() => _folder.Dispose();
}
