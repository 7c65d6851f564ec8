using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

/// <summary>Of a folder of images each sub-folder is a class.</summary>
public sealed class FolderLabelTests : IDisposable
{
    readonly TempFolder _folder = new();

    [Fact]
    public void The_classes_are_the_sub_folders_in_the_ordinal_order_of_their_names()
    {
        // The value of an image tells its class, whatever split it comes to.
        string[] names = ["Zebra", "ant", "dog", "été"];
        for (var i = 0; i < 40; i++) Write($"{names[i % 4]}/{(i % 3 == 0 ? "deeper/" : "")}{i:00}", (byte)(i % 4));
        foreach (var split in DataSplit.All)
        {
            var set = Open(split);
            set.Classes.ShouldBe(ImageClasses.Of(names));
            DataFiles.Labels(set).ShouldBe(Enumerable.Range(0, set.Count).Select(i => (int)DataFiles.Image(set, i)[0]));
        }

        DataFiles.Labels(Open("train")).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void With_folders_for_the_splits_the_classes_are_those_of_all_splits()
    {
        foreach (var (name, value) in new[] { ("Train/cat/1", 1), ("Train/dog/1", 2), ("Train/dog/2", 2), ("val/dog/1", 2), ("test/ant/1", 0), ("test/dog/1", 2) })
            Write(name, (byte)value);
        DataFiles.Labels(Open("train")).ShouldBe([1, 2, 2]);
        DataFiles.Labels(Open("validation")).ShouldBe([2]);
        DataFiles.Labels(Open("test")).ShouldBe([0, 2]);
        Open("validation").Classes.ShouldBe(ImageClasses.Of("ant", "cat", "dog"));
        Open("train").Notes.ShouldBe(["no training image is of the class ant"]);
    }

    [Fact]
    public void A_limit_takes_the_labels_of_the_first_images()
    {
        for (var i = 0; i < 6; i++) Write($"train/{(i < 3 ? "a" : "b")}/{i}", (byte)i);
        DataFiles.Labels(DataSetCatalog.Open("folder", "train", new DataSetOptions { Root = _folder.Path, Labels = true, Limit = 4 })).ShouldBe([0, 0, 0, 1]);
    }

    [Fact]
    public void Images_beside_the_folders_of_the_classes_are_told_with_what_to_do()
    {
        for (var i = 0; i < 4; i++) Write($"cat/{i}", 1);
        foreach (var name in "wxyz") Write($"{name}", 1);
        Problem().ShouldBe($"{_folder.Path}: 4 of 8 images lie beside the folders of the classes (w.png, x.png, y.png, …). Move each into the folder of its class, or take them away.");
    }

    [Fact]
    public void Images_beside_the_classes_of_a_split_are_told_too()
    {
        foreach (var name in new[] { "train/cat/1", "train/dog/1", "train/cat/2", "test/1" }) Write(name, 1);
        Problem().ShouldStartWith($"{_folder.Path}: 1 of 4 images lie beside the folders of the classes (test/1.png).");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("train/", "train/")]
    public void A_folder_without_sub_folders_has_no_labels(string split, string place)
    {
        for (var i = 0; i < 4; i++) Write($"{split}{i}", 1);
        Problem().ShouldBe($"{_folder.Path}: the images lie in no folders of their classes, so they have no labels. data.labels needs a folder for each class, named after it, such as {_folder[$"{place}cat"]} and {_folder[$"{place}dog"]}.");
    }

    [Fact]
    public void One_class_is_none()
    {
        for (var i = 0; i < 4; i++) Write($"train/cat/{i}", 1);
        Problem().ShouldBe($"{_folder.Path}: all images lie in one folder, cat, and so are of one class; data.labels needs two classes at least, a folder each.");
    }

    string Problem()
    {
        string[] lines = Should.Throw<LabelsUnavailableException>(() => Open("train")).Message.Split(Environment.NewLine);
        lines[1..].ShouldBe(["Without labels it goes by --set data.labels=false: the model then knows nothing of classes."]);
        return lines[0];
    }

    void Write(string name, byte value) => _folder.Write($"{name}.png", DataFiles.Png(1, 1, value));

    IImageSet Open(string split) => DataSetCatalog.Open("folder", split, new DataSetOptions { Root = _folder.Path, Labels = true });

    public void Dispose() => _folder.Dispose();
}
