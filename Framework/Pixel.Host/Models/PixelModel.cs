using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Plugins;
using Pixel.Host.Storage;
using Pixel.Networks;
using Pixel.Sampling;

namespace Pixel.Host.Models;

/// <summary>A model as an experiment describes it: the network and the likelihood of its output.</summary>
/// <param name="Architecture">The architecture's name.</param>
/// <param name="Description">The network.</param>
/// <param name="Likelihood">The likelihood.</param>
public sealed record PixelModel(string Architecture, NetworkDescription Description, ILikelihood Likelihood)
{
    /// <summary>Builds the model for images of a shape.</summary>
    /// <param name="settings">The architecture and its options.</param>
    /// <param name="image">The images.</param>
    /// <param name="plugins">Where the architecture comes from.</param>
    /// <param name="classes">Classes that the network is conditioned on; 0 for none.</param>
    /// <exception cref="ModelException">The options do not fit the images, or the architecture cannot be conditioned on classes.</exception>
    /// <exception cref="UnknownArchitectureException">No plug-in offers the architecture.</exception>
    public static PixelModel Build(ModelSettings settings, ImageShape image, PluginCatalog plugins, int classes = 0)
    {
        var architecture = plugins.Find(settings.Architecture);
        var likelihood = plugins.Likelihoods.Find(architecture, settings.Options, image);
        var network = architecture.Build(settings.Options, new BuildContext(image, likelihood, plugins) { Classes = classes });
        return network.Classes == classes ? new PixelModel(architecture.Name, network, likelihood)
            : throw new ModelException($"The architecture '{architecture.Name}' cannot be conditioned on the {classes} classes of the images; take another one, or data.labels: false.");
    }

    /// <summary>Makes a sampler.</summary>
    /// <param name="name">Incremental or ancestral; a network without a step face is sampled ancestrally.</param>
    /// <param name="batch">Images drawn at once.</param>
    /// <param name="threads">Threads for the step face; 0 for one each core.</param>
    /// <param name="weights">Gives the weights, for the step face.</param>
    /// <param name="network">Gives the map face.</param>
    public ISampler CreateSampler(string name, int batch, int threads, Func<WeightSet> weights, Func<NetworkModule> network) =>
        name == Samplers.Incremental && Description.HasStepFace
            ? Samplers.CreateIncremental<float>(Description, Likelihood, weights(), batch, Devices.Threads(threads))
            : Samplers.CreateAncestral(network(), Likelihood, batch);
}

/// <summary>What a run's model is, <c>model.json</c>: with the config all that is needed to build it without its data.</summary>
/// <param name="Architecture">The architecture's name.</param>
/// <param name="Channels">Channels of the images.</param>
/// <param name="Height">Rows of the images.</param>
/// <param name="Width">Columns of the images.</param>
/// <param name="Levels">Levels of a sub-pixel.</param>
/// <param name="Data">The honest name of the training data.</param>
/// <param name="StandIn">Whether the project's sample stood in for the data.</param>
/// <param name="Classes">How many classes the training images are labelled with; null where they had no labels.</param>
/// <param name="ClassNames">The names of the classes, in the order of the labels; null where they have none.</param>
public sealed record ModelCard(
    string Architecture, int Channels, int Height, int Width, int Levels, string Data, bool StandIn, int? Classes = null, IReadOnlyList<string>? ClassNames = null)
{
    /// <summary>Describes a model and its data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">Its training images.</param>
    public static ModelCard Of(PixelModel model, IImageSet images) => new(
        model.Architecture, images.Shape.Channels, images.Shape.Height, images.Shape.Width, images.Shape.Levels, images.Name, images.IsStandIn,
        images.Classes?.Count, images.Classes?.Names);

    /// <summary>The shape of the images.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range.</exception>
    public ImageShape ToShape() => new(Channels, Height, Width, Levels);

    /// <summary>The classes of the training images; null where they had no labels.</summary>
    public ImageClasses? ToClasses() => Classes is { } count ? new ImageClasses(count, ClassNames) : null;

    /// <summary>Whether all is the same, the names of the classes one by one.</summary>
    /// <param name="other">Another card.</param>
    public bool IsSame(ModelCard other) => this with { ClassNames = null } == other with { ClassNames = null } && Equals(ToClasses(), other.ToClasses());

    /// <summary>Writes the card.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => JsonFile.Write(path, this);

    /// <summary>Reads a card.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is missing or malformed, or there are no images of such a shape.</exception>
    public static ModelCard Load(string path) => JsonFile.Read<ModelCard>(
        path, "model card", "Restore it, or train anew into another folder.", card => card.Fault());

    string? Fault()
    {
        if (Classes < 2) return $"classes is {Classes}, and at least 2";
        if (ClassNames is not null && ClassNames.Count != (Classes ?? 0)) return $"there are {Classes ?? 0} classes, and {ClassNames.Count} names of classes";
        if (ClassNames?.Contains(null!) == true) return "the name of a class is null";
        try
        {
            ToShape();
            return null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return $"there are no images of {Channels}×{Height}×{Width} sub-pixels of {Levels} levels";
        }
    }
}
