using System.Text;
using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

public sealed class AmatTests : IDisposable
{
    readonly TempFolder _folder = new();

    [Theory]
    [InlineData("train", "binarized_mnist_train.amat", 50_000)]
    [InlineData("validation", "binarized_mnist_valid.amat", 10_000)]
    [InlineData("test", "binarized_mnist_test.amat.gz", 10_000)]
    public void Each_split_has_its_own_file_gzipped_or_not(string split, string name, int published)
    {
        var file = DataFiles.Amat(12);
        _folder.Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? DataFiles.Gzip(file) : file);
        var set = Open(split);
        set.Shape.ShouldBe(new ImageShape(1, 28, 28, 2));
        set.Name.ShouldBe($"binarized-mnist (static, Larochelle) (12 of {published} {split} images)");
        set.Count.ShouldBe(12);
        for (var i = 0; i < 12; i++)
            DataFiles.Image(set, i).ShouldBe(Enumerable.Range(0, 784).Select(p => (byte)((p + i) % 3 == 0 ? 1 : 0)));
    }

    [Fact]
    public void Carriage_returns_double_spaces_tabs_blank_lines_and_a_missing_last_line_break_are_fine()
    {
        var text = Encoding.ASCII.GetString(DataFiles.Amat(3)).Replace("\n", " \r\n", StringComparison.Ordinal);
        text = text.Replace("0 1", "0  1", StringComparison.Ordinal).Replace("1 0", "1\t0", StringComparison.Ordinal);
        _folder.Write("binarized_mnist_test.amat", Encoding.ASCII.GetBytes(text.TrimEnd()));
        Open("test").Count.ShouldBe(3);
        _folder.Write("binarized_mnist_test.amat", Encoding.ASCII.GetBytes(text + "\n\n"));
        Open("test").Count.ShouldBe(3);
    }

    [Fact]
    public void More_images_than_a_buffer_holds_are_read()
    {
        _folder.Write("binarized_mnist_test.amat", DataFiles.Amat(2500));
        var set = Open("test");
        set.Count.ShouldBe(2500);
        DataFiles.Image(set, 2499)[..3].ShouldBe(new byte[] { 1, 0, 0 });
    }

    [Fact]
    public void Malformed_files_are_refused_with_the_line()
    {
        var line = Encoding.ASCII.GetString(DataFiles.Amat(1));
        Problem("").ShouldBe("byte 0: there is no image; a line of 784 values 0 or 1 is expected for each.");
        Problem("0 1 2").ShouldBe("line 1: byte 0x32 at column 5: only 0 and 1 with spaces between them are allowed.");
        Problem(line + "0 1 0 11").ShouldBe("line 2: byte 0x31 at column 8: only 0 and 1 with spaces between them are allowed.");
        Problem(line + "0 1 0").ShouldBe("line 2: the line has 3 values; an image has 784.");
        Problem(line + line.TrimEnd() + " 0\n").ShouldBe("line 2: the line has more than 784 values.");
        Problem(line + "0.0 1.0").ShouldBe("line 2: byte 0x2E at column 2: only 0 and 1 with spaces between them are allowed.");
        Problem(new string(' ', 200_000)).ShouldBe("line 1: the line is longer than 784 values can be.");
        Problem("\n" + line).ShouldBe("line 1: the line has 0 values; an image has 784.");
    }

    [Fact]
    public void A_gzip_bomb_stops_at_the_first_image_too_many()
    {
        _folder.Write("binarized_mnist_test.amat.gz", DataFiles.Gzip(DataFiles.Amat(10_001)));
        Should.Throw<DataFormatException>(() => Open("test")).Message.ShouldEndWith("line 10001: this split has at most 10000 images.");
    }

    [Fact]
    public void It_has_two_levels_and_no_others()
    {
        _folder.Write("binarized_mnist_test.amat", DataFiles.Amat(1));
        var options = new DataSetOptions { Root = _folder.Path, Levels = 2 };
        DataSetCatalog.Open("binarized-mnist", "test", options).Shape.Levels.ShouldBe(2);
        Should.Throw<ArgumentException>(() => DataSetCatalog.Open("binarized-mnist", "test", options with { Levels = 256 }))
            .Message.ShouldBe("levels is 256; the images of binarized-mnist have 2 levels.");
    }

    IImageSet Open(string split) => DataSetCatalog.Open("binarized-mnist", split, new DataSetOptions { Root = _folder.Path });

    string Problem(string text)
    {
        var path = _folder.Write("binarized_mnist_test.amat", Encoding.ASCII.GetBytes(text));
        return Should.Throw<DataFormatException>(() => Open("test")).Message[(path.Length + 2)..];
    }

    public void Dispose() => _folder.Dispose();
}
