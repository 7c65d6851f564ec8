using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Networks;
using Pixel.Randomness;

namespace Pixel.Sampling;

/// <summary>Makes the two samplers.</summary>
public static class Samplers
{
    /// <summary>The name of the sampler that stands on the step face.</summary>
    public const string Incremental = "incremental";

    /// <summary>The name of the sampler that stands on the map face.</summary>
    public const string Ancestral = "ancestral";

    /// <summary>The fast sampler: one forward pass of arithmetic for a whole image, without libtorch.</summary>
    /// <typeparam name="T">The arithmetic: <see cref="float"/>, or <see cref="double"/> to compare with the map face in double precision.</typeparam>
    /// <param name="description">The network.</param>
    /// <param name="likelihood">The likelihood of its output.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="batch">Images drawn at once, shared out among the threads.</param>
    /// <param name="threads">Threads to draw with; the images do not depend on it.</param>
    /// <param name="kernels">The arithmetic; null for this machine's. The images do not depend on it.</param>
    /// <exception cref="NotSupportedException">A layer has no step face.</exception>
    /// <exception cref="ModelException">The weights are not just those of the network.</exception>
    public static ISampler CreateIncremental<T>(
        NetworkDescription description, ILikelihood likelihood, WeightSet weights, int batch, int threads = 1, VectorKernels<T>? kernels = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (weights.Names.Except(Names(description)).FirstOrDefault() is { } stranger)
            throw new ModelException($"The weights hold '{stranger}', which the network lacks; they belong to another network.");
        var share = (batch + threads - 1) / threads;
        return Create(Incremental, description, likelihood, Conditionals);

        IReadOnlyList<IConditionals> Conditionals(NetworkDescription network)
        {
            var own = network == description ? weights : weights.Under("small.");
            return [.. Enumerable.Range(0, Math.Min(threads, batch)).Select(_ => new StepConditionals<T>(network, own, share, kernels))];
        }
    }

    /// <summary>The slow sampler, for any network: a whole forward pass for every sub-pixel.</summary>
    /// <param name="network">The map face, which stays the caller's.</param>
    /// <param name="likelihood">The likelihood of its output.</param>
    /// <param name="batch">Images in lock-step.</param>
    public static ISampler CreateAncestral(NetworkModule network, ILikelihood likelihood, int batch)
    {
        return Create(Ancestral, network.Description, likelihood, Conditionals);

        IReadOnlyList<IConditionals> Conditionals(NetworkDescription description) =>
            [new MapConditionals(description == network.Description ? network : network.Small!, batch)];
    }

    static IEnumerable<string> Names(NetworkDescription network) =>
    [
        .. network.Nodes.SelectMany(node => node.Layer.Parameters.Select(parameter => parameter.Name).Concat(node.Layer.Buffers.Select(buffer => buffer.Name)).Select(name => $"{node.Name}.{name}")),
        .. network.Small is { } small ? Names(small).Select(name => $"small.{name}") : [],
    ];

    static ISampler Create(
        string name, NetworkDescription network, ILikelihood likelihood, Func<NetworkDescription, IReadOnlyList<IConditionals>> conditionals)
    {
        var sampler = new RasterSampler(name, likelihood, conditionals(network));
        return network.Small is not { } small
            ? sampler
            : new PyramidSampler(new RasterSampler(name, likelihood, conditionals(small), RandomStream.SmallSampling), small.Image, sampler);
    }
}

/// <summary>Draws the smaller image first, then the image given the drawn one (paper, section 3.6).</summary>
/// <remarks>Where pixels are known, those that the smaller image would take from them are known there too.</remarks>
/// <param name="small">Draws the smaller images; taken over.</param>
/// <param name="smallImage">Their shape.</param>
/// <param name="large">Draws the images given the smaller ones; taken over.</param>
sealed class PyramidSampler(ISampler small, ImageShape smallImage, ISampler large) : ISampler
{
    public string Name => large.Name;

    public void Sample(Canvas canvas, SamplingOptions options, CancellationToken cancellation = default)
    {
        var first = canvas.Subsample(smallImage);
        small.Sample(first, options with { Progress = null, Observer = null }, cancellation); // an observer's places are those of the image
        canvas.Small = first;
        large.Sample(canvas, options, cancellation);
    }

    public void Dispose()
    {
        small.Dispose();
        large.Dispose();
    }
}
