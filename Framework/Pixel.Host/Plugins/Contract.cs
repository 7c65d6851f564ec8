using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Pixel.Contracts;
using Pixel.Host.Files;
using TorchSharp;

namespace Pixel.Host.Plugins;

/// <summary>What a plug-in and this host have in common.</summary>
static class Contract
{
    /// <summary>Types of the shared assemblies: an architecture or a tensor of the plug-in is the host's own.</summary>
    public static readonly Type[] SharedTypes = [typeof(IArchitecture), typeof(torch)];

    public static readonly Version Version = Pixel.Version!;

    static AssemblyName Pixel => typeof(IArchitecture).Assembly.GetName();

    /// <summary>Both versions, for an error.</summary>
    public static string Tell(Version? built) => built is null
        ? $"not known; this host has {Pixel.Name} {Version.ToString(3)}"
        : $"built against {Pixel.Name} {built.ToString(3)}; this host has {Pixel.Name} {Version.ToString(3)}";

    /// <summary>Refuses a plug-in that was built against something else; called before it is loaded.</summary>
    /// <exception cref="PluginFault">It was.</exception>
    public static void Check(AssemblyHeader plugin)
    {
        if (plugin.VersionOf(Pixel.Name!) is not { } built)
        {
            throw new PluginFault(
                $"it does not reference {Pixel.Name}, so it has neither architecture nor likelihood",
                $"reference {Pixel.Name} and implement {nameof(IArchitecture)} or {nameof(ILikelihoodFamily)}, or take it out of the plug-in folders");
        }

        // Before 1.0 each minor version may break the contract. A runtime never takes an older assembly for a newer
        // reference, so a newer patch is no use either.
        if ((built.Major, built.Minor) != (Version.Major, Version.Minor) || built > Version)
        {
            throw new PluginFault(
                $"it was built against {Pixel.Name} {built.ToString(3)}, and this host has {Version.ToString(3)}",
                $"build it again against {Pixel.Name} {Version.ToString(3)}");
        }
    }
}

/// <summary>What an assembly's file says of its references, read without loading it.</summary>
sealed class AssemblyHeader
{
    readonly Dictionary<string, Version> _references = new(StringComparer.Ordinal);

    /// <exception cref="PluginFault">The file cannot be read, or is no .NET assembly.</exception>
    public AssemblyHeader(string path)
    {
        try
        {
            using var file = new PEReader(RegularFile.Open(path));
            var metadata = file.GetMetadataReader();
            foreach (var reference in metadata.AssemblyReferences.Select(metadata.GetAssemblyReference))
            {
                _references[metadata.GetString(reference.Name)] = reference.Version;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PluginFault($"the file cannot be read: {error.Message.TrimEnd('.')}", "give this user the right to read it", error);
        }
        // For damaged tables the runtime's reader throws more than it tells.
        catch (Exception error)
        {
            throw new PluginFault("the file is no .NET assembly", "put the .dll there that the plug-in's build gives", error);
        }
    }

    public Version? VersionOf(string reference) => _references.GetValueOrDefault(reference);
}
