using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Pixel.Host.Plugins.Internal;

/// <summary>What an assembly's file says of its references, read without loading it.</summary>
sealed class AssemblyHeader
{
    readonly Dictionary<string, Version> _references = new(StringComparer.Ordinal);

    /// <exception cref="PluginFault">The file cannot be read, or is no .NET assembly.</exception>
    public AssemblyHeader(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            var metadata = file.GetMetadataReader();
            foreach (var reference in metadata.AssemblyReferences.Select(metadata.GetAssemblyReference))
            {
                _references[metadata.GetString(reference.Name)] = reference.Version;
            }
        }
        catch (Exception error) when (error is BadImageFormatException or InvalidOperationException)
        {
            throw new PluginFault("the file is no .NET assembly", "put the .dll there that the plug-in's build gives", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PluginFault($"the file cannot be read: {error.Message.TrimEnd('.')}", "give this user the right to read it", error);
        }
    }

    public Version? VersionOf(string reference) => _references.GetValueOrDefault(reference);
}
