using System.Buffers.Binary;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Host.Models;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

/// <summary>Labels that stand in the files of the images: CIFAR-10's and ImageNet's; and those of the sample.</summary>
public sealed class LabelTests : IDisposable
{
    const int Samples = 3 * 32 * 32;

    readonly TempFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_labels_of_CIFAR_10_go_with_their_images(bool isArchive)
    {
        // Label and samples of record n are both told by n: batch 1 has 7 records, batch 2 has 5.
        var (one, two) = (DataFiles.Cifar(7, first: 10), DataFiles.Cifar(5, first: 20));
        if (isArchive) _folder.Write("cifar-10-binary.tar.gz", DataFiles.TarGz(("x/data_batch_2.bin", two), ("x/data_batch_1.bin", one)));
        else foreach (var (name, batch) in new[] { ("data_batch_2.bin", two), ("data_batch_1.bin", one) }) _folder.Write(name, batch);
        var (train, validation) = (Open("cifar10", "train"), Open("cifar10", "validation"));
        DataFiles.Labels(train).ShouldBe([0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3]);
        Enumerable.Range(0, train.Count).Select(i => DataFiles.Image(train, i)[0] % 10).ShouldBe(DataFiles.Labels(train));
        DataFiles.Labels(validation).ShouldBe([4]);
        train.Classes.ShouldNotBeNull().NameOf(3).ShouldBe("cat");
        var listing = DataSetCatalog.Describe(new DataSetOptions { Root = _folder.Path }).Single(set => set.Name == "cifar10");
        listing.Classes.ShouldBe(train.Classes);
        if (isArchive) listing.ClassCounts.ShouldBeEmpty(); // counting would unpack it
        else listing.ClassCounts["train"].ShouldBe([2, 2, 2, 2, 1, 1, 1, 0, 0, 0]);
    }

    [Fact]
    public void A_wrong_label_of_CIFAR_10_is_told_when_it_is_listed()
    {
        var batch = DataFiles.Cifar(3);
        batch[3073] = 10;
        var path = _folder.Write("test_batch.bin", batch);
        DataSetCatalog.Describe(new DataSetOptions { Root = _folder.Path }).Single(set => set.Name == "cifar10").Problem
            .ShouldBe($"{path}, byte 3073: the label is 10; labels are 0 to 9, so this is not a CIFAR-10 file.");
    }

