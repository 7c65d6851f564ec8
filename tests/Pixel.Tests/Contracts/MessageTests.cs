using Pixel.Contracts;
using Pixel.Layers.Lstm;
using Pixel.Likelihoods;
using Pixel.Networks;
using Pixel.Sampling;
using Pixel.Tests.Support;

namespace Pixel.Tests.Contracts;

/// <summary>Messages count in the singular where there is one.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData(0, "image", "D", "0 images")]
    [InlineData(1, "image", "D", "1 image")]
    [InlineData(2, "more tensor", "D", "2 more tensors")]
    [InlineData(1, "step", "N0", "1 step")]
    [InlineData(12345, "step", "N0", "12,345 steps")]
    public void Things_are_counted(long count, string thing, string format, string text) => Counted.Of(count, thing, format).ShouldBe(text);

    [Fact]
    public void One_is_told_in_the_singular()
    {
        Message<ModelException>(() => new ChannelGroups(1, 3)).ShouldBe("1 channel cannot serve 3 colour groups; use at least 3 (a wider 'hidden' or 'head').");
        Message<ModelException>(() => new ChannelGroups(1, 1, 4)).ShouldBe("1 channel cannot be divided into 4 equal parts; use a multiple of 4.");
        Message<ModelException>(() => new NetworkBuilder(new BuildContext(new ImageShape(1, 2, 2, 4), new SoftmaxLikelihood(), Plugins.Catalog)).Build())
            .ShouldBe("The network's output has 1 channel in 1 group; the softmax likelihood needs 4 channels in 1 group.");
        Message<ModelException>(() => new RowLstmScan(new ChannelGroups(1, 1), 3).Validate([]))
            .ShouldBe("An LSTM reads a map of 4 gates; 1 channel in 1 repetition is none.");
        Message<ModelException>(() => new Pixel.Layers.Rectifier(new ChannelGroups(2, 1)).Validate([new ChannelGroups(1, 1)]))
            .ShouldBe("A ReLU (2) takes 2 channels in 1 group, but is given 1 channel in 1 group.");
        Message<ArgumentException>(() => Canvas.Partial(Some.Gray, [0], [true])).ShouldBe("1 level and 1 mark are not whole images of 1×5×7, 2 levels.");
    }

    static string Message<T>(Action action) where T : Exception => Should.Throw<T>(action).Message;
}
