using System.Runtime.ExceptionServices;
using Pixel.Contracts;
using Pixel.Randomness;

namespace Pixel.Sampling;

/// <summary>Draws sub-pixel after sub-pixel in raster order, each from its exact conditional distribution (paper, equations 1 and 2).</summary>
/// <remarks>Both samplers are this one; they differ in where the conditionals come from. The images are shared out among threads, a batch at a time.</remarks>
public sealed class RasterSampler : ISampler
{
    readonly RasterWorker[] _workers;

    /// <summary>Makes a sampler.</summary>
    /// <param name="name">The sampler's name.</param>
    /// <param name="likelihood">The distribution that the network's output parametrises.</param>
    /// <param name="conditionals">The network, once for each thread; all of the same batch; taken over.</param>
    /// <param name="stream">What the random numbers are drawn for.</param>
    public RasterSampler(
        string name, ILikelihood likelihood, IReadOnlyList<IConditionals> conditionals, RandomStream stream = RandomStream.Sampling)
    {
        ArgumentOutOfRangeException.ThrowIfZero(conditionals.Count);
        (Name, _workers) = (name, [.. conditionals.Select(each => new RasterWorker(likelihood, each, stream))]);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public void Sample(Canvas canvas, SamplingOptions options, CancellationToken cancellation = default)
    {
        var (shape, batch) = (_workers[0].Conditionals.Image, _workers[0].Conditionals.Batch);
        if (canvas.Image != shape) throw new ArgumentException($"The canvas is {canvas.Image}; the network models {shape}.", nameof(canvas));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Temperature);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var progress = new RowProgress(options.Progress, (long)canvas.Count * shape.Height);
        var (taken, failure) = (0, (Exception?)null);
        Task[] others = [.. _workers[1..].Select(worker => Task.Run(() => Work(worker), CancellationToken.None))];
        Work(_workers[0]);
        Task.WaitAll(others, CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);

        void Work(RasterWorker worker)
        {
            try
            {
                for (int first; (first = Interlocked.Add(ref taken, batch) - batch) < canvas.Count;)
                    worker.Sample(canvas, first, options, progress, stop.Token);
            }
            catch (Exception problem)
            {
                Interlocked.CompareExchange(ref failure, problem, null);
                stop.Cancel();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var worker in _workers) worker.Conditionals.Dispose();
    }
}
