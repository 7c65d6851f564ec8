using Pixel.Contracts;

namespace Pixel.Likelihoods;

/// <summary>The likelihoods by name: those that all share, and those of plug-ins.</summary>
public sealed class LikelihoodCatalog
{
    /// <summary>The name that stands for the likelihood that suits images and network best.</summary>
    public const string Auto = "auto";

    /// <summary>Makes a catalogue.</summary>
    /// <param name="others">What there is beside the shared ones.</param>
    public LikelihoodCatalog(IEnumerable<ILikelihoodFamily> others) => Families = [.. SharedFamily.All, .. others];

    /// <summary>The likelihoods that all share.</summary>
    public static LikelihoodCatalog Shared { get; } = new([]);

    /// <summary>All likelihoods, the shared ones first.</summary>
    public IReadOnlyList<ILikelihoodFamily> Families { get; }

    /// <summary>Every name that <see cref="Find(string, LikelihoodContext)"/> knows.</summary>
    public IReadOnlyList<string> Names => [Auto, .. Families.Select(family => family.Name)];

    /// <summary>The likelihood that a name stands for.</summary>
    /// <param name="name">
    /// Its name, or <c>auto</c>: Bernoulli for 2 levels; for more softmax, but of whole pixels of several colours, which are to be coupled, the mixture of logistic distributions.
    /// </param>
    /// <param name="context">What it is for.</param>
    /// <exception cref="ModelException">There is no such likelihood, or it does not fit the images or the network.</exception>
    public ILikelihood Find(string name, LikelihoodContext context)
    {
        var sought = name == Auto ? Suited(context) : name;
        var family = Families.FirstOrDefault(family => family.Name == sought)
            ?? throw new ModelException($"There is no likelihood '{name}'; known are {string.Join(", ", Names)}.");
        var likelihood = family.Create(context);
        likelihood.OutputFor(context.Image);
        return likelihood;
    }

    /// <summary>The likelihood that an architecture's options name.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="options">Its options.</param>
    /// <param name="image">The images.</param>
    /// <exception cref="ModelException">There is no such likelihood, or it does not fit the images or the network.</exception>
    public ILikelihood Find(IArchitecture architecture, ModelOptions options, ImageShape image) =>
        Find(options.Likelihood, new LikelihoodContext(image, architecture.WholePixels, options.Components));

    static string Suited(LikelihoodContext context) => context switch
    {
        { Image.Levels: 2 } => "bernoulli",
        { WholePixels: true, Image.Channels: > 1 } => "logistic-mixture",
        _ => "softmax",
    };
}

/// <summary>A likelihood that all share.</summary>
/// <param name="name">Its name.</param>
/// <param name="summary">One line for listings.</param>
/// <param name="create">Makes it.</param>
sealed class SharedFamily(string name, string summary, Func<LikelihoodContext, ILikelihood> create) : ILikelihoodFamily
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ILikelihoodFamily> All { get; } =
    [
        new SharedFamily("bernoulli", "One logit a sub-pixel, for 2 levels", context => new BernoulliLikelihood(context.WholePixels)),
        new SharedFamily("softmax", "One logit a level, for 2 to 256 levels", context => new SoftmaxLikelihood(context.WholePixels)),
        new SharedFamily(
            "logistic-mixture", "Discretised mixture of logistic distributions (PixelCNN++); of whole pixels it couples the colours",
            context => new LogisticMixtureLikelihood(context.Components, context.WholePixels)),
        new SharedFamily(
            "gaussian-mixture", "Mixture of Gaussians on dequantised pixels; its nats are an upper bound of the discrete ones",
            context => new GaussianMixtureLikelihood(context.Components, context.WholePixels)),
    ];

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Summary => summary;

    /// <inheritdoc/>
    public ILikelihood Create(LikelihoodContext context) => create(context);
}
