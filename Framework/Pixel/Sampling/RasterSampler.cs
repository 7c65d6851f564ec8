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
        (Name, _workers) = (name, [.. conditionals.Select(each => new RasterWorker(new RasterPass(likelihood, each), stream))]);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public void Sample(Canvas canvas, SamplingOptions options, CancellationToken cancellation = default)
    {
        var (shape, batch) = (_workers[0].Pass.Image, _workers[0].Pass.Batch);
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
        foreach (var worker in _workers) worker.Dispose();
    }
}

/// <summary>Draws a batch of images at a time; each thread has its own.</summary>
sealed class RasterWorker(RasterPass pass, RandomStream stream) : IDisposable
{
    public RasterPass Pass => pass;

    /// <summary>Draws the images from <paramref name="first"/> on, as many as the batch takes and the canvas has.</summary>
    public void Sample(Canvas canvas, int first, SamplingOptions options, RowProgress progress, CancellationToken cancellation)
    {
        var count = Math.Min(pass.Batch, canvas.Count - first); // the last batch may be short; its idle images draw nothing
        pass.Run(
            new PlainConditions(SmallImages(canvas, first, count), Labels(canvas, first, count)), count, new DrawnLevels(canvas, first, options, stream),
            () => progress.Add(count), cancellation);
    }

    /// <summary>The smaller images of a batch; a short batch is filled up with the first of them.</summary>
    ReadOnlySpan<byte> SmallImages(Canvas canvas, int first, int count)
    {
        if (canvas.Small is not { } small) return [];
        var levels = new byte[pass.Batch * small.Image.Dimensions];
        for (var i = 0; i < pass.Batch; i++)
            small[first + (i < count ? i : 0)].CopyTo(levels.AsSpan(i * small.Image.Dimensions));
        return levels;
    }

    /// <summary>The labels of a batch; a short batch is filled up with the first of them.</summary>
    ReadOnlySpan<int> Labels(Canvas canvas, int first, int count)
    {
        if (canvas.Labels is not { } labels) return [];
        var batch = new int[pass.Batch];
        for (var i = 0; i < batch.Length; i++) batch[i] = labels[first + (i < count ? i : 0)];
        return batch;
    }

    public void Dispose() => pass.Dispose();
}

/// <summary>Counts the rows that several threads have done.</summary>
sealed class RowProgress(IProgress<double>? target, long rows)
{
    readonly Lock _lock = new();
    long _done;

    /// <summary>Reports a row of some images.</summary>
    public void Add(int images)
    {
        if (target is null) return;
        lock (_lock) target.Report((double)(_done += images) / rows); // under the lock, so that it only goes up
    }
}
