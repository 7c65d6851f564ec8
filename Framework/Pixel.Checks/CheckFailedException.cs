namespace Pixel.Checks;

/// <summary>An architecture failed at least one check; the message is the whole report.</summary>
/// <param name="report">What was found.</param>
public sealed class CheckFailedException(CheckReport report) : Exception(Environment.NewLine + report)
{
    /// <summary>What was found.</summary>
    public CheckReport Report { get; } = report;
}
