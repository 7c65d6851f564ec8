using Pixel.Contracts;

namespace Pixel.Sampling;

/// <summary>What happens at each sub-pixel as images are walked through: its level is drawn, taken over, encoded, decoded or weighed.</summary>
public interface ISymbolSource
{
    /// <summary>Gives a sub-pixel its level; those after it are conditioned on that.</summary>
    /// <param name="place">The sub-pixel. Places come in raster order, all images of a batch at each.</param>
    /// <param name="mass">Its distribution given the levels before it, computed when asked for.</param>
    /// <returns>The level.</returns>
    byte Choose(SymbolPlace place, MassFunction mass);
}

/// <summary>A sub-pixel of one of the images that are walked through together.</summary>
/// <param name="Image">The image, 0 … count − 1.</param>
/// <param name="Row">The row.</param>
/// <param name="Column">The column.</param>
/// <param name="Channel">The channel.</param>
public readonly record struct SymbolPlace(int Image, int Row, int Column, int Channel);

/// <summary>The distribution of a sub-pixel given all levels before it: what the network's output says of it, on demand.</summary>
public readonly ref struct MassFunction
{
    readonly ILikelihood _likelihood;
    readonly ReadOnlySpan<double> _output;
    readonly ReadOnlySpan<byte> _pixel;
    readonly Span<double> _probabilities;

    internal MassFunction(ILikelihood likelihood, ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, Span<double> probabilities)
    {
        _likelihood = likelihood;
        _output = output;
        _pixel = pixel;
        _probabilities = probabilities;
    }

    /// <summary>Computes the probability of each level.</summary>
    /// <returns>Non-negative numbers whose sum is 1 within rounding; the caller may write into them, and they are valid until the next call.</returns>
    public Span<double> Probabilities()
    {
        _likelihood.Probabilities(_output, _pixel, _pixel.Length, _probabilities);
        return _probabilities;
    }
}
