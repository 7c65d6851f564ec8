using Pixel.Contracts;

namespace Pixel.Tests.Layers;

public sealed class ChannelGroupsTests
{
    [Theory]
    [InlineData(128, new[] { 43, 43, 42 })]
    [InlineData(6, new[] { 2, 2, 2 })]
    [InlineData(4, new[] { 2, 1, 1 })]
    public void Channels_that_do_not_divide_by_3_go_to_the_first_groups_and_none_is_dropped(int channels, int[] sizes)
    {
        var groups = new ChannelGroups(channels, 3);
        Enumerable.Range(0, 3).Select(group => groups.ChannelsOf(group).Length).ShouldBe(sizes);
        Enumerable.Range(0, 3).SelectMany(groups.ChannelsOf).ShouldBe(Enumerable.Range(0, channels));
        Enumerable.Range(0, 3).ShouldAllBe(group => groups.StartOf(group) == groups.ChannelsOf(group)[0]);
    }

    [Fact]
    public void The_colour_pattern_repeats_inside_each_gate()
    {
        var gates = new ChannelGroups(4 * 5, 3, repeats: 4);
        Enumerable.Range(0, 20).Select(gates.GroupOf).ShouldBe([0, 0, 1, 1, 2, 0, 0, 1, 1, 2, 0, 0, 1, 1, 2, 0, 0, 1, 1, 2]);
    }

    [Fact]
    public void A_group_without_a_channel_is_refused_with_the_remedy() =>
        Should.Throw<ModelException>(() => new ChannelGroups(2, 3))
            .Message.ShouldBe("2 channels cannot serve 3 colour groups; use at least 3 (a wider 'hidden' or 'head').");
}
