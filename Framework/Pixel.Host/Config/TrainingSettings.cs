using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pixel.Host.Config;

/// <summary>How a model is trained: the <c>training:</c> block.</summary>
public sealed class TrainingSettings
{
    /// <summary>The optimiser: <c>rmsprop</c> (the paper's), <c>adam</c> or <c>adamw</c>.</summary>
    /// <value>The default value is <c>rmsprop</c>.</value>
    [AllowedValues("rmsprop", "adam", "adamw")]
    [Description("Optimiser: rmsprop (the paper's), adam or adamw.")]
    public string Optimizer { get; set; } = "rmsprop";

    /// <summary>The learning rate after warm-up: above 0, up to 10.</summary>
    /// <value>The default value is 0.001.</value>
    [Range(0.0, 10.0, MinimumIsExclusive = true)]
    [Description("Learning rate after warm-up.")]
    public double LearningRate { get; set; } = 1e-3;

    /// <summary>Images of one step: 1 to 65536.</summary>
    /// <value>The default value is 16, the paper's for MNIST and CIFAR-10.</value>
    [Range(1, 65536)]
    [Description("Images of one step.")]
    public int Batch { get; set; } = 16;

    /// <summary>Images that pass through the network at once; a step adds up the gradients of its micro-batches: 1 to 65536.</summary>
    /// <value>The default value is null: the whole batch at once. A smaller number takes less memory for the same step.</value>
    [Range(1, 65536)]
    [Description("Images that pass through the network at once, their gradients added up; null is the whole batch. Less takes less memory.")]
    public int? MicroBatch { get; set; }

    /// <summary>Passes over the training split: at least 1.</summary>
    /// <value>The default value is null: <see cref="Steps"/> decides, or 10 epochs where that is null too.</value>
    [Range(1, int.MaxValue)]
    [Description("Passes over the training split; null lets training.steps decide, and is 10 where that is null too.")]
    public int? Epochs { get; set; }

    /// <summary>Stop after so many steps, even inside an epoch: at least 1.</summary>
    /// <value>The default value is null: the epochs decide. Where both are given, the run ends at what comes first.</value>
    [Range(1, int.MaxValue)]
    [Description("Stop after so many steps, even inside an epoch; null lets the epochs decide. With both, the run ends at what comes first.")]
    public int? Steps { get; set; }

    /// <summary>Seed of the first weights and of the order of the images: at least 0.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, int.MaxValue)]
    [Description("Seed of the first weights and of the order of the images.")]
    public int Seed { get; set; }

    /// <summary>How the learning rate changes.</summary>
    [Description("How the learning rate changes with the steps.")]
    public ScheduleSettings Schedule { get; set; } = new();

    /// <summary>The largest L2 norm of the whole gradient; a longer one is scaled down. Above 0.</summary>
    /// <value>The default value is null: no clipping.</value>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    [Description("Largest L2 norm of the whole gradient, a longer one is scaled down; null does not clip.")]
    public double? Clip { get; set; }

    /// <summary>Decay per step of the exponential moving average of the weights, which scoring and sampling then use: between 0 and 1.</summary>
    /// <value>The default value is null: no average.</value>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    [Description("Decay per step of a moving average of the weights, used for scoring and sampling; null keeps none.")]
    public double? Ema { get; set; }

    /// <summary>Weight decay: 0 to 1. An L2 penalty, but decoupled from the gradient for <c>adamw</c>.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1.0)]
    [Description("Weight decay: an L2 penalty, but decoupled from the gradient for adamw.")]
    public double WeightDecay { get; set; }

    /// <summary>RMSProp's smoothing of the squared gradient: 0 to below 1.</summary>
    /// <value>The default value is 0.99.</value>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    [Description("rmsprop: smoothing of the squared gradient.")]
    public double Alpha { get; set; } = 0.99;

    /// <summary>RMSProp's momentum: 0 to below 1.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    [Description("rmsprop: momentum.")]
    public double Momentum { get; set; }

