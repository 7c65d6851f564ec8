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

    /// <summary>Describes the network for images of a shape.</summary>
    /// <param name="options">Validated options, of <see cref="OptionsType"/>.</param>
    /// <param name="context">The images, and the likelihood that the output must parametrise.</param>
    /// <exception cref="ModelException">The options do not fit the images.</exception>
    NetworkDescription Build(ModelOptions options, BuildContext context);
}
