using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Storage;
using Pixel.Kernels.Training;
using Pixel.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pixel.Host.Training;

/// <summary>One step of maximum likelihood with teacher forcing: forward and backward, a micro-batch at a time; then clip and update.</summary>
sealed class TrainingStep
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
    /// <param name="batch">The indices of the images.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="progress">Receives the share of the images that is done, after each micro-batch but the last.</param>
    /// <returns>The batch's mean nats an image before the update, and the gradient's norm where gradients are clipped.</returns>
    /// <exception cref="NotFiniteNumberException">The loss is NaN or infinite; the weights are as before.</exception>
    public (double Nats, double? Norm) Make(ReadOnlySpan<int> batch, double learningRate, IProgress<double>? progress = null)
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        var nats = 0.0;
        var size = _settings.MicroBatch ?? batch.Length;
        for (var first = 0; first < batch.Length; first += size)
        {
            if (first > 0) progress?.Report((double)first / batch.Length);
            nats += AddGradients(batch.Slice(first, Math.Min(size, batch.Length - first)), batch.Length);
        }
        double? norm = _settings.Clip is { } clip ? nn.utils.clip_grad_norm_([Parameters.Values], clip) : null;
        foreach (var group in _optimizer.ParamGroups) group.LearningRate = learningRate;
        _optimizer.step();
        Parameters.Write();
        return (nats / batch.Length, norm);
    }

    /// <summary>Adds the gradients of some images' share of the batch's mean, and gives the sum of their nats.</summary>
    double AddGradients(ReadOnlySpan<int> images, int batch)
    {
        using var scope = NewDisposeScope();
        var parameter = _network.parameters().First();
        var levels = LevelBatch.Gather(_images, images, parameter.device, parameter.dtype); // (B, C, H, W)
        var (image, small) = TeacherForcing.NatsOfKnown(_network, _likelihood, levels);
        var nats = (small is null ? image : image + small).sum();
        var value = nats.ToDouble();
        if (!double.IsFinite(value)) throw new NotFiniteNumberException(value);
        // Per dimension, so that learning rates and clipping mean the same for every image size.
        var loss = nats / ((double)batch * _images.Shape.Dimensions);
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
