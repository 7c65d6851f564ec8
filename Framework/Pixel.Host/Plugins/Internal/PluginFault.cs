using System.Reflection;
using Pixel.Libtorch;

namespace Pixel.Host.Plugins.Internal;

/// <summary>Why a plug-in cannot be used; it never leaves the catalog, which turns it into a <see cref="BrokenPlugin"/>.</summary>
sealed class PluginFault(string reason, string remedy, Exception? inner = null) : Exception(reason, inner)
{
    public string Remedy { get; } = remedy;

    /// <summary>What a plug-in's code threw, in one line without a full stop.</summary>
    public static string Tell(Exception error)
    {
        var cause = Cause(error);
        return $"{cause.GetType().Name}: {TorchLibrary.Words(cause).ReplaceLineEndings(" ").TrimEnd('.', ' ')}";
    }

    static Exception Cause(Exception error) => error switch
    {
        TargetInvocationException or TypeInitializationException when error.InnerException is { } inner => Cause(inner),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Cause(first),
        _ => error,
    };
}
