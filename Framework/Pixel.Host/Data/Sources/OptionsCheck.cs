namespace Pixel.Host.Data.Sources;

/// <summary>Checks the options against their ranges and against the set.</summary>
static class OptionsCheck
{
    const int LargestSide = 1 << 14;

    /// <summary>Throws an <see cref="ArgumentException"/> for the first option that is not allowed.</summary>
    public static void Check(IDataSetSource source, DataSetOptions options)
    {
        Range("levels", options.Levels, 2, 256);
        Range("limit", options.Limit, 1, int.MaxValue);
        Range("height", options.Height, 1, LargestSide);
        Range("width", options.Width, 1, LargestSide);
        if (options.Channels is not (null or 1 or 3))
            throw new ArgumentException($"channels is {options.Channels}; allowed are 1 (gray) and 3 (RGB).");
        if (options.Height is null != options.Width is null)
            throw new ArgumentException("height and width go together: give both, or neither.");

        // A set with a published shape has results to compare with; they must be of that shape.
        if (source is FileDataSet or ImageNetSource && (options.Height ?? options.Channels) is not null)
            throw new ArgumentException($"The images of {source.Name} are {source.Shape}; height, width and channels are for 'folder' and 'sample'.");
        if (source.Shape?.Levels < options.Levels)
            throw new ArgumentException($"levels is {options.Levels}; the images of {source.Name} have {source.Shape.Levels} levels.");
    }

    static void Range(string option, int? value, int least, int most)
    {
        if (value < least || value > most)
            throw new ArgumentException($"{option} is {value}; allowed are {least} to {most}.");
    }
}
