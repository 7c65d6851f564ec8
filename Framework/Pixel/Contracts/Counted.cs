using System.Globalization;

namespace Pixel.Contracts;

/// <summary>Numbers of things in captions and messages.</summary>
static class Counted
{
    /// <summary><c>1 image</c>, <c>2 images</c>, <c>1 more tensor</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="thing">One of them; in the plural an s is added.</param>
    /// <param name="format">How the number is written: <c>N0</c> for one with commas.</param>
    public static string Of(long count, string thing, string format = "D") =>
        $"{count.ToString(format, CultureInfo.InvariantCulture)} {thing}{(count == 1 ? "" : "s")}";
}
