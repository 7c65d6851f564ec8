using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Models;
using Pixel.Tests.Data;
using Pixel.Tests.Support;

namespace Pixel.Tests.Models;

/// <summary>The labels that images bring along, and those that a model knows.</summary>
public sealed class ModelLabelsTests : IDisposable
{
    static readonly ModelCard Card = new("pixelcnn", 1, 1, 1, 256, "pets", StandIn: false, Classes: 3, ClassNames: ["cat", "dog", "fish"]);

    readonly TempFolder _folder = new();

    [Fact]
    public void A_folder_of_fewer_classes_gets_the_labels_of_the_model_by_their_names()
    {
        foreach (var name in new[] { "test/dog/1", "test/fish/2", "test/fish/3" }) _folder.Write($"{name}.png", DataFiles.Png(1, 1, 9));
        var own = Pixel.Host.Data.Sources.DataSetCatalog.Open("folder", "test", new DataSetOptions { Root = _folder.Path, Labels = true });
        DataFiles.Labels(own).ShouldBe([0, 1, 1]);
        var fitted = ModelLabels.Fit(own, Card);
        DataFiles.Labels(fitted).ShouldBe([1, 2, 2]);
        fitted.ShouldSatisfyAllConditions(
            set => set.Classes.ShouldBe(Card.ToClasses()),
            set => (set.Name, set.Split, set.Shape, set.Count, set.IsStandIn).ShouldBe((own.Name, own.Split, own.Shape, own.Count, own.IsStandIn)),
            set => DataFiles.Image(set, 2).ShouldBe([9]));
        DataFiles.Labels(ModelLabels.All(own, Card.ToClasses()!, 0)).ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void Classes_that_the_model_does_not_know_are_refused()
    {
        Problem(ImageClasses.Of("cat", "wolf")).ShouldBe("given has 2 classes (cat, wolf); the model was trained on 3 classes (cat, dog, fish).");
        Problem(new ImageClasses(3)).ShouldBe("given has 3 classes; the model was trained on 3 classes (cat, dog, fish).");

        static string Problem(ImageClasses classes) => Should.Throw<ExperimentException>(() => ModelLabels.Fit(
            new MemoryImageSet("given", "test", Card.ToShape(), [1], 0, 1, false) { Labels = new ImageLabels(classes, [1]) }, Card)).Message;
    }

    [Fact]
    public void A_model_that_knows_no_classes_takes_images_as_they_are()
    {
        var images = new RandomImageSet(Card.ToShape(), 1);
        ModelLabels.Fit(images, Card with { Classes = null, ClassNames = null }).ShouldBeSameAs(images);
    }

    [Fact]
    public void Missing_labels_are_told_with_the_remedies()
    {
        Should.Throw<ExperimentException>(() => ModelLabels.Fit(new RandomImageSet(Card.ToShape(), 1), Card)).Message.ShouldBe(
            "random: the images have no labels, and this model is conditioned on the class. Give one for all of them by --label, or read theirs by --set data.labels=true.");
        Should.Throw<ExperimentException>(() => ModelLabels.Fit(new RandomImageSet(Card.ToShape(), 1, DataSplit.Given), Card)).Message.ShouldBe(
            "random: the images have no labels, and this model is conditioned on the class. Give one for all of them by --label, or sort them into folders with the names of the classes: 3 classes (cat, dog, fish).");
    }

    [Theory]
    [InlineData("dog/1 fish/2 fish/deeper/3", "1 2 2")]
    [InlineData("dog/1 fish/2 3", null)]
    [InlineData("dog/1 wolf/2", null)]
    public void The_folders_of_given_images_are_their_labels_where_all_have_the_names_of_classes(string files, string? labels)
    {
        foreach (var name in files.Split(' ')) _folder.Write($"{name}.png", DataFiles.Png(1, 1, 9));
        var set = GivenImages.At(_folder.Path).Open(Card.ToShape(), isFitted: false, classes: Card.ToClasses());
        if (labels is null) set.Classes.ShouldBeNull();
        else string.Join(' ', DataFiles.Labels(set)).ShouldBe(labels);
        GivenImages.At(_folder.Path).Open(Card.ToShape(), isFitted: false).Classes.ShouldBeNull();
    }

    [Fact]
    public void Classes_without_names_are_folders_of_their_numbers()
    {
        foreach (var name in new[] { "7/a", "0/b" }) _folder.Write($"{name}.png", DataFiles.Png(1, 1, 9));
        var set = GivenImages.At(_folder.Path).Open(Card.ToShape(), isFitted: false, first: 1, classes: new ImageClasses(10));
        DataFiles.Labels(set).ShouldBe([7]);
    }

    public void Dispose() => _folder.Dispose();
}
