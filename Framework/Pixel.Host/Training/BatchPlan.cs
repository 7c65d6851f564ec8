using Pixel.Randomness;

namespace Pixel.Host.Training;

/// <summary>Which images each step trains on: every image once an epoch, in an order that is a function of seed and epoch.</summary>
public sealed class BatchPlan
{
    readonly int _images;
    readonly int _batch;
    readonly CounterRandom _random;
    int[] _order = [];
    long _orderedEpoch = -1;

    /// <summary>Plans the epochs over a set of images.</summary>
    /// <param name="images">The number of images, at least 1.</param>
    /// <param name="batch">Images a step, at least 1; the last batch of an epoch may be short.</param>
    /// <param name="seed">The experiment's seed.</param>
    public BatchPlan(int images, int batch, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        (_images, _batch) = (images, batch);
        _random = new CounterRandom(seed, RandomStream.DataOrder);
    }

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch => (_images + _batch - 1) / _batch;

    /// <summary>The indices of a step's images.</summary>
    /// <param name="step">The step, counted from 0.</param>
    public ReadOnlySpan<int> Batch(long step)
    {
        var (epoch, within) = Math.DivRem(step, StepsPerEpoch);
        if (epoch != _orderedEpoch) (_order, _orderedEpoch) = (_random.Permutation((ulong)epoch, _images), epoch);
        var start = (int)within * _batch;
        return _order.AsSpan(start, Math.Min(_batch, _images - start));
    }
}
