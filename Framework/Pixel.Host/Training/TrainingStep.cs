using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Storage;
using Pixel.Kernels.Training;
using Pixel.Libtorch;
using Pixel.Networks;
using Pixel.Randomness;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pixel.Host.Training;

/// <summary>One step of maximum likelihood with teacher forcing: forward and backward, a micro-batch at a time; then clip and update.</summary>
sealed class TrainingStep : IDisposable
{
    readonly NetworkModule _network;
    readonly ILikelihood _likelihood;
    readonly TrainingSettings _settings;
    readonly IImageSet _images;
    readonly OptimizerHelper _optimizer;

    public TrainingStep(NetworkModule network, ILikelihood likelihood, TrainingSettings settings, IImageSet images)
    {
        (_network, _likelihood, _settings, _images) = (network, likelihood, settings, images);
        Parameters = new ParameterVector(network);
        Parameters.ShareGradients();
        _optimizer = Create(settings, [Parameters.Values]);
    }

    /// <summary>Whether an update was begun and not ended: the weights are then neither those before it nor those after.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>The network's parameters, as they are trained.</summary>
    public ParameterVector Parameters { get; }

    /// <summary>Goes on from a checkpoint: takes over the weights that the network was given, and the optimiser's state.</summary>
    /// <param name="path">The file of that state.</param>
    /// <exception cref="CheckpointException">It is missing or damaged, or no state of this optimiser for these parameters.</exception>
    public void Restore(string path)
    {
        Parameters.Read();
        if (!File.Exists(path))
            throw new CheckpointException($"{path}: is missing; an older pixelfw may have written this checkpoint. Go on with that version, or start anew with another --out.");
        try
        {
            OptimizerWeights.Load(SafetensorsReader.Read(path), _optimizer, Parameters);
        }
        catch (ModelException problem)
        {
            throw new CheckpointException($"{path}: is no state of this optimiser for this network. {problem.Message} Restore the settings, or start anew with another --out.");
        }
    }

    /// <summary>Writes the optimiser's state.</summary>
    /// <param name="path">The safetensors file.</param>
    public void Save(string path) => SafetensorsWriter.Write(path, OptimizerWeights.Copy(_optimizer, Parameters));

    /// <summary>Makes a step on a batch.</summary>
    /// <param name="step">The step, counted from 0: what layers of TorchSharp's draw, such as dropout, is a function of it and the seed.</param>
    /// <param name="batch">The indices of the images.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="progress">Receives the share of the images that is done, after each micro-batch but the last.</param>
    /// <returns>The batch's mean nats an image before the update, and the gradient's norm before clipping.</returns>
    /// <exception cref="NotFiniteNumberException">The loss or the gradient is NaN or infinite; the weights are as before.</exception>
    public (double Nats, double Norm) Make(long step, ReadOnlySpan<int> batch, double learningRate, IProgress<double>? progress = null)
    {
        using var scope = NewDisposeScope();
        Seed(step);
        _optimizer.zero_grad();
        var nats = 0.0;
        var size = _settings.MicroBatch ?? batch.Length;
        for (var first = 0; first < batch.Length; first += size)
        {
            if (first > 0) progress?.Report((double)first / batch.Length);
            nats += AddGradients(batch.Slice(first, Math.Min(size, batch.Length - first)), batch.Length, Context(step, first));
        }
        var norm = Parameters.Values.grad!.norm().ToDouble();
        if (!double.IsFinite(norm)) throw new NotFiniteNumberException("The norm of the gradient", norm);
        if (_settings.Clip is { } clip) nn.utils.clip_grad_norm_([Parameters.Values], clip);
        foreach (var group in _optimizer.ParamGroups) group.LearningRate = learningRate;
        IsTorn = true;
        _optimizer.step();
        Parameters.Write();
        IsTorn = false;
        return (nats / batch.Length, norm);
    }

