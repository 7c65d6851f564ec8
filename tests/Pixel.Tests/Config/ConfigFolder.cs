using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Likelihoods;
using Pixel.Tests.Support;

namespace Pixel.Tests.Config;

/// <summary>A temporary folder with configs, and a small world of data sets and architectures for them to name.</summary>
public sealed class ConfigFolder : IDisposable
{
    /// <summary>The least that a config must say.</summary>
    public const string Least = "data: {set: mnist}\nmodel: {architecture: pixelcnn}\n";

    public static readonly IReadOnlyList<string> DataSets = ["mnist", "cifar10", "folder"];

    public static readonly IReadOnlyList<KnownArchitecture> Architectures =
    [
        new("pixelcnn", "Masked convolutions.", typeof(ModelOptions)),
        new("row-lstm", "An LSTM over rows.", typeof(RowOptions)),
        new("multi-scale", "A small image first.", typeof(MultiScaleOptions)),
    ];

    public static KnownModels Models => new(Architectures, LikelihoodCatalog.Shared.Names);

    readonly TempFolder _folder = new();

    // Half a surrogate pair becomes a replacement character.
    public string Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));

    public string PathOf(string name) => _folder[name];

    public Experiment Load(string name, params string[] sets) =>
        ExperimentLoader.Load(PathOf(name), sets, new ConfigContext(DataSets, _ => Models));

    /// <summary>Loads a config of this text.</summary>
    public Experiment LoadText(string text, params string[] sets)
    {
        Write("x.yaml", text);
        return Load("x.yaml", sets);
    }

    /// <summary>The whole message of the failure, with paths relative to this folder.</summary>
    public string Failure(string name, params string[] sets) =>
        Should.Throw<ConfigException>(() => Load(name, sets)).Message.Replace(_folder.Path + "/", "", StringComparison.Ordinal);

    /// <summary>As <see cref="Failure"/>, of a config of this text.</summary>
    public string FailureOf(string text, params string[] sets)
    {
        Write("x.yaml", text);
        return Failure("x.yaml", sets);
    }

    public void Dispose() => _folder.Dispose();
}

public sealed class RowOptions : ModelOptions, IValidatableObject
{
    [Range(1, 99)]
    [Description("Width of the input-to-state convolution.")]
    public int Kernel { get; set; } = 3;

    [Description("Whether to learn the first state.")]
    public bool LearnState { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kernel % 2 == 0)
            yield return new ValidationResult($"is {Kernel}; expected an odd number", [nameof(Kernel)]);
    }
}

public sealed class MultiScaleOptions : ModelOptions
{
    [Description("The network of the small image.")]
    public ModelSettings Small { get; set; } = new();

    [Description("A network between, if any.")]
    public ModelSettings? Middle { get; set; }

    [Range(2, 8)]
    [Description("Factors between the scales.")]
    public int[] Factors { get; set; } = [2];

    [Description("How the scales are blended.")]
    public BlendOptions Blend { get; set; } = new();
}

public sealed class BlendOptions
{
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    [Description("Share of the small image.")]
    public double Share { get; set; } = 0.5;

    [Description("A note, if any.")]
    public string? Note { get; set; }
}
