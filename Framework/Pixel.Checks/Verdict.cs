namespace Pixel.Checks;

/// <summary>How a check ended.</summary>
public enum Verdict
{
    /// <summary>Nothing was found.</summary>
    Passed,

    /// <summary>Something is wrong; the details say what.</summary>
    Failed,

    /// <summary>It was not made, or not judged; the summary says why.</summary>
    Skipped,
}
