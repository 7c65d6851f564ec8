using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;

namespace Pixel.Host.Config;

/// <summary>One experiment, as a YAML file describes it: the data, the model, and how it is trained, scored and sampled.</summary>
/// <remarks>Read by <see cref="ExperimentLoader"/>; YAML keys are the property names in camelCase.</remarks>
public sealed class Experiment
{
    /// <summary>The experiment's name, which its run folder takes.</summary>
    /// <value>The default value is the name of the YAML file, without folder and extension; <c>extends</c> does not inherit it.</value>
    // Patterns go into the schema as they are, so they keep to what every regex dialect has.
    [RegularExpression(@"(?!\.{1,2}$)[^/\\\x00-\x1f\x7f]{1,100}", ErrorMessage = "allowed: a name for a folder, 1 to 100 characters, no slash or backslash")]
    [Description("Name of the experiment and of its run folder; the name of the file if left out.")]
    public string Name { get; set; } = "";

    /// <summary>The images.</summary>
    [Description("The images to model.")]
    public DataSettings Data { get; set; } = new();

    /// <summary>The architecture and its options.</summary>
    [Description("The architecture and its options.")]
    public ModelSettings Model { get; set; } = new();

    /// <summary>How the model is trained.</summary>
    [Description("How the model is trained.")]
    public TrainingSettings Training { get; set; } = new();

    /// <summary>How the model is scored.</summary>
    [Description("How the model is scored.")]
    public EvaluationSettings Evaluation { get; set; } = new();

    /// <summary>How samples are drawn.</summary>
    [Description("How samples are drawn.")]
    public SamplingSettings Sampling { get; set; } = new();

    /// <summary>Where tensors live: <c>cpu</c>, <c>cuda</c>, or <c>cuda:N</c> with N counting devices from 0.</summary>
    /// <value>The default value is <c>cpu</c>.</value>
    [RegularExpression(@"cpu|cuda(:\d{1,3})?", ErrorMessage = "allowed: cpu, cuda, or cuda:N with N counting devices from 0")]
    [Description("Where tensors live: cpu, cuda, or cuda:N with N counting devices from 0.")]
    public string Device { get; set; } = "cpu";

    /// <summary>Threads to compute with; 0 takes one for each core.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 1024)]
    [Description("Threads to compute with; 0 takes one for each core.")]
    public int Threads { get; set; }

    /// <summary>How layers compute: <c>managed</c>, kernels of our own on the CPU and libtorch's operations elsewhere, or <c>torch</c>, libtorch's everywhere.</summary>
    /// <value>The default value is <c>managed</c>.</value>
    [AllowedValues("managed", "torch")]
    [Description("How layers compute: managed (kernels of our own on the CPU, libtorch elsewhere), or torch, the reference; the same within rounding.")]
    public string Kernels { get; set; } = "managed";

    /// <summary>Folders with further plug-ins, as absolute paths.</summary>
    /// <value>The default value is no folder.</value>
    [FilePath]
    [Description("Folders with further plug-ins, relative to the file that names them.")]
    public IReadOnlyList<string> Plugins { get; set; } = [];
}

/// <summary>The images of an experiment: the <c>data:</c> block.</summary>
public sealed class DataSettings : IValidatableObject
{
    const string Folder = "folder";
    const string Train = "train", TrainAndValidation = "train+validation";

    /// <summary>The name of the data set, one of those the caller of <see cref="ExperimentLoader"/> knows.</summary>
    [Required]
    [DataSetName]
    [Description("Name of the data set.")]
    public string Set { get; set; } = "";

    /// <summary>The folder of the data set's files, as an absolute path.</summary>
    /// <value>The default value is null: the data set looks in its usual places.</value>
    [FilePath]
    [Description("Folder of the data set's files, relative to the file that names it; null looks in the usual places.")]
    public string? Root { get; set; }

    /// <summary>What to do when the set cannot be had: <c>error</c>, or <c>sample</c> for the small images that ship.</summary>
    /// <value>The default value is <c>error</c>.</value>
    [AllowedValues("error", "sample")]
    [Description("When the set cannot be had: error stops, sample takes the small images that ship, and says so.")]
    public string IfUnavailable { get; set; } = "error";

    /// <summary>Levels to quantise each sub-pixel to, uniformly: 2 to 256.</summary>
    /// <value>The default value is null: the set's own.</value>
    [Range(2, 256)]
    [Description("Levels to quantise each sub-pixel to, uniformly; null keeps the set's own.")]
    public int? Levels { get; set; }

