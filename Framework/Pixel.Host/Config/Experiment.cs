using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;
using Pixel.Host.Config.Internal;

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
