using System.Text;
using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Models;
using Pixel.Host.Storage;
using Pixel.Tests.Support;

namespace Pixel.Tests.Faults;

/// <summary>What is said of the JSON documents of a run that are not what they should be.</summary>
public sealed class RunDocumentTests : IDisposable
{
    const string Card = """
        {
          "architecture": "pixelcnn",
          "channels": 1,
          "height": 28,
          "width": 28,
          "levels": 2,
          "data": "mnist",
          "stand_in": false
        }
        """;

    readonly TempFolder _folder = new();

    [Theory]
    [InlineData("", "", ": is no model card: it is empty")]
    [InlineData(Card, "null", ": is no model card: it is null")]
    [InlineData(Card, "{}", ", line 1: is no model card: it lacks 'architecture', 'channels'")]
    [InlineData(Card, "[]", ", line 1: is no model card: expected an object")]
    [InlineData("28,\n  \"width\"", "\"tall\",\n  \"width\"", ", line 4, $.height: is no model card: expected a whole number, up to 2147483647")]
    [InlineData("\"height\": 28", "\"height\": 28e9", ", line 4, $.height: is no model card: expected a whole number, up to 2147483647")]
    [InlineData("\"mnist\"", "null", ", line 7, $.data: is no model card: null is not allowed here")]
    [InlineData("\"mnist\"", "5", ", line 7, $.data: is no model card: expected a text")]
    [InlineData("false", "0", ", line 8, $.stand_in: is no model card: expected true or false")]
    [InlineData("\"width\"", "\"height\"", ", line 5, $.height: is no model card: the key 'height' is given twice")]
    [InlineData("28", "0", ": is no model card: there are no images of 1×0×0 sub-pixels of 2 levels")]
    [InlineData("28", "65536", ": is no model card: there are no images of 1×65536×65536 sub-pixels of 2 levels")]
    [InlineData("2,", "1,", ": is no model card: ")]
    public void A_model_card_is_told_of_with_its_place(string old, string @new, string problem)
    {
        var path = _folder.Write("model.json", Encoding.UTF8.GetBytes(old.Length == 0 ? "" : Card.Replace(old, @new, StringComparison.Ordinal)));
        var message = Should.Throw<CheckpointException>(() => ModelCard.Load(path)).Message;
        message.ShouldStartWith(path + problem);
        message.ShouldEndWith(". Restore it, or train anew into another folder.");
    }

    [Theory]
    [InlineData("\"classes\": 1", ": is no model card: classes is 1, and at least 2")]
    [InlineData("\"classes\": \"ten\"", ", line 1, $.classes: is no model card: expected a whole number, up to 2147483647")]
    [InlineData("\"classes\": 2, \"class_names\": \"cat\"", ", line 1, $.class_names: is no model card: expected a list of texts")]
    [InlineData("\"classes\": 2, \"class_names\": [\"cat\", 5]", ", line 1, $.class_names[1]: is no model card: expected a text")]
    [InlineData("\"classes\": 2, \"class_names\": [\"cat\", null]", ": is no model card: the name of a class is null")]
    [InlineData("\"classes\": 3, \"class_names\": [\"cat\", \"dog\"]", ": is no model card: there are 3 classes, and 2 names of classes")]
    [InlineData("\"class_names\": [\"cat\", \"dog\"]", ": is no model card: there are 0 classes, and 2 names of classes")]
    public void The_classes_of_a_model_card_are_told_of_too(string keys, string problem)
    {
        var path = _folder.Write("model.json", Encoding.UTF8.GetBytes(Card.Replace("{\n", $"{{{keys},\n", StringComparison.Ordinal)));
        Should.Throw<CheckpointException>(() => ModelCard.Load(path)).Message.ShouldStartWith(path + problem);
    }

    [Fact]
    public void The_classes_of_a_model_come_back_and_a_card_without_has_no_key_for_them()
    {
        var card = ModelCard.Load(_folder.Write("model.json", Encoding.UTF8.GetBytes(Card)));
        card.ToClasses().ShouldBeNull();
        card.Save(_folder["saved.json"]);
        File.ReadAllText(_folder["saved.json"]).ShouldBe(Card + "\n");
        foreach (var classes in new[] { new ImageClasses(1000), ImageClasses.Of("cat", "\"dog\"") })
        {
            var labelled = card with { Classes = classes.Count, ClassNames = classes.Names };
            labelled.Save(_folder["labelled.json"]);
            var read = ModelCard.Load(_folder["labelled.json"]);
            read.ToClasses().ShouldBe(classes);
            read.IsSame(labelled).ShouldBeTrue();
            read.IsSame(card).ShouldBeFalse();
            read.IsSame(labelled with { ClassNames = ["cat", "cow"], Classes = 2 }).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_byte_order_mark_and_keys_of_later_versions_are_fine()
    {
        var path = _folder.Write("model.json", Encoding.UTF8.GetBytes("\uFEFF" + Card.Replace("{", "{\"later\": [1],", StringComparison.Ordinal)));
        ModelCard.Load(path).ToShape().ShouldBe(new ImageShape(1, 28, 28, 2));
    }

    [Fact]
    public void A_document_of_more_than_a_mebibyte_is_not_read() =>
        Should.Throw<CheckpointException>(() => ModelCard.Load(_folder.Write("model.json", Encoding.UTF8.GetBytes(Card + new string(' ', 1 << 20))))).Message
            .ShouldContain("it has 1048711 bytes, and at most 1048576 are read");

    [Theory]
    [InlineData("\"images\": 10000", "\"images\": 0", "it is of 0 images of 784 sub-pixels")]
    [InlineData("\"train_seconds\": ", "\"train_seconds\": -", "its training took -")]
    [InlineData("\"evaluated_step\": ", "\"evaluated_step\": 9", "it is of step 9")]
    [InlineData("\"bits_per_dim\": ", "\"bits_per_dim\": 1e999, \"x\": ", "the number is too large", ", line 9, $.bits_per_dim")]
    [InlineData("\"bits_per_dim\": ", "\"bits_per_dim\": \"0\", \"x\": ", "expected a number", ", line 9, $.bits_per_dim")]
    public void A_result_that_cannot_be_is_told_of(string old, string @new, string problem, string place = "")
    {
        var text = File.ReadAllText(Repository.At("models", "mnist-row", "result.json"));
        text.ShouldContain(old);
        var path = _folder.Write("result.json", Encoding.UTF8.GetBytes(text.Replace(old, @new, StringComparison.Ordinal)));
        Should.Throw<CheckpointException>(() => RunResult.Load(path)).Message.ShouldStartWith($"{path}{place}: is no result: {problem}");
    }

    [Theory]
    [InlineData(3, 32768, 32768)]
    [InlineData(1, int.MaxValue, int.MaxValue)]
    public void No_image_has_more_sub_pixels_than_an_array_can_hold(int channels, int height, int width) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ImageShape(channels, height, width, 2)).Message
            .ShouldStartWith($"{channels}×{height}×{width} are {(Int128)channels * height * width} sub-pixels; an image has at most 1073741824.");

    public void Dispose() => _folder.Dispose();
}
