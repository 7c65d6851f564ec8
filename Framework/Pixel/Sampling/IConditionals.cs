using Pixel.Contracts;

namespace Pixel.Sampling;

/// <summary>A network as a sampler or a coder sees it: the likelihood's parameters of one sub-pixel after another, for a batch in lock-step.</summary>
public interface IConditionals : IDisposable
{
    /// <summary>The images.</summary>
    ImageShape Image { get; }

    /// <summary>Images in lock-step.</summary>
    int Batch { get; }

    /// <summary>Starts new images.</summary>
    /// <param name="conditions">What each is modelled given; none for an unconditional network.</param>
    /// <exception cref="ArgumentException">There are not as many levels or labels as the images have, or one is out of range.</exception>
    void Begin(PlainConditions conditions);

    /// <summary>Moves to a sub-pixel, in raster order; those before it have been set.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="channel">The channel.</param>
    void MoveTo(int row, int column, int channel);

    /// <summary>The network's output at the current pixel; the groups after the current one are not to be read.</summary>
    /// <param name="image">0 … <see cref="Batch"/> − 1.</param>
    ReadOnlySpan<double> Output(int image);

    /// <summary>Sets the current sub-pixel of one image.</summary>
    /// <param name="image">0 … <see cref="Batch"/> − 1.</param>
    /// <param name="level">Its level.</param>
    void Set(int image, byte level);
}
