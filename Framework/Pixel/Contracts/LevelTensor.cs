using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Contracts;

/// <summary>Images as a tensor of levels, checked at the doors by which they come in; what lies behind computes without a question.</summary>
static class LevelTensor
{
    /// <summary>The levels in another type, exact in each, once they are known to be images of a shape.</summary>
    /// <param name="levels">(B, C, H, W), of any integer or floating type; bool counts as 0 and 1.</param>
    /// <param name="image">The images.</param>
    /// <param name="like">A parameter of the network: its type is taken, and where it lies they must lie. Null for their own type, or float32 in place of integers.</param>
    /// <param name="name">The parameter that they were given by.</param>
    /// <param name="mayVary">Whether any numbers may stand in place of levels, as where a gradient is asked for, or differences are taken.</param>
    /// <returns>The tensor itself where it is of that type.</returns>
    /// <exception cref="ArgumentException">They have another shape or type, lie elsewhere, or are no levels of such images.</exception>
    public static Tensor Checked(Tensor levels, ImageShape image, Tensor? like, string name, bool mayVary = false)
    {
        ArgumentNullException.ThrowIfNull(levels, name);
        RequireImages(levels, image, like?.device, name);
        if (!mayVary) RequireLevels(levels, image, name);
        var type = like?.dtype ?? (levels.is_floating_point() ? levels.dtype : ScalarType.Float32);
        return levels.dtype == type ? levels : levels.to_type(type);
    }

    static void RequireImages(Tensor levels, ImageShape image, Device? device, string name)
    {
        if (!levels.is_floating_point() && !levels.is_integral() && levels.dtype != ScalarType.Bool)
            throw new ArgumentException($"The levels are of the type {levels.dtype}; give them in an integer or a floating type, as by levels.to_type(ScalarType.Float32).", name);
        if (levels.shape is not [_, var channels, var height, var width] || (channels, height, width) != (image.Channels, image.Height, image.Width))
            throw new ArgumentException(
                $"The levels have the shape ({string.Join(", ", levels.shape)}); images of {image} are given as (B, {image.Channels}, {image.Height}, {image.Width}).", name);
        if (device is not null && (levels.device.type, levels.device.index) != (device.type, device.index))
            throw new ArgumentException($"The levels lie on {levels.device}, the network on {device}; move them there by levels.to(…).", name);
    }

    static void RequireLevels(Tensor levels, ImageShape image, string name)
    {
        if (levels.dtype == ScalarType.Bool || levels.numel() == 0) return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var numbers = levels.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? levels.to_type(ScalarType.Float32) : levels;
        var (low, high) = (numbers.min().ToDouble(), numbers.max().ToDouble());
        if (!(low >= 0 && high <= image.Levels - 1)) // neither holds of NaN
            throw new ArgumentException(
                $"The levels run from {Text(low)} to {Text(high)}; images of {image} have levels 0 to {image.Levels - 1}. Quantise them first.", name);
        if (!levels.is_floating_point() || !numbers.ne(numbers.round()).any().ToBoolean()) return;
        throw new ArgumentException(
            $"The levels, from {Text(low)} to {Text(high)}, are not whole numbers; images of {image} have levels 0 to {image.Levels - 1}. "
            + $"Images scaled to [0, 1] become levels by (x * {image.Levels - 1}).round().", name);
    }

    static string Text(double number) => number.ToString("G6", System.Globalization.CultureInfo.InvariantCulture);
}
