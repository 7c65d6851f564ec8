using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Pixel.Tests.PluginCatalogs;

/// <summary>An assembly without types that references others, of versions no project here has.</summary>
static class TinyAssembly
{
    public static byte[] Referencing(params (string Name, string Version)[] references)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("tiny.dll"), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("tiny"), new Version(1, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.None);
        foreach (var (name, version) in references)
        {
            metadata.AddAssemblyReference(metadata.GetOrAddString(name), Version.Parse(version), default, default, default, default);
        }

        metadata.AddTypeDefinition(
            default, default, metadata.GetOrAddString("<Module>"), default,
            MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(image);
        return image.ToArray();
    }
}
