using Pixel.Contracts;

namespace Pixel.Sampling;

/// <summary>Walks through a batch of images in lock-step, sub-pixel after sub-pixel in raster order (paper, equations 1 and 2).</summary>
/// <param name="likelihood">The distribution that the network's output parametrises.</param>
/// <param name="conditionals">The network; taken over.</param>
public sealed class RasterPass(ILikelihood likelihood, IConditionals conditionals) : IDisposable
{
    readonly double[] _probabilities = new double[conditionals.Image.Levels];
    readonly byte[] _pixels = new byte[conditionals.Batch * conditionals.Image.Channels]; // so far, (B, C)

    /// <summary>The images.</summary>
    public ImageShape Image => conditionals.Image;

    /// <summary>Images in lock-step.</summary>
    public int Batch => conditionals.Batch;

    /// <summary>Walks through new images.</summary>
    /// <param name="conditions">What each is modelled given, of all images of the batch; none for an unconditional network.</param>
    /// <param name="count">The images that count, 1 … <see cref="Batch"/>: the others are idle.</param>
    /// <param name="source">Gives every sub-pixel its level.</param>
    /// <param name="afterRow">Called after each row.</param>
    /// <param name="cancellation">Stops between two pixels.</param>
    /// <exception cref="OperationCanceledException">The walk was stopped.</exception>
    public void Run(PlainConditions conditions, int count, ISymbolSource source, Action? afterRow = null, CancellationToken cancellation = default)
    {
        var image = Image;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Batch);
        conditionals.Begin(conditions);
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                cancellation.ThrowIfCancellationRequested();
                for (var channel = 0; channel < image.Channels; channel++)
                {
                    conditionals.MoveTo(row, column, channel);
                    for (var i = 0; i < count; i++)
                    {
                        var pixel = _pixels.AsSpan(i * image.Channels, image.Channels);
                        var mass = new MassFunction(likelihood, conditionals.Output(i), pixel[..channel], _probabilities);
                        conditionals.Set(i, pixel[channel] = source.Choose(new SymbolPlace(i, row, column, channel), mass));
                    }
                }
            }
            afterRow?.Invoke();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => conditionals.Dispose();
}
