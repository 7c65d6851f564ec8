using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

/// <summary>The labels of MNIST and Fashion-MNIST, which are files of their own.</summary>
public sealed class IdxLabelTests : IDisposable
{
    readonly TempFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_image_has_its_label_in_every_split(bool isGzipped)
    {
        var labels = DataFiles.SomeLabels(25);
        _folder.Write("train-images-idx3-ubyte", DataFiles.Idx(25));
        var file = DataFiles.IdxLabels(labels);
        _folder.Write(isGzipped ? "train-labels-idx1-ubyte.gz" : "train-labels-idx1-ubyte", isGzipped ? DataFiles.Gzip(file) : file);
        Labels("mnist", "train").ShouldBe(labels[..23]);
        Labels("mnist", "validation").ShouldBe(labels[23..]);
        Open("mnist", "train", new DataSetOptions { Limit = 4, Levels = 2 }).ShouldSatisfyAllConditions(
            set => set.Count.ShouldBe(4),
            set => DataFiles.Labels(set).ShouldBe(labels[..4].Select(label => (int)label)),
            set => set.Classes.ShouldBe(new ImageClasses(10)),
            set => set.Name.ShouldBe("mnist (25 of 60000 train images), 2 levels (threshold 128), first 4 images"));
    }

    [Fact]
    public void A_set_has_no_labels_where_none_are_asked_for()
    {
        Write("mnist", 3, DataFiles.IdxLabels(1, 2, 3));
        var set = DataSetCatalog.Open("mnist", "test", new DataSetOptions { Root = _folder.Path });
        set.Classes.ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => set.LabelOf(0)).Message
            .ShouldBe("mnist (3 of 10000 test images) was opened without labels; ask for them by data.labels.");
    }

    [Fact]
    public void There_is_no_label_of_an_image_that_is_not_there()
    {
        Write("mnist", 3, DataFiles.IdxLabels(1, 2, 3));
        var set = Open("mnist", "test");
        Should.Throw<ArgumentOutOfRangeException>(() => set.LabelOf(3));
        Should.Throw<ArgumentOutOfRangeException>(() => set.LabelOf(-1));
    }

    [Theory]
    [InlineData("mnist/t10k-labels.idx1-ubyte")]
    [InlineData("mnist/raw/t10k-labels-idx1-ubyte.gz")]
    [InlineData("mnist/MNIST/raw/t10k-labels-idx1-ubyte")]
    [InlineData("t10k-labels-idx1-ubyte")]
    public void Labels_are_found_in_the_folders_where_images_are(string name)
    {
        _folder.Write("mnist/t10k-images-idx3-ubyte", DataFiles.Idx(2));
        _folder.Write(name, DataFiles.IdxLabels(8, 3));
        Labels("mnist", "test").ShouldBe([8, 3]);
    }

    [Fact]
    public void The_labels_beside_the_images_go_before_others()
    {
        _folder.Write("mnist/raw/t10k-images-idx3-ubyte", DataFiles.Idx(2));
        _folder.Write("mnist/raw/t10k-labels-idx1-ubyte", DataFiles.IdxLabels(8, 3));
        _folder.Write("t10k-labels-idx1-ubyte", DataFiles.IdxLabels(1, 1));
        Labels("mnist", "test").ShouldBe([8, 3]);
    }

    [Fact]
    public void The_clothes_have_names()
    {
        Write("fashion-mnist", 2, DataFiles.IdxLabels(9, 0));
        var set = Open("fashion-mnist", "test");
        set.Classes.ShouldNotBeNull().Count.ShouldBe(10);
        (set.Classes.Title(set.LabelOf(0)), set.Classes.NameOf(set.LabelOf(1))).ShouldBe(("9 (ankle boot)", "t-shirt/top"));
        set.Classes.ToString().ShouldBe("10 classes (t-shirt/top, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot)");
        new ImageClasses(1000).ShouldSatisfyAllConditions(
            classes => classes.ToString().ShouldBe("1,000 classes"),
            classes => classes.Title(12).ShouldBe("12"));
    }

    [Fact]
    public void Missing_labels_are_told_with_where_to_put_them()
    {
        var images = _folder.Write("mnist/t10k-images-idx3-ubyte", DataFiles.Idx(2));
        Should.Throw<LabelsUnavailableException>(() => Open("mnist", "test", new DataSetOptions { IfUnavailable = IfUnavailable.Sample })).Message.ReplaceLineEndings("\n").ShouldBe($"""
            The labels of 'mnist' (test) are not available: data.labels needs t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz.
              looked in    {Path.GetDirectoryName(images)}
              looked in    {_folder.Path}
            Put the file into {Path.GetDirectoryName(images)}.
            Without labels it goes by --set data.labels=false: the model then knows nothing of classes.
            """);
    }

    [Fact]
    public void Labels_that_cannot_be_fetched_are_told_with_the_addresses()
    {
        _folder.Write("system/mnist/t10k-images-idx3-ubyte", DataFiles.Idx(2));
        var options = new DataSetOptions { Labels = true };
        Should.Throw<LabelsUnavailableException>(() => DataSetCatalog.Open("mnist", "test", options, environment: DataFiles.Bare(_folder)))
            .Message.ReplaceLineEndings("\n").ShouldBe($"""
            The labels of 'mnist' (test) are not available: data.labels needs t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz.
              looked in    {_folder["system/mnist"]}
              looked in    {_folder["cache/mnist"]}
              downloading  https://ossci-datasets.s3.amazonaws.com/mnist/t10k-labels-idx1-ubyte.gz: there is no network
              downloading  http://yann.lecun.com/exdb/mnist/t10k-labels-idx1-ubyte.gz: there is no network
            Put the file into {_folder["system/mnist"]}.
            Without labels it goes by --set data.labels=false: the model then knows nothing of classes.
            """);
    }

    [Fact]
    public void Malformed_labels_are_refused_with_the_place()
    {
        var good = DataFiles.IdxLabels(0, 9, 5);
        Problem(good[..7]).ShouldBe("byte 7: the file ends here; the IDX header (8 bytes from byte 0) should follow.");
        Problem(good[..9]).ShouldBe("byte 8: 3 labels should follow, 3 bytes; the file is too short for them.");
        Problem([.. good, 0]).ShouldBe("byte 11: the file should end here, after 3 labels, but goes on.");
        Problem(DataFiles.Idx(3)).ShouldBe("byte 0: the IDX magic number is 0x00000803; a file of labels begins with 0x00000801.");
        Problem(DataFiles.IdxLabels(0, 9, 10)).ShouldBe("byte 10: the label of image 2 is 10; labels are 0 to 9. Fetch the file again.");
        foreach (var other in new[] { DataFiles.IdxLabels(1, 2), DataFiles.IdxLabels(DataFiles.SomeLabels(10_000)) })
        {
            Problem(other).ShouldBe(
                $"byte 4: the header promises {other.Length - 8} labels; 3 belong to the images in {_folder["t10k-images-idx3-ubyte"]}. Fetch both files again, from one place.");
        }
    }

    [Fact]
    public void The_list_counts_the_images_of_each_class()
    {
        _folder.Write("train-images-idx3-ubyte", DataFiles.Idx(20));
        Listing().Classes.ShouldBeNull();
        _folder.Write("train-labels-idx1-ubyte", DataFiles.IdxLabels([.. Enumerable.Repeat((byte)3, 17), 4, 5, 5]));
        var listing = Listing();
        listing.Classes.ShouldBe(new ImageClasses(10));
        listing.ClassCounts["train"].ShouldBe([0, 0, 0, 17, 1, 0, 0, 0, 0, 0]);
        listing.ClassCounts["validation"].ShouldBe([0, 0, 0, 0, 0, 2, 0, 0, 0, 0]);
        _folder.Write("train-labels-idx1-ubyte", [1]);
        Listing().ShouldSatisfyAllConditions(
            broken => broken.Problem.ShouldNotBeNull().ShouldStartWith(_folder["train-labels-idx1-ubyte"] + ", byte 1: "),
            broken => broken.Counts["train"].ShouldBe(18));

        DataSetListing Listing() => DataSetCatalog.Describe(new DataSetOptions { Root = _folder.Path }, DataFiles.Bare(_folder)).Single(set => set.Name == "mnist");
    }

    void Write(string set, int count, byte[] labels)
    {
        _folder.Write("t10k-images-idx3-ubyte", DataFiles.Idx(count));
        _folder.Write("t10k-labels-idx1-ubyte", labels);
        Open(set, "test").Count.ShouldBe(count);
    }

    IImageSet Open(string set, string split, DataSetOptions? options = null) =>
        DataSetCatalog.Open(set, split, (options ?? new DataSetOptions()) with { Root = _folder.Path, Labels = true });

    byte[] Labels(string set, string split) => [.. DataFiles.Labels(Open(set, split)).Select(label => (byte)label)];

    string Problem(byte[] labels)
    {
        _folder.Write("t10k-images-idx3-ubyte", DataFiles.Idx(3));
        var path = _folder.Write("t10k-labels-idx1-ubyte", labels);
        var message = Should.Throw<DataFormatException>(() => Open("mnist", "test")).Message;
        message.ShouldStartWith(path + ", ");
        return message[(path.Length + 2)..];
    }

    public void Dispose() => _folder.Dispose();
}
