using System.Diagnostics;
using System.Runtime.Loader;
using Pixel.Contracts;

namespace Pixel.Host.Plugins.Internal;

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
