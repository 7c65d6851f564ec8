using System.Text.RegularExpressions;

namespace Pixel.Tests.House;

/// <summary>Which namespaces a source file names: in imports, of any kind, and before the name of a type.</summary>
/// <param name="types">The types of its project.</param>
sealed partial class SourceUses(IEnumerable<Type> types)
{
    readonly ILookup<string, string> _namespaces = types.Where(type => !type.IsNested).ToLookup(type => type.Name.Split('`')[0], type => type.Namespace!);

    /// <summary>The namespaces of the project's types that a file names.</summary>
    public IReadOnlySet<string> In(string text) =>
        Import().Matches(text).SelectMany(import => Imported(import.Groups[1].Value))
            .Concat(Dotted().Matches(text).SelectMany(name => Qualifying(name.Value.Split('.'))))
            .ToHashSet();

    // A namespace, or after `static` and `=` a type.
    IEnumerable<string> Imported(string name) =>
        _namespaces.SelectMany(all => all.Where(known => known == name || $"{known}.{all.Key}" == name));

    // `Data.DataSplit` inside Pixel.Host is as good as Pixel.Host.Data.DataSplit.
    IEnumerable<string> Qualifying(string[] parts) => Enumerable.Range(1, parts.Length - 1).SelectMany(type =>
        _namespaces[parts[type]].Where(known => $".{known}".EndsWith($".{string.Join('.', parts[..type])}", StringComparison.Ordinal)));

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(?:\.[A-Z]\w*)+")]
    private static partial Regex Dotted();
}