    /// <summary>Adam's smoothing of the gradient: 0 to below 1.</summary>
    /// <value>The default value is 0.9.</value>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    [Description("adam, adamw: smoothing of the gradient.")]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>Adam's smoothing of the squared gradient: 0 to below 1.</summary>
    /// <value>The default value is 0.999.</value>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    [Description("adam, adamw: smoothing of the squared gradient.")]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>Added to the optimiser's denominator: above 0, up to 1.</summary>
    /// <value>The default value is 1e-8.</value>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    [Description("Added to the optimiser's denominator.")]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>Steps between two scorings of the validation split: at least 1.</summary>
    /// <value>The default value is null: once per epoch.</value>
    [Range(1, int.MaxValue)]
    [Description("Steps between two scorings of the validation split; null is once per epoch.")]
    public int? ValidateEvery { get; set; }

    /// <summary>Score only so many validation images, the first: at least 1.</summary>
    /// <value>The default value is null: the whole split.</value>
    [Range(1, int.MaxValue)]
    [Description("Score only so many validation images, the first; null scores the whole split.")]
    public int? ValidationImages { get; set; }

    /// <summary>Steps between two checkpoints: at least 1.</summary>
    /// <value>The default value is null: once per epoch.</value>
    [Range(1, int.MaxValue)]
    [Description("Steps between two checkpoints; null is once per epoch.")]
    public int? CheckpointEvery { get; set; }

    /// <summary>How many of the last checkpoints are kept, beside the best: 1 to 1000.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 1000)]
    [Description("How many of the last checkpoints are kept, beside the best.")]
    public int Keep { get; set; } = 1;

    /// <summary>Ends the training after so many validations in a row that are not better than the best: at least 1.</summary>
    /// <value>The default value is null: it goes on to the last step.</value>
    [Range(1, int.MaxValue)]
    [Description("Ends the training after so many validations in a row without a better one; null goes on to the last step.")]
    public int? Patience { get; set; }

    /// <summary>Starts from the weights of another run, or of a model that ships, instead of random ones: its folder, as an absolute path.</summary>
    /// <value>The default value is null: random weights.</value>
    [FilePath]
    [Description("A run folder, or one under models/, of the same network: training starts from its weights; null starts from random ones.")]
    public string? InitFrom { get; set; }

    /// <summary>Steps between two lines of metrics: at least 1.</summary>
    /// <value>The default value is 10.</value>
    [Range(1, int.MaxValue)]
    [Description("Steps between two lines of metrics.")]
    public int LogEvery { get; set; } = 10;

    /// <summary>Steps of the whole run, by <see cref="Epochs"/> and <see cref="Steps"/>.</summary>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    internal long TotalSteps(int stepsPerEpoch) =>
        Math.Min((long)(Epochs ?? (Steps is null ? 10 : int.MaxValue)) * stepsPerEpoch, Steps ?? long.MaxValue);
}

/// <summary>How the learning rate changes with the steps: the <c>training.schedule:</c> block.</summary>
public sealed class ScheduleSettings
{
    /// <summary>The shape: <c>constant</c>, <c>exponential</c> or <c>cosine</c>.</summary>
    /// <value>The default value is <c>constant</c>.</value>
    [AllowedValues("constant", "exponential", "cosine")]
    [Description("Shape: constant, exponential or cosine.")]
    public string Kind { get; set; } = "constant";

    /// <summary>Steps over which the learning rate first rises from 0, linearly: at least 0.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, int.MaxValue)]
    [Description("Steps over which the learning rate first rises from 0, linearly.")]
    public int Warmup { get; set; }

    /// <summary>The factor of each step of the exponential shape: above 0, up to 1.</summary>
    /// <value>The default value is 0.999995.</value>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    [Description("exponential: factor of each step.")]
    public double Decay { get; set; } = 0.999995;

    /// <summary>The fraction of the learning rate that the cosine shape ends at: 0 to 1.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1.0)]
    [Description("cosine: fraction of the learning rate that it ends at.")]
    public double Minimum { get; set; }
}