    /// <summary>Rows to crop and resize the images of a folder to: 1 to 4096.</summary>
    /// <value>The default value is null: the set's own.</value>
    [Range(1, 4096)]
    [Description("Rows to crop and resize the images of a folder to; null keeps the set's own.")]
    public int? Height { get; set; }

    /// <summary>Columns to crop and resize the images of a folder to: 1 to 4096.</summary>
    /// <value>The default value is null: the set's own.</value>
    [Range(1, 4096)]
    [Description("Columns to crop and resize the images of a folder to; null keeps the set's own.")]
    public int? Width { get; set; }

    /// <summary>Channels to read the images of a folder with: 1 (gray) or 3 (RGB).</summary>
    /// <value>The default value is null: the set's own.</value>
    [AllowedValues(1, 3, null)]
    [Description("Channels to read the images of a folder with, 1 (gray) or 3 (RGB); null keeps the set's own.")]
    public int? Channels { get; set; }

    /// <summary>Whether the labels of the images are read, for models that are conditioned on the class.</summary>
    /// <value>The default value is false.</value>
    [Description("Read the labels of the images too: the model is then conditioned on the class. Of a folder each sub-folder is a class.")]
    public bool Labels { get; set; }

    /// <summary>Use only so many images of each split, the first: at least 1.</summary>
    /// <value>The default value is null: all of them.</value>
    [Range(1, int.MaxValue)]
    [Description("Use only so many images of each split, the first; null uses all.")]
    public int? Limit { get; set; }

    /// <summary>The images to learn from: <c>train</c>, or <c>train+validation</c>, both splits together.</summary>
    /// <value>The default value is <c>train</c>.</value>
    [AllowedValues(Train, TrainAndValidation)]
    [Description("Images to learn from: train, or train+validation, a common last step; validation then tells of images that were learnt from.")]
    public string TrainOn { get; set; } = Train;

    /// <summary>Whether the validation images are learnt from too.</summary>
    internal bool TrainsOnValidation => TrainOn == TrainAndValidation;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Set == Folder && Root is null)
            yield return new ValidationResult($"is missing; the set '{Folder}' needs the folder of its images", [nameof(Root)]);
    }
}

/// <summary>How a model is scored: the <c>evaluation:</c> block.</summary>
public sealed class EvaluationSettings
{
    /// <summary>Images scored at a time, 1 to 65536: a matter of memory and speed, not of the result.</summary>
    /// <value>The default value is 64.</value>
    [Range(1, 65536)]
    [Description("Images scored at a time: a matter of memory and speed, not of the result.")]
    public int Batch { get; set; } = 64;
}

/// <summary>How samples are drawn: the <c>sampling:</c> block.</summary>
public sealed class SamplingSettings
{
    /// <summary>Images to draw: 0 (none) to 65536.</summary>
    /// <value>The default value is 16.</value>
    [Range(0, 65536)]
    [Description("Images to draw; 0 draws none.")]
    public int Count { get; set; } = 16;

    /// <summary>Seed of the draws: at least 0.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, int.MaxValue)]
    [Description("Seed of the draws.")]
    public int Seed { get; set; }

    /// <summary>Divides the logits: below 1 for likelier images, above 1 for more varied ones. Above 0, up to 100.</summary>
    /// <value>The default value is 1: the model itself.</value>
    [Range(0.0, 100.0, MinimumIsExclusive = true)]
    [Description("Divides the logits: below 1 for likelier images, above 1 for more varied ones.")]
    public double Temperature { get; set; } = 1.0;

    /// <summary>The way: <c>incremental</c> (fast), or <c>ancestral</c>, a whole forward for each sub-pixel (the oracle).</summary>
    /// <value>The default value is <c>incremental</c>.</value>
    [AllowedValues("incremental", "ancestral")]
    [Description("Way: incremental (fast), or ancestral, a whole forward for each sub-pixel (the oracle).")]
    public string Sampler { get; set; } = "incremental";

    /// <summary>Epochs between two grids of samples during training: at least 1.</summary>
    /// <value>The default value is null: only after training.</value>
    [Range(1, int.MaxValue)]
    [Description("Epochs between two grids of samples during training; null samples only after it.")]
    public int? Every { get; set; }
}

/// <summary>An experiment that cannot be carried out as asked.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="isUsage">Whether the command or the config is at fault, rather than what was met while carrying it out.</param>
public sealed class ExperimentException(string message, bool isUsage = false) : Exception(message)
{
    /// <summary>Whether the command or the config is at fault.</summary>
    public bool IsUsage => isUsage;
}
