using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Kernels.Training;
using Pixel.Networks;
using static TorchSharp.torch;

namespace Pixel.Host.Evaluation;

/// <summary>The negative log-likelihoods of a batch of images, in nats.</summary>
/// <param name="Image">Of each image, given the small one of a multi-scale model, (B).</param>
/// <param name="Small">Of each small image, (B); empty for other models.</param>
readonly record struct BatchNats(double[] Image, double[] Small)
{
    /// <summary>Throws unless a network models images of a set's shape, and knows as many classes as it must.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void CheckFits(NetworkModule network, IImageSet images)
    {
        var (shape, classes) = (network.Description.Image, network.Description.Classes);
        if (images.Shape != shape)
            throw new ArgumentException($"{images.Name} has images of {images.Shape}; the network models {shape}.", nameof(images));
        if (classes > 0 && images.Classes?.Count != classes)
            throw new ArgumentException($"{images.Name} has {(images.Classes is { } others ? $"{others}" : "no labels")}; the network is conditioned on {classes} classes.", nameof(images));
    }

    /// <summary>Images as a network takes them, with their labels where it is class-conditional.</summary>
    /// <returns>Levels (B, C, H, W), and labels (B) or null.</returns>
    public static (Tensor Levels, Tensor? Labels) Gather(NetworkModule network, IImageSet images, ReadOnlySpan<int> indices)
    {
        var parameter = network.parameters().First();
        return (
            LevelBatch.Gather(images, indices, parameter.device, parameter.dtype),
            network.Description.Classes > 0 ? LabelBatch.Gather(images, indices, parameter.device) : null);
    }

    /// <summary>Evaluates a batch, part by part. By the managed kernels each thread takes a part through the whole network: none waits for another at every layer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="likelihood">The likelihood of its output.</param>
    /// <param name="levels">The images, (B, C, H, W).</param>
    /// <param name="labels">Their labels, (B); null where the network is not class-conditional.</param>
    /// <param name="place">The first image's place in the set, so that what is drawn depends on no batch.</param>
    public static BatchNats Of(NetworkModule network, ILikelihood likelihood, Tensor levels, Tensor? labels, int place)
    {
        var count = (int)levels.shape[0];
        var parts = network.ComputesManaged(levels) ? Math.Min(Workers.Count, count) : 1;
        var nats = new BatchNats[parts];
        Workers.Run(parts, part => nats[part] = Of(network, likelihood, levels, labels, place, count * part / parts, count * (part + 1) / parts));
        return new BatchNats([.. nats.SelectMany(part => part.Image)], [.. nats.SelectMany(part => part.Small)]);
    }

    static BatchNats Of(NetworkModule network, ILikelihood likelihood, Tensor levels, Tensor? labels, int place, int first, int end)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad(); // holds for this thread
        var context = new ForwardContext { FirstImage = place + first, Conditions = new Conditions(Labels: labels).Narrow(first, end - first) };
        var (image, small) = TeacherForcing.NatsOfKnown(network, likelihood, levels.slice(0, first, end, 1), context); // (B) each
        return new BatchNats(Values(image), small is null ? [] : Values(small));
    }

    static double[] Values(Tensor nats) => nats.to_type(ScalarType.Float64).cpu().data<double>().ToArray();
}

/// <summary>Sums the likelihoods of the images of a set up, one after the other.</summary>
/// <param name="images">The set.</param>
sealed class NatsSum(IImageSet images)
{
    int _count;
    double _ofImages;
    double? _ofSmall;

    /// <summary>Adds the next image.</summary>
    /// <param name="nats">The batch that it is in.</param>
    /// <param name="place">Its place in the batch.</param>
    /// <exception cref="LikelihoodException">It is NaN or infinite.</exception>
    public void Add(BatchNats nats, int place)
    {
        _ofImages += nats.Image[place];
        if (nats.Small.Length > 0) _ofSmall = (_ofSmall ?? 0) + nats.Small[place];
        var sum = _ofImages + (_ofSmall ?? 0);
        if (!double.IsFinite(sum)) throw LikelihoodException.Of(images, _count, sum);
        _count++;
    }

    /// <summary>The mean over the images so far, at least one.</summary>
    public EvaluationResult Result() =>
        new(_count, images.Shape.Dimensions, (_ofImages + (_ofSmall ?? 0)) / _count, _ofSmall is null ? null : _ofImages / _count);
}
