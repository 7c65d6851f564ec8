namespace Pixel.Contracts;

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

    /// <inheritdoc cref="IArchitecture.Build"/>
    protected abstract NetworkDescription Build(TOptions options, BuildContext context);

    /// <inheritdoc/>
    NetworkDescription IArchitecture.Build(ModelOptions options, BuildContext context) => Build((TOptions)options, context);
}
