using System.Runtime.ExceptionServices;
using Pixel.Contracts;
using Pixel.Kernels;
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

/// <summary>Draws a batch of images at a time; each thread has its own.</summary>
sealed class RasterWorker(ILikelihood likelihood, IConditionals conditionals, RandomStream stream)
{
    readonly double[] _probabilities = new double[conditionals.Image.Levels];
    readonly byte[] _pixel = new byte[conditionals.Image.Channels];

    public IConditionals Conditionals => conditionals;

    /// <summary>Draws the images from <paramref name="first"/> on, as many as the batch takes and the canvas has.</summary>
    public void Sample(Canvas canvas, int first, SamplingOptions options, RowProgress progress, CancellationToken cancellation)
    {
        var image = canvas.Image;
        var count = Math.Min(conditionals.Batch, canvas.Count - first); // the last batch may be short; its idle images draw nothing
        var random = new CounterRandom(options.Seed, stream);
        conditionals.Begin(new PlainConditions(SmallImages(canvas, first, count), Labels(canvas, first, count)));
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
                        ref var level = ref canvas.Level(first + i, channel, row, column);
                        if (!canvas.IsKnown(first + i, row, column))
                            level = Draw(canvas, first + i, (row, column, channel), conditionals.Output(i), random, options);
                        conditionals.Set(i, level);
                    }
                }
            }
            progress.Add(count);
        }
    }

    /// <summary>The smaller images of a batch; a short batch is filled up with the first of them.</summary>
    ReadOnlySpan<byte> SmallImages(Canvas canvas, int first, int count)
    {
        if (canvas.Small is not { } small) return [];
        var levels = new byte[conditionals.Batch * small.Image.Dimensions];
        for (var i = 0; i < conditionals.Batch; i++)
            small[first + (i < count ? i : 0)].CopyTo(levels.AsSpan(i * small.Image.Dimensions));
        return levels;
    }

    /// <summary>The labels of a batch; a short batch is filled up with the first of them.</summary>
    ReadOnlySpan<int> Labels(Canvas canvas, int first, int count)
    {
        if (canvas.Labels is not { } labels) return [];
        var batch = new int[conditionals.Batch];
        for (var i = 0; i < batch.Length; i++) batch[i] = labels[first + (i < count ? i : 0)];
        return batch;
    }

    byte Draw(
        Canvas canvas, int index, (int Row, int Column, int Channel) at, ReadOnlySpan<double> output, CounterRandom random, SamplingOptions options)
    {
        var image = canvas.Image;
        for (var channel = 0; channel < at.Channel; channel++) _pixel[channel] = canvas.Level(index, channel, at.Row, at.Column);
        likelihood.Probabilities(output, _pixel.AsSpan(0, at.Channel), at.Channel, _probabilities);
        options.Observer?.OnDraw(index, at.Row, at.Column, at.Channel, _probabilities);
        if (options.Temperature != 1) Temper(_probabilities, options.Temperature);
        var place = (uint)((at.Row * image.Width + at.Column) * image.Channels + at.Channel);
        return Pick(_probabilities, random.Uniform((ulong)index, place));
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
