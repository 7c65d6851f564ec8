using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Randomness;

namespace Pixel.Sampling;

/// <summary>Draws what is unknown of the images of a canvas, and takes over what is known.</summary>
/// <param name="canvas">The images; drawn levels are written into it.</param>
/// <param name="first">The first of them that is walked through.</param>
/// <param name="options">Seed and temperature.</param>
/// <param name="stream">What the random numbers are drawn for.</param>
sealed class DrawnLevels(Canvas canvas, int first, SamplingOptions options, RandomStream stream) : ISymbolSource
{
    readonly CounterRandom _random = new(options.Seed, stream);

    public byte Choose(SymbolPlace place, MassFunction mass)
    {
        var (i, row, column, channel) = place;
        var image = first + i;
        ref var level = ref canvas.Level(image, channel, row, column);
        if (canvas.IsKnown(image, row, column)) return level;
        var probabilities = mass.Probabilities();
        options.Observer?.OnDraw(image, row, column, channel, probabilities);
        if (options.Temperature != 1) Temper(probabilities, options.Temperature);
        var at = (uint)((row * canvas.Image.Width + column) * canvas.Image.Channels + channel);
        return level = Pick(probabilities, _random.Uniform((ulong)image, at));
    }

    static void Temper(Span<double> probabilities, double temperature)
    {
        var highest = 0.0;
        foreach (var probability in probabilities) highest = Math.Max(highest, probability);
        foreach (ref var probability in probabilities) probability = Math.Pow(probability / highest, 1 / temperature);
    }

    /// <summary>The level at which the running sum passes u times the total; the last possible one where rounding leaves none.</summary>
    static byte Pick(ReadOnlySpan<double> probabilities, double u)
    {
        const int Block = 8;
        var total = probabilities.Length == 2 ? probabilities[0] + probabilities[1] : VectorKernels<double>.Default.Sum(probabilities);
        if (!double.IsFinite(total)) throw new ModelException("The model's output is not finite; its weights hold NaN or infinity.");
        var (sum, last, target, level) = (0.0, 0, u * total, 0);
        for (; level + Block <= probabilities.Length; level += Block)
        {
            // Whole blocks are passed over by their sums, which need not wait for each other.
            var p = probabilities.Slice(level, Block);
            var after = sum + ((p[0] + p[1] + (p[2] + p[3])) + (p[4] + p[5] + (p[6] + p[7])));
            if (after > target) break;
            sum = after;
        }
        for (; level < probabilities.Length; level++)
        {
            if (probabilities[level] <= 0) continue;
            last = level;
            sum += probabilities[level];
            if (sum > target) return (byte)last;
        }
        if (last == 0) last = Math.Max(0, probabilities.LastIndexOfAnyExcept(0.0));
        return (byte)last;
    }
}
