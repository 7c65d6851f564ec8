using System.Security;
using Pixel.Host.Storage;

namespace Pixel.Host.Plugins;

/// <summary>The project that a new plug-in starts from: the files of <c>templates/plugin</c> under the plug-in's own names.</summary>
/// <remarks><c>dotnet new</c> makes the same from the same files.</remarks>
public sealed class PluginTemplate
{
    const string Folder = "template/";

    static readonly string[] Taken = ["Pixel", "Pixelfw", "TorchSharp", "System", "Microsoft", "Xunit"];

    /// <summary>Prepares a plug-in.</summary>
    /// <param name="name">The name of its architecture, in kebab case.</param>
    /// <exception cref="PluginTemplateException">The name cannot be used.</exception>
    public PluginTemplate(string name)
    {
        if (!OfferRules.IsKebabCase(name) || !char.IsAsciiLetter(name[0]))
            throw new PluginTemplateException($"'{name}' is no name for an architecture; give lower-case letters and digits, words joined by '-', a letter first, such as 'row-mixer'.");
        (Name, ClassName) = (name, string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));
        if (Taken.Contains(ClassName, StringComparer.OrdinalIgnoreCase))
            throw new PluginTemplateException($"'{name}' would give the namespace {ClassName}, which is taken; choose another name.");
    }

    /// <summary>The architecture's name.</summary>
    public string Name { get; }

    /// <summary>The name of the assembly and its namespace, which all class names begin with.</summary>
    public string ClassName { get; }

    /// <summary>Writes the project: all of it or nothing.</summary>
    /// <param name="folder">A folder that does not exist, or is empty.</param>
    /// <exception cref="PluginTemplateException">The folder holds something, or is a file.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Write(string folder)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target) || Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            throw new PluginTemplateException($"{target} {(File.Exists(target) ? "is a file" : "is not empty")}; name a new folder by --out.");
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            foreach (var (path, text) in Files()) AtomicFile.WriteText(Path.Combine(temporary, path), text);
            if (Directory.Exists(target)) Directory.Delete(target);
            Directory.Move(temporary, target);
        }
        catch
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    IEnumerable<(string Path, string Text)> Files()
    {
        var assembly = typeof(PluginTemplate).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (Named(resource[Folder.Length..]), Named(reader.ReadToEnd()));
        }
    }

    // In a path there is no PIXEL_HOME; the one text that has it is XML.
    string Named(string text) => text
        .Replace("my-arch", Name, StringComparison.Ordinal)
        .Replace("MyArch", ClassName, StringComparison.Ordinal)
        .Replace("PIXEL_HOME", SecurityElement.Escape(AppContext.BaseDirectory), StringComparison.Ordinal);
}

/// <summary>A plug-in that cannot be begun under that name or in that place.</summary>
/// <param name="message">Why, and what to do.</param>
public sealed class PluginTemplateException(string message) : Exception(message);
