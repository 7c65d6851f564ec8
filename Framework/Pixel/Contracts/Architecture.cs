namespace Pixel.Contracts;

/// <summary>What a plug-in offers: a named way from options to a network. It needs a public constructor without parameters.</summary>
public interface IArchitecture
{
    /// <summary>The name that YAML knows it by, in kebab case: <c>pixelcnn</c>, <c>row-lstm</c>.</summary>
    string Name { get; }

    /// <summary>One line for listings.</summary>
    string Summary { get; }

    /// <summary>The type of the options, <see cref="ModelOptions"/> or derived from it, with a public constructor without parameters.</summary>
    Type OptionsType { get; }

    /// <summary>
    /// Whether the output at a pixel is computed from whole pixels before it alone, so that the colours of a pixel couple in the likelihood (PixelCNN++, section 2.2).
    /// </summary>
    /// <value>The default value is false: a colour's output is computed from the colours before it too.</value>
    bool WholePixels => false;

    /// <summary>Describes the network for images of a shape.</summary>
    /// <param name="options">Validated options, of <see cref="OptionsType"/>.</param>
    /// <param name="context">The images, and the likelihood that the output must parametrise.</param>
    /// <exception cref="ModelException">The options do not fit the images.</exception>
    NetworkDescription Build(ModelOptions options, BuildContext context);
}

/// <summary>The usual base of an architecture with options of its own.</summary>
/// <typeparam name="TOptions">The options.</typeparam>
public abstract class Architecture<TOptions> : IArchitecture where TOptions : ModelOptions, new()
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Summary { get; }

    /// <inheritdoc/>
    public Type OptionsType => typeof(TOptions);

    /// <inheritdoc/>
    public virtual bool WholePixels => false;

    /// <inheritdoc cref="IArchitecture.Build"/>
    protected abstract NetworkDescription Build(TOptions options, BuildContext context);

    /// <inheritdoc/>
    NetworkDescription IArchitecture.Build(ModelOptions options, BuildContext context) => Build((TOptions)options, context);
}

/// <summary>What an architecture is built for.</summary>
/// <param name="Image">The shape of the images.</param>
/// <param name="Likelihood">The likelihood whose parameters the network's output gives.</param>
/// <param name="Architectures">The other architectures, for one that is made of others.</param>
public sealed record BuildContext(ImageShape Image, ILikelihood Likelihood, IArchitectureCatalog Architectures)
{
    /// <summary>The smaller image that the network is conditioned on (paper, section 3.6); null for most.</summary>
    public Conditioning? Conditioning { get; init; }

    /// <summary>The number of classes that the network is conditioned on; 0 for none.</summary>
    public int Classes { get; init; }
}

/// <summary>A smaller image that a network is conditioned on, and the width of the map it is upsampled to (paper, section 3.6).</summary>
/// <param name="Small">The smaller image; its sides divide those of the modelled image by the same factor.</param>
/// <param name="Channels">The channels c of the c×n×n map.</param>
public sealed record Conditioning(ImageShape Small, int Channels);

/// <summary>The architectures that the loaded plug-ins offer.</summary>
public interface IArchitectureCatalog
{
    /// <summary>The architecture of a name.</summary>
    /// <param name="name">Its name, as YAML knows it.</param>
    /// <exception cref="Exception">There is none; the message names the nearest and all that are known.</exception>
    IArchitecture Find(string name);
}

/// <summary>A model that cannot be built from its options, its image shape or its weights; the message tells what to change.</summary>
/// <param name="message">What is wrong, what is allowed and what to do.</param>
public sealed class ModelException(string message) : Exception(message);
