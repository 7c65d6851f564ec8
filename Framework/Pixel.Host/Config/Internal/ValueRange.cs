using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Pixel.Host.Config.Internal;

/// <summary>A <see cref="RangeAttribute"/> as numbers; a bound at the end of its type is no bound.</summary>
sealed class ValueRange(RangeAttribute range)
{
    public double? Minimum { get; } = Bound(range.Minimum, -1);

    public double? Maximum { get; } = Bound(range.Maximum, 1);

    public bool IsMinimumExclusive => range.MinimumIsExclusive;

    public bool IsMaximumExclusive => range.MaximumIsExclusive;

    /// <summary>Whether there is no bound at all.</summary>
    public bool IsOpen => Minimum is null && Maximum is null;

    public bool Contains(double value) =>
        (Minimum is not { } low || (IsMinimumExclusive ? value > low : value >= low)) &&
        (Maximum is not { } high || (IsMaximumExclusive ? value < high : value <= high));

    /// <summary>For example <c>1 to 16</c>, <c>1 or more</c>, <c>above 0, up to 1</c>.</summary>
    public override string ToString()
    {
        var low = Minimum is { } minimum ? Show.Number(minimum) : null;
        var high = Maximum is { } maximum ? Show.Number(maximum) : null;
        return (low, high) switch
        {
            (null, null) => "any",
            (null, _) => IsMaximumExclusive ? $"below {high}" : $"{high} or less",
            (_, null) => IsMinimumExclusive ? $"above {low}" : $"{low} or more",
            _ when IsMinimumExclusive => IsMaximumExclusive ? $"above {low}, below {high}" : $"above {low}, up to {high}",
            _ => IsMaximumExclusive ? $"{low} to below {high}" : $"{low} to {high}",
        };
    }

    static double? Bound(object bound, int sign)
    {
        if (bound is int i && (i == int.MinValue || i == int.MaxValue))
            return null;
        var value = Convert.ToDouble(bound, CultureInfo.InvariantCulture);
        return Math.Abs(value) >= double.MaxValue && Math.Sign(value) == sign ? null : value;
    }
}
