using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Pictures;

namespace Pixel.Tests.Pictures;

/// <summary>Which classes a sheet of samples shows, and where.</summary>
public sealed class SampleLabelsTests
{
    static readonly ImageClasses Three = ImageClasses.Of("cat", "dog", "fish");

    [Fact]
    public void One_class_fills_a_sheet()
    {
        var labels = SampleLabels.One(Three, 1, 4);
        labels.Values.ShouldBe([1, 1, 1, 1]);
        (labels.Columns, labels.Caption).ShouldBe((null, new("Class", "1 (dog)")));
    }

    [Fact]
    public void All_classes_have_a_row_each()
    {
        var labels = SampleLabels.Rows(Three, 2);
        labels.Values.ShouldBe([0, 0, 1, 1, 2, 2]);
        (labels.Columns, labels.Caption).ShouldBe((2, new("Rows", "0 (cat), 1 (dog), 2 (fish)")));
        SampleLabels.Rows(new ImageClasses(1000), 1).Caption.Value.ShouldBe("0 to 999");
    }

    [Fact]
    public void Classes_in_turn_have_a_column_each_where_all_are_shown()
    {
        var labels = SampleLabels.InTurn(Three, 5);
        labels.Values.ShouldBe([0, 1, 2, 0, 1]);
        (labels.Columns, labels.Caption).ShouldBe((3, new("Columns", "0 (cat), 1 (dog), 2 (fish)")));
        var few = SampleLabels.InTurn(Three, 2);
        few.Values.ShouldBe([0, 1]);
        (few.Columns, few.Caption).ShouldBe((null, new("Classes", "0 (cat), 1 (dog), in turn")));
        var many = SampleLabels.InTurn(new ImageClasses(40), 50);
        many.Values[39..42].ShouldBe([39, 0, 1]);
        (many.Columns, many.Caption).ShouldBe((null, new("Classes", "0 to 39, in turn")));
    }

    [Fact]
    public void Too_many_rows_are_refused() =>
        Should.Throw<ExperimentException>(() => SampleLabels.Rows(new ImageClasses(1000), 66)).Message
            .ShouldBe("--label all: 1000 classes with 66 images each are 66000; at most 65536 are allowed. Lower --count.");
}
