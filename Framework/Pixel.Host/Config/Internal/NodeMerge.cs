namespace Pixel.Host.Config.Internal;

/// <summary>Lays one config over another.</summary>
static class NodeMerge
{
    /// <summary>Blocks are merged key by key; anything else, a list too, is replaced.</summary>
    public static MappingNode Over(MappingNode under, MappingNode over)
    {
        var entries = under.Entries.ToList();
        foreach (var entry in over.Entries)
        {
            var index = entries.FindIndex(other => other.Key == entry.Key);
            if (index < 0)
                entries.Add(entry);
            else if (entry.Value is MappingNode inner && entries[index].Value is MappingNode below)
                entries[index] = entry with { Value = Over(below, inner) };
            else
                entries[index] = entry;
        }
        // A key that is missing is best reported in a file, and there in the one nearest to the user.
        return new MappingNode(over.Source.Origin.IsSet ? under.Source : over.Source, entries);
    }
}