    [Fact]
    public void Binarised_digits_have_the_labels_that_follow_from_their_order()
    {
        // The first numbers of MATLAB's rand('state', 0), by which the training images are ordered, are well known.
        BinarizedMnistLabels.Uniform(6).Select(number => Math.Round(number, 4)).ShouldBe([0.9501, 0.2311, 0.6068, 0.4860, 0.8913, 0.7621]);
        foreach (var name in new[] { "train", "valid", "test" }) _folder.Write($"binarized_mnist_{name}.amat", DataFiles.Amat(6));
        DataFiles.Labels(Open("binarized-mnist", "train")).ShouldBe([6, 1, 8, 0, 7, 1]);
        DataFiles.Labels(Open("binarized-mnist", "validation")).ShouldBe([8, 4, 5, 9, 7, 2]);
        DataFiles.Labels(Open("binarized-mnist", "test")).ShouldBe([0, 0, 0, 0, 0, 0]);
        int[] all = [.. new[] { ("train", 50_000), ("validation", 10_000) }.SelectMany(part => BinarizedMnistLabels.Of(part.Item1, part.Item2)).Select(label => (int)label)];
        Enumerable.Range(0, 10).Select(digit => all.Count(label => label == digit)).ShouldBe([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
        BinarizedMnistLabels.Of("test", 10_000)[^1009..].ShouldAllBe(label => label == 9);
        BinarizedMnistLabels.Of("test", 10_000)[^1010].ShouldBe((byte)8);
    }

    [Theory]
    [InlineData("stored.npz")]
    [InlineData("deflated.npz")]
    public void Labels_as_NumPy_writes_them_count_from_0(string name)
    {
        _folder.Write("val_data.npz", File.ReadAllBytes(Repository.At("tests", "fixtures", "npz", name)));
        var set = Open("imagenet32", "test");
        DataFiles.Labels(set).ShouldBe([0, 1, 2]);
        set.Classes.ShouldBe(new ImageClasses(1000));
    }

    [Theory]
    [InlineData("|u1", 1, false)]
    [InlineData("<i2", 2, true)]
    [InlineData("<u4", 4, false)]
    [InlineData("<i8", 8, true)]
    public void Labels_of_any_width_are_joined_over_the_batches_as_the_images_are(string type, int width, bool isDeflated)
    {
        WriteBatch("train_data_batch_10.npz", 12, 100);
        WriteBatch("train_data_batch_2.npz", 7, 50);
        WriteBatch("train_data_batch_1.npz", 5, 10);
        int[] all = [.. Enumerable.Range(10, 5), .. Enumerable.Range(50, 7), .. Enumerable.Range(100, 12)];
        DataFiles.Labels(Open("imagenet32", "train")).ShouldBe(all[..22].Select(label => label - 1));
        DataFiles.Labels(Open("imagenet32", "validation")).ShouldBe(all[22..].Select(label => label - 1));
        DataFiles.Labels(Open("imagenet32", "train", limit: 9)).ShouldBe(all[..9].Select(label => label - 1));

        void WriteBatch(string name, int count, int first) =>
            _folder.Write(name, Npz(count, Labels(type, width, [.. Enumerable.Range(first, count)]), isDeflated));
    }

    [Fact]
    public void A_limit_reads_no_labels_of_batches_that_it_does_not_need()
    {
        _folder.Write("train_data_batch_1.npz", Npz(20, Labels("|u1", 1, [.. Enumerable.Range(1, 20)])));
        _folder.Write("train_data_batch_2.npz", Npz(20, labels: null));
        DataFiles.Labels(Open("imagenet32", "train", limit: 9)).ShouldBe(Enumerable.Range(0, 9));
        Should.Throw<DataFormatException>(() => Open("imagenet32", "train")).File.ShouldBe(_folder["train_data_batch_2.npz"]);
    }

    [Fact]
    public void Malformed_labels_of_a_batch_are_refused_with_the_place()
    {
        Problem(null).ShouldBe("labels.npy, byte 0: the array does not begin as .npy arrays do.");
        Problem(DataFiles.Npy("<f8", [2], new byte[16])).ShouldBe(
            "labels.npy, byte 0: its header is {'descr': '<f8', 'fortran_order': False, 'shape': (2,), }; labels are whole numbers of 1, 2, 4 or 8 bytes, little-endian, one for each image.");
        Problem(Labels(">i8", 8, [1, 2])).ShouldContain("little-endian");
        Problem(DataFiles.Npy("|u1", [2, 1], [1, 2])).ShouldContain("one for each image");
        Problem(Labels("|u1", 1, [1, 2, 3])).ShouldBe("labels.npy, byte 0: it has 3 labels, and the file 2 images; fetch the file again.");
        Problem(Labels("<i8", 8, [1, 0])).ShouldBe("labels.npy: the label of image 1 is 0; labels are 1 to 1000 here. Fetch the file again.");
        Problem(Labels("<i2", 2, [1001, 1])).ShouldBe("labels.npy: the label of image 0 is 1001; labels are 1 to 1000 here. Fetch the file again.");
        Problem(Labels("<i2", 2, [1, -1])).ShouldStartWith("labels.npy: the label of image 1 is 65535;");
        Problem(Labels("<i8", 8, [1, 2])[..^1]).ShouldStartWith("labels.npy: 2 labels of 8 bytes after a header of ");
        var file = Npz(2, Labels("|u1", 1, [1, 2]));
        file[file.AsSpan().IndexOf("labels.npy"u8) + 10 + Labels("|u1", 1, [1, 2]).Length - 1] ^= 1; // the last label, under the old checksum
        _folder.Write("val_data.npz", file);
        Should.Throw<DataFormatException>(() => Open("imagenet32", "test")).Message.ShouldEndWith("labels.npy: its checksum does not hold; fetch the file again.");

        string Problem(byte[]? labels)
        {
            var path = _folder.Write("val_data.npz", Npz(2, labels));
            return Should.Throw<DataFormatException>(() => Open("imagenet32", "test")).Message[(path.Length + 2)..];
        }
    }

    [Fact]
    public void The_PNG_files_of_ImageNet_have_no_labels()
    {
        _folder.Write("valid_32x32/1.png", DataFiles.Png(32, 32, new byte[Samples]));
        Should.Throw<LabelsUnavailableException>(() => Open("imagenet32", "test")).Message.Split(Environment.NewLine)[0].ShouldBe(
            $"The labels of 'imagenet32' (test) are not available: the PNG files of van den Oord et al., in {_folder["valid_32x32"]}, have none. The .npz batches of Chrabaszcz et al. have: name a folder that holds them alone by data.root.");
    }

    [Fact]
    public void The_list_counts_the_images_of_each_class_of_a_batch()
    {
        _folder.Write("val_data.npz", Npz(3, Labels("|u1", 1, [2, 2, 5])));
        var listing = DataSetCatalog.Describe(new DataSetOptions { Root = _folder.Path }).Single(set => set.Name == "imagenet32");
        listing.ClassCounts["test"].Count.ShouldBe(1000);
        listing.ClassCounts["test"].Take(6).ShouldBe([0, 2, 0, 0, 1, 0]);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("validation")]
    [InlineData("test")]
    public void The_sample_is_labelled_dark_or_bright_in_whatever_shape_and_says_so(string split)
    {
        var set = DataSetCatalog.Open("sample", split, new DataSetOptions { Labels = true });
        set.Name.ShouldBe("sample, labelled dark or bright");
        set.Classes.ShouldBe(ImageClasses.Of("dark", "bright"));
        foreach (var i in Enumerable.Range(0, set.Count)) set.LabelOf(i).ShouldBe(DataFiles.Image(set, i).Average(sample => sample) < 100 ? 0 : 1);
        DataFiles.Labels(set).Distinct().Count().ShouldBe(2);
        DataFiles.Labels(DataSetCatalog.Open("sample", split, new DataSetOptions { Labels = true, Height = 5, Width = 4, Channels = 1, Levels = 2 })).ShouldBe(DataFiles.Labels(set));
        DataSetCatalog.Describe().Single(listing => listing.Name == "sample").ClassCounts[split].ShouldBe(
            Enumerable.Range(0, 2).Select(label => DataFiles.Labels(set).Count(of => of == label)));
    }

    [Fact]
    public void The_sample_stands_in_with_its_own_classes()
    {
        var options = new DataSetOptions { Labels = true, IfUnavailable = IfUnavailable.Sample };
        var set = DataSetCatalog.Open("mnist", "test", options, environment: DataFiles.Bare(_folder));
        (set.Name, set.IsStandIn, set.Classes).ShouldBe(("sample (standing in for mnist), labelled dark or bright", true, ImageClasses.Of("dark", "bright")));
    }

    [Fact]
    public void Training_on_both_splits_has_the_labels_of_both()
    {
        File.WriteAllText(_folder["x.yaml"], "data: {set: sample, labels: true, trainOn: train+validation}\nmodel: {architecture: pixelcnn}\n");
        using var setup = ExperimentSetup.Load(_folder["x.yaml"], [], [Plugins.Folder]);
        var (both, validation) = (setup.Open("train"), setup.Open("validation"));
        var alone = DataSetCatalog.Open("sample", "train", new DataSetOptions { Labels = true });
        DataFiles.Labels(both).ShouldBe([.. DataFiles.Labels(alone), .. DataFiles.Labels(validation)]);
        both.Classes.ShouldBe(alone.Classes);
        validation.Classes.ShouldBe(alone.Classes);
    }

    [Fact]
    public void The_classes_of_a_set_are_known_before_any_image_is_read()
    {
        foreach (var (set, count) in new[] { ("mnist", 10), ("binarized-mnist", 10), ("fashion-mnist", 10), ("cifar10", 10), ("imagenet64", 1000), ("sample", 2) })
            DataSetCatalog.ClassesOf(set, new DataSetOptions()).Count.ShouldBe(count);
        foreach (var name in new[] { "b/1.png", "a/2.png", "c/3.png" }) _folder.Write(name, DataFiles.Png(1, 1, 1));
        DataSetCatalog.ClassesOf("folder", new DataSetOptions { Root = _folder.Path }).ShouldBe(ImageClasses.Of("a", "b", "c"));
        Should.Throw<ArgumentException>(() => DataSetCatalog.ClassesOf("folder", new DataSetOptions()));
    }

    static byte[] Labels(string type, int width, int[] values)
    {
        var data = new byte[values.Length * width];
        var number = new byte[8];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, values[i]);
            number.AsSpan(0, width).CopyTo(data.AsSpan(i * width));
        }

        return DataFiles.Npy(type, [values.Length], data);
    }

    static byte[] Npz(int count, byte[]? labels, bool isDeflated = false) =>
        DataFiles.Npz("data", DataFiles.Npy("|u1", [count, Samples], new byte[count * Samples]), isDeflated, labels);

    IImageSet Open(string set, string split, int? limit = null) =>
        DataSetCatalog.Open(set, split, new DataSetOptions { Root = _folder.Path, Labels = true, Limit = limit });

    public void Dispose() => _folder.Dispose();
}
