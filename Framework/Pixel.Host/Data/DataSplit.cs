namespace Pixel.Host.Data;

/// <summary>The names of the splits of a data set.</summary>
public static class DataSplit
{
    /// <summary>The images to learn from.</summary>
    public const string Train = "train";

    /// <summary>The images to choose settings by.</summary>
    public const string Validation = "validation";

    /// <summary>The images to report.</summary>
    public const string Test = "test";

    /// <summary>All three, in this order.</summary>
    public static IReadOnlyList<string> All { get; } = [Train, Validation, Test];

    /// <summary>The part of <paramref name="count"/> training images that a split is, where a set has no validation images of its own.</summary>
    /// <remarks>Validation is the last tenth, rounded down but at least one and at most <paramref name="mostValidation"/>; train is the rest; any other split is all of its own images.</remarks>
    internal static (int First, int Count) Part(string split, int count, int mostValidation = int.MaxValue)
    {
        var validation = Math.Clamp(count / 10, 1, mostValidation);
        return split switch
        {
            Train => (0, count - validation),
            Validation => (count - validation, validation),
            _ => (0, count),
        };
    }
}
