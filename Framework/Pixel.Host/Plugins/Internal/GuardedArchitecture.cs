using Pixel.Contracts;

namespace Pixel.Host.Plugins.Internal;

/// <summary>A plug-in's architecture as the host uses it: whatever it throws while it builds is that plug-in's failure.</summary>
sealed class GuardedArchitecture : IArchitecture
{
    readonly IArchitecture _inner;

    /// <summary>Reads the properties now, so that one that throws breaks the plug-in alone.</summary>
    public GuardedArchitecture(IArchitecture inner) =>
        (_inner, Name, Summary, OptionsType) = (inner, inner.Name, inner.Summary, inner.OptionsType);

    public string Name { get; }

    public string Summary { get; }

    public Type OptionsType { get; }

    public NetworkDescription Build(ModelOptions options, BuildContext context)
    {
        try
        {
            return Complete(_inner.Build(options, context));
        }
        catch (Exception problem) when (problem is not (ModelException or UnknownArchitectureException or PluginException))
        {
            throw new PluginException(PluginOrigin.Of(_inner.GetType())!, $"its architecture '{Name}' threw in Build", problem);
        }
    }

    // What a layer says of itself is read here once, while it is known whose layer it is.
    static NetworkDescription Complete(NetworkDescription? network)
    {
        if (network is null) throw new InvalidOperationException("it gave null in place of a network");
        _ = (network.Parameters, network.EffectiveParameters, network.MultiplyAdds, network.HasStepFace);
        return network;
    }
}
