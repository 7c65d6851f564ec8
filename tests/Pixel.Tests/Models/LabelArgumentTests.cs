using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Models;

namespace Pixel.Tests.Models;

public sealed class LabelArgumentTests
{
    static readonly ImageClasses Clothes = ImageClasses.Of("t-shirt/top", "trouser", "pullover", "dress");

    [Theory]
    [InlineData("3", 3)]
    [InlineData("0", 0)]
    [InlineData("dress", 3)]
    [InlineData("t-shirt/top", 0)]
    public void A_class_is_asked_for_by_its_name_or_its_label(string text, int label) => LabelArgument.Parse(text, Clothes).ShouldBe(label);

    [Fact]
    public void A_name_that_is_a_number_goes_before_the_label() =>
        new[] { "2", "10", "1" }.Select(text => LabelArgument.Parse(text, ImageClasses.Of("1", "10", "2"))).ShouldBe([2, 1, 0]);

    [Theory]
    [InlineData("4", "the labels of this model are 0 to 3: 4 classes (t-shirt/top, trouser, pullover, dress).")]
    [InlineData("-1", "the labels of this model are 0 to 3: 4 classes (t-shirt/top, trouser, pullover, dress).")]
    [InlineData("99999999999", "the labels of this model are 0 to 3: 4 classes (t-shirt/top, trouser, pullover, dress).")]
    [InlineData("Dres", "this model has no such class; did you mean 'dress'?")]
    [InlineData("bag", "this model has no such class; it has 4 classes (t-shirt/top, trouser, pullover, dress). Give a name, or a label from 0 to 3.")]
    public void What_is_no_class_is_told_with_the_classes(string text, string problem) => Problem(text, Clothes).ShouldBe($"--label {text}: {problem}");

    [Fact]
    public void Classes_without_names_are_asked_for_by_their_labels_alone() =>
        Problem("seven", new ImageClasses(10)).ShouldBe("--label seven: the classes of this model have no names; give a label from 0 to 9.");

    [Fact]
    public void A_model_that_knows_no_classes_takes_no_label()
    {
        var card = new ModelCard("pixelcnn", 1, 28, 28, 2, "mnist", StandIn: false);
        var problem = Should.Throw<ExperimentException>(() => LabelArgument.Required("--label 3", card));
        problem.IsUsage.ShouldBeTrue();
        problem.Message.ShouldBe("--label 3: this model knows no classes, as it was trained without labels. Leave the option out, or train a model with data.labels: true.");
        LabelArgument.Required("--label 3", card with { Classes = 4, ClassNames = Clothes.Names }).ShouldBe(Clothes);
    }

    static string Problem(string text, ImageClasses classes)
    {
        var problem = Should.Throw<ExperimentException>(() => LabelArgument.Parse(text, classes));
        problem.IsUsage.ShouldBeTrue();
        return problem.Message;
    }
}
