using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Networks;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Networks;

/// <summary>What a layer of a plug-in reads or writes that its maps do not keep is an error with words, never a wrong number.</summary>
public sealed class StepContractTests
{
    const string InBeginRow =
        "The layer 'own' (strange) failed in its step face: InvalidOperationException: Row 0, column 0 is read or written in BeginRow, of a map that keeps the current pixel alone: "
        + "a row that is written there is lost. Compute whole rows into a map of the layer's own (StepContext.CreateMap), and copy each pixel in Step; for rows above that are read declare RowReach.";

    [Fact]
    public void A_row_that_is_filled_when_it_is_begun_and_lost_is_told_of_in_sampling_too()
    {
        using var model = Create(Deed.FillsItsRow, reader: 1);
        var network = new StepNetwork<double>(model.Description, model.Weights, 2);
        network.Begin();
        Should.Throw<LayerException>(() => network.BeginRow(0)).Message.ShouldBe(InBeginRow);
        Problem(model).ShouldBe(InBeginRow);
    }

    [Fact]
    public void Where_a_reader_keeps_rows_a_row_may_be_filled_when_it_is_begun()
    {
        using var model = Create(Deed.FillsItsRow, reader: 3);
        StepThrough.Difference<double>(model, batch: 2).ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void An_input_of_which_the_current_pixel_alone_is_kept_cannot_be_read_when_a_row_is_begun()
    {
        using var model = Create(Deed.ReadsInBeginRow, reader: 1);
        Problem(model).ShouldBe(InBeginRow);
    }

    [Theory]
    [InlineData(Deed.WritesAhead, 1, "Row 0, column 1 is read or written while row 0, column 0 is stepped, of a map that keeps that pixel alone.")]
    [InlineData(Deed.ReadsBack, 1, "Row 0, column 0 is read or written while row 0, column 1 is stepped, of a map that keeps that pixel alone.")]
    [InlineData(Deed.ReadsFarAbove, 1, "Row 0 is read or written at row 2, of a map that keeps 2 rows up to there. Declare by RowReach how many rows above its own a layer reads.")]
    [InlineData(Deed.ReadsAboveTheImage, 1, "Row -1 is read or written at row 0, of a map that keeps 2 rows up to there.")]
    [InlineData(Deed.WritesBeside, 3, "it wrote into the columns beside the image, which are zeros for its readers: write columns 0 to Width − 1 alone")]
    [InlineData(Deed.FillsTheRowThatIsYetToBeRead, 0, "Row 0 is read or written in BeginRow, where all that is kept is yet to be read, 1 row above it: it would take the place of one of them.")]
    public void What_is_not_kept_is_told_of_in_a_check(Deed deed, int reader, string words)
    {
        using var model = Create(deed, reader);
        Problem(model).ShouldContain($"The layer 'own' (strange) failed in its step face: InvalidOperationException: {words}");
    }

    [Fact]
    public void Layers_begin_a_row_in_the_order_of_the_network()
    {
        using var model = new CheckedModel(new Two(), new ModelOptions { Hidden = 4 }, Some.Gray, Plugins.Catalog);
        StrangeStep.Begun.Clear();
        var network = new StepNetwork<double>(model.Description, model.Weights, 1);
        network.Begin();
        network.BeginRow(0);
        StrangeStep.Begun.ShouldBe(["Records", "RecordsToo"]);
    }

    [Fact]
    public void A_model_exception_of_a_layer_passes_on_as_it_is_from_both_faces()
    {
        using var model = Create(Deed.Refuses, reader: 1);
        using var scope = NewDisposeScope();
        Should.Throw<ModelException>(() => model.Forward(zeros(1, 1, 5, 7))).Message.ShouldBe("Not on a Monday.");
        var network = new StepNetwork<double>(model.Description, model.Weights, 1);
        Should.Throw<ModelException>(() => network.Begin()).Message.ShouldBe("Not on a Monday.");
        Should.Throw<ModelException>(() => network.BeginRow(0)).Message.ShouldBe("Not on a Monday.");
        Should.Throw<ModelException>(() => network.Step(0, 0, 0)).Message.ShouldBe("Not on a Monday.");
    }

    [Fact]
    public void Levels_that_the_images_have_not_are_refused()
    {
        using var model = new TinyModel("multi-scale", Some.Rgb);
        var network = new StepNetwork<float>(model.Description, model.Weights, 1);
        Should.Throw<ArgumentException>(() => network.Begin(new byte[17])).Message.ShouldBe("17 levels are not the smaller images of 1 image. (Parameter 'conditions')");
        Should.Throw<ArgumentException>(() => network.Begin((byte[])[.. new byte[17], 4])).Message
            .ShouldBe("Sub-pixel 17 of the smaller images has level 4; the images have levels 0 to 3. (Parameter 'conditions')");
        network.Begin(new byte[18]);
        network.BeginRow(0);
        Should.Throw<ArgumentOutOfRangeException>(() => network.Set(0, 0, 0, 0, 4)).Message.ShouldStartWith("The images have levels 0 to 3. (Parameter 'level')");
        Should.Throw<ArgumentOutOfRangeException>(() => network.Set(0, 0, 0, 0, -1));
    }

    static string Problem(CheckedModel model) => Should.Throw<LayerException>(() => StepThrough.Difference<double>(model, batch: 2)).Message;

    static CheckedModel Create(Deed deed, int reader) => new(new Strange(deed, reader), new ModelOptions { Hidden = 4 }, Some.Gray, Plugins.Catalog);

    /// <summary>A network with one layer of its own, read by a square convolution; with a reader of 0 by a scan that reads the row above alone.</summary>
    sealed class Strange(Deed deed, int reader) : Architecture<ModelOptions>
    {
        public override string Name => "strange";

        public override string Summary => "one strange layer";

        protected override NetworkDescription Build(ModelOptions options, BuildContext context)
        {
            var network = new NetworkBuilder(context);
            var x = network.FirstLayer(options.Hidden);
            x = network.Add("own", new StrangeLayer(x.Channels, deed), x);
            x = reader > 0 ? network.MaskedConvolution("reader", x, options.Hidden, reader) : network.Add("reader", new StrangeLayer(x.Channels, Deed.FillsAfter), x);
            network.Head(x, options.Head);
            return network.Build();
        }
    }

    sealed class Two : Architecture<ModelOptions>
    {
        public override string Name => "two";

        public override string Summary => "two layers that tell when they begin a row";

        protected override NetworkDescription Build(ModelOptions options, BuildContext context)
        {
            var network = new NetworkBuilder(context);
            var x = network.FirstLayer(options.Hidden);
            var first = network.Add("first", new StrangeLayer(x.Channels, Deed.Records), x);
            network.Head(network.Add("second", new StrangeLayer(x.Channels, Deed.RecordsToo), first), options.Head);
            return network.Build();
        }
    }
}