    /// <summary>Whether all weights are finite, and the likelihoods of some images under a network in evaluation, too.</summary>
    /// <param name="network">The network that is trained, or its average.</param>
    /// <param name="images">The indices of the images; none to look at the weights alone.</param>
    public bool IsFinite(NetworkModule network, ReadOnlySpan<int> images)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        if (!network.parameters().All(parameter => double.IsFinite(parameter.sum(ScalarType.Float64).ToDouble()))) return false;
        if (images.IsEmpty) return true;
        var size = Math.Min(_settings.MicroBatch ?? images.Length, images.Length);
        var (image, small) = Nats(network, images[..size], ForwardContext.Evaluation);
        return double.IsFinite(image.sum().ToDouble()) && (small is null || double.IsFinite(small.sum().ToDouble()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        Parameters.Dispose();
    }

    /// <summary>Seeds libtorch's generators, those of all devices: a resumed run draws what an uninterrupted one does.</summary>
    void Seed(long step)
    {
        var (high, low, _, _) = Philox.Words((ulong)_settings.Seed, (uint)step, (uint)(step >> 32), 0, (uint)RandomStream.Training);
        manual_seed((long)(((ulong)high << 32 | low) >> 1));
    }

    ForwardContext Context(long step, int first) => new() { IsTraining = true, Seed = (ulong)_settings.Seed, Step = step, FirstImage = first };

    /// <summary>Sets the first weights that depend on the images, from the first batch of a training.</summary>
    /// <param name="batch">The indices of its images.</param>
    public void InitializeFrom(ReadOnlySpan<int> batch)
    {
        using var scope = NewDisposeScope();
        var parameter = _network.parameters().First();
        var levels = LevelBatch.Gather(_images, batch[..Math.Min(_settings.MicroBatch ?? batch.Length, batch.Length)], parameter.device, parameter.dtype);
        var small = _network.Description.Small is { Image: var image } ? TeacherForcing.Subsample(levels, image) : null;
        _network.InitializeFrom(levels, new ForwardContext { Conditions = new Conditions(small, Labels(batch[..(int)levels.shape[0]], parameter.device)) });
        Parameters.Read();
    }

    (Tensor Image, Tensor? Small) Nats(NetworkModule network, ReadOnlySpan<int> images, ForwardContext context)
    {
        var parameter = network.parameters().First();
        var levels = LevelBatch.Gather(_images, images, parameter.device, parameter.dtype); // (B, C, H, W)
        return TeacherForcing.NatsOfKnown(network, _likelihood, levels, context with { Conditions = new Conditions(Labels: Labels(images, parameter.device)) }); // (B)
    }

    Tensor? Labels(ReadOnlySpan<int> images, Device device) => _network.Description.Classes > 0 ? LabelBatch.Gather(_images, images, device) : null;

    /// <summary>Adds the gradients of some images' share of the batch's mean, and gives the sum of their nats.</summary>
    double AddGradients(ReadOnlySpan<int> images, int batch, ForwardContext context)
    {
        using var scope = NewDisposeScope();
        var (image, small) = Nats(_network, images, context);
        var nats = (small is null ? image : image.Plus(small)).sum();
        var value = nats.ToDouble();
        if (!double.IsFinite(value)) throw new NotFiniteNumberException("The loss", value);
        // Per dimension, so that learning rates and clipping mean the same for every image size.
        var loss = nats.Over((double)batch * _images.Shape.Dimensions);
        Graphs.ServeOnce = true;
        try
        {
            loss.backward();
        }
        finally
        {
            Graphs.ServeOnce = false;
        }
        return value;
    }

    static OptimizerHelper Create(TrainingSettings settings, Parameter[] parameters) => settings.Optimizer switch
    {
        "adam" => optim.Adam(
            parameters, settings.LearningRate, settings.Beta1, settings.Beta2, settings.Epsilon, settings.WeightDecay),
        "adamw" => optim.AdamW(
            parameters, settings.LearningRate, settings.Beta1, settings.Beta2, settings.Epsilon, settings.WeightDecay),
        _ => optim.RMSProp(
            parameters, settings.LearningRate, settings.Alpha, settings.Epsilon, settings.WeightDecay, settings.Momentum),
    };
}
