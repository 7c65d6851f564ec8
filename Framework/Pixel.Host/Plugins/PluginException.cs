using System.Diagnostics;
using System.Runtime.Loader;
using Pixel.Contracts;

namespace Pixel.Host.Plugins;

/// <summary>A plug-in that was loaded and then failed at its work; the message is the whole text for the user.</summary>
public sealed class PluginException : Exception
{
    internal PluginException(PluginOrigin origin, string what, Exception cause)
        : base(Describe(origin, what, cause), cause) => (Plugin, File) = (origin.Name, origin.File);

    /// <summary>The name of the plug-in.</summary>
    public string Plugin { get; }

    /// <summary>The full path of its assembly.</summary>
    public string File { get; }

    /// <summary>Finds the plug-in at fault: the one whose layer failed, or whose code an exception came through.</summary>
    /// <param name="problem">What was thrown.</param>
    /// <returns>The plug-in's failure; null where no plug-in is at fault, such as for a layer that all share.</returns>
    public static PluginException? Of(Exception problem) => problem switch
    {
        PluginException known => known,
        LayerException { Node: var node } layer => PluginOrigin.Of(node.Layer.GetType()) is { } origin
            ? new PluginException(origin, $"its layer '{node.Name}' ({node.Layer.Kind}) threw in its {layer.Face}", layer.InnerException!)
            : null,
        _ => PluginOrigin.Of(problem) is { } origin ? new PluginException(origin, "its code threw", problem) : null,
    };

    static string Describe(PluginOrigin origin, string what, Exception cause) => $"""
        The plug-in {origin.Name} failed: {what}: {PluginFault.Tell(cause)}.
          file:     {origin.File}
          contract: {Contract.Tell(origin.ContractVersion)}
          where:    {origin.PlaceOf(cause)}
          remedy:   mend the plug-in and build it again; `pixelfw check` tries an architecture in all its parts.
        """;
}

/// <summary>The plug-in that code comes from, told by the load context that each plug-in has for itself.</summary>
/// <param name="Name">The plug-in's name.</param>
/// <param name="File">The full path of its assembly.</param>
/// <param name="ContractVersion">The version of the contract it was built against.</param>
sealed record PluginOrigin(string Name, string File, Version? ContractVersion)
{
    /// <summary>The plug-in that a type, or a library that came with it, belongs to; null for the host's own types.</summary>
    public static PluginOrigin? Of(Type type)
    {
        if (AssemblyLoadContext.GetLoadContext(type.Assembly) is not { Name: { } name } context || context == Home) return null;
        var main = context.Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == name) ?? type.Assembly;
        var contract = typeof(IArchitecture).Assembly.GetName().Name;
        return new PluginOrigin(
            name, main.Location, main.GetReferencedAssemblies().FirstOrDefault(reference => reference.Name == contract)?.Version);
    }

    /// <summary>The plug-in whose code an exception came through last; null if it came through none.</summary>
    public static PluginOrigin? Of(Exception problem) =>
        Frames(problem).Select(frame => frame.GetMethod()?.DeclaringType is { } type ? Of(type) : null).FirstOrDefault(origin => origin is not null);

    static AssemblyLoadContext? Home => AssemblyLoadContext.GetLoadContext(typeof(IArchitecture).Assembly);

    /// <summary>The place in the plug-in's code that an exception came through last: <c>Layer.Step (Layer.cs:12)</c>.</summary>
    public string PlaceOf(Exception cause)
    {
        var frame = Frames(cause).FirstOrDefault(frame => frame.GetMethod() is { DeclaringType: { } type } && Of(type)?.Name == Name);
        return frame?.GetMethod() is not { } method
            ? "not in the plug-in's own code, but in what it called or gave"
            : $"{method.DeclaringType!.FullName}.{method.Name}"
                + (frame.GetFileName() is { } file ? $" ({Path.GetFileName(file)}:{frame.GetFileLineNumber()})" : "");
    }

    // From the place that threw first outwards.
    static IEnumerable<StackFrame> Frames(Exception problem)
    {
        var causes = new Stack<Exception>();
        for (Exception? cause = problem; cause is not null; cause = cause.InnerException) causes.Push(cause);
        return causes.SelectMany(cause => new StackTrace(cause, fNeedFileInfo: true).GetFrames());
    }
}

/// <summary>The plug-in that begins, or builds a network, at present: if the process ends meanwhile, it is at fault.</summary>
public static class PluginAtWork
{
    static volatile string? _name;

    /// <summary>The name of the plug-in; null if none is at it.</summary>
    public static string? Name => _name;

    /// <summary>Runs code of a plug-in.</summary>
    internal static T Run<T>(string name, Func<T> work)
    {
        var around = _name; // a plug-in may build another's network within its own
        _name = name;
        try
        {
            return work();
        }
        finally
        {
            _name = around;
        }
    }
}

/// <summary>A plug-in's architecture as the host uses it: whatever it throws while it builds is that plug-in's failure.</summary>
sealed class GuardedArchitecture : IArchitecture
{
    readonly IArchitecture _inner;

    /// <summary>Reads the properties now, so that one that throws breaks the plug-in alone.</summary>
    public GuardedArchitecture(IArchitecture inner) =>
        (_inner, Name, Summary, OptionsType, WholePixels) = (inner, inner.Name, inner.Summary ?? "", inner.OptionsType, inner.WholePixels);

    public string Name { get; }

    public string Summary { get; }

    public Type OptionsType { get; }

    public bool WholePixels { get; }

    public NetworkDescription Build(ModelOptions options, BuildContext context)
    {
        try
        {
            return PluginAtWork.Run(_inner.GetType().Assembly.GetName().Name!, () => Complete(_inner.Build(options, context)));
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

/// <summary>A plug-in's likelihoods as the host uses them: whatever is thrown while one is made is that plug-in's failure.</summary>
sealed class GuardedLikelihoodFamily : ILikelihoodFamily
{
    readonly ILikelihoodFamily _inner;

    /// <summary>Reads the properties now, so that one that throws breaks the plug-in alone.</summary>
    public GuardedLikelihoodFamily(ILikelihoodFamily inner) => (_inner, Name, Summary) = (inner, inner.Name, inner.Summary ?? "");

    public string Name { get; }

    public string Summary { get; }

    public ILikelihood Create(LikelihoodContext context)
    {
        try
        {
            return _inner.Create(context) ?? throw new InvalidOperationException("it gave null in place of a likelihood");
        }
        catch (Exception problem) when (problem is not ModelException)
        {
            throw new PluginException(PluginOrigin.Of(_inner.GetType())!, $"its likelihood '{Name}' threw in Create", problem);
        }
    }
}
