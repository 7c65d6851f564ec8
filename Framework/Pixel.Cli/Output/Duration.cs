using System.Globalization;

namespace Pixel.Cli.Output;

/// <summary>Spans of time for readers.</summary>
static class Duration
{
    /// <summary>A span in its two largest units, such as <c>3 min 10 s</c>.</summary>
    public static string Text(double seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Ceiling(Math.Clamp(seconds, 0, 1e10)));
        var (large, small) = span switch
        {
            { Days: > 0 } => ($"{span.Days:N0} d", $"{span.Hours} h"),
            { Hours: > 0 } => ($"{span.Hours} h", $"{span.Minutes} min"),
            { Minutes: > 0 } => ($"{span.Minutes} min", $"{span.Seconds} s"),
            _ => ("", $"{span.Seconds} s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{large} {small}").Trim();
    }
}
