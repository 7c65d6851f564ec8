namespace Pixel.Contracts;

/// <summary>How the channels of a feature map are shared out among the colour groups R, G, B (paper, section 3.4).</summary>
/// <remarks>
/// <para>Groups are contiguous. Where the channels do not divide evenly (128 by 3), the first groups take one channel more each:
/// 43, 43, 42. The paper does not say what it did; no channel is dropped, and group sizes differ by one at most.</para>
/// <para>A map of gates repeats the pattern inside each gate: 4h channels are o | f | i | g, each split R | G | B. Splitting all 4h
/// channels R | G | B instead would let colours leak between gates.</para>
/// </remarks>
public readonly record struct ChannelGroups
{
    /// <summary>Shares <paramref name="channels"/> out among <paramref name="groups"/> colour groups.</summary>
    /// <param name="channels">All channels of the map, at least <paramref name="groups"/> · <paramref name="repeats"/>.</param>
    /// <param name="groups">The number of colour groups: 1 for gray images, 3 for RGB.</param>
    /// <param name="repeats">How often the pattern repeats: 1, or the number of gates in a map of gates.</param>
    /// <exception cref="ModelException">A group would be left without a channel, or the channels do not divide by the repeats.</exception>
    public ChannelGroups(int channels, int groups, int repeats = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        if (channels % repeats != 0)
            throw new ModelException($"{Counted.Of(channels, "channel")} cannot be divided into {repeats} equal parts; use a multiple of {repeats}.");
        if (channels / repeats < groups)
            throw new ModelException(
                $"{Counted.Of(channels / repeats, "channel")} cannot serve {Counted.Of(groups, "colour group")}; use at least {groups} (a wider 'hidden' or 'head').");
        (Channels, Groups, Repeats) = (channels, groups, repeats);
    }

    /// <summary>All channels of the map.</summary>
    public int Channels { get; }

    /// <summary>The number of colour groups.</summary>
    public int Groups { get; }

    /// <summary>How often the pattern of groups repeats over the channels.</summary>
    public int Repeats { get; }

    /// <summary>Channels of one repetition.</summary>
    public int PerRepeat => Channels / Repeats;

    /// <summary>The same groups over another number of channels, without repetition.</summary>
    /// <param name="channels">The new number of channels.</param>
    public ChannelGroups With(int channels) => new(channels, Groups);

    /// <summary>The colour group of a channel.</summary>
    /// <param name="channel">0 … <see cref="Channels"/> − 1.</param>
    public int GroupOf(int channel)
    {
        var (size, larger) = Math.DivRem(PerRepeat, Groups);
        var within = channel % PerRepeat;
        var boundary = larger * (size + 1);
        return within < boundary ? within / (size + 1) : larger + (within - boundary) / size;
    }

    /// <summary>The first channel of a group within one repetition.</summary>
    /// <param name="group">0 … <see cref="Groups"/>; the last value gives <see cref="PerRepeat"/>.</param>
    public int StartOf(int group)
    {
        var (size, larger) = Math.DivRem(PerRepeat, Groups);
        return group * size + Math.Min(group, larger);
    }

    /// <summary>The channels of all groups before a group, over all repetitions.</summary>
    /// <param name="group">0 … <see cref="Groups"/>; the last value gives <see cref="Channels"/>.</param>
    public int OffsetOf(int group) => Repeats * StartOf(group);

    /// <summary>All channels group by group: those of the first, ascending, then those of the second, …</summary>
    public int[] InGroupOrder() => [.. Enumerable.Range(0, Groups).SelectMany(ChannelsOf)];

    /// <summary>The channels of a group, in ascending order, over all repetitions.</summary>
    /// <param name="group">0 … <see cref="Groups"/> − 1.</param>
    public int[] ChannelsOf(int group)
    {
        var groups = this;
        return [.. Enumerable.Range(0, Channels).Where(channel => groups.GroupOf(channel) == group)];
    }
}
