namespace Pixel.Host.Plugins;

/// <summary>No loaded plug-in has an architecture of that name.</summary>
public sealed class UnknownArchitectureException : Exception
{
    internal UnknownArchitectureException(string name, IReadOnlyList<string> known, IReadOnlyList<BrokenPlugin> broken)
        : base(Describe(name, known, broken)) =>
        (Name, Known, Nearest, Suspects) = (name, known, Config.Nearest.Of(name, known), SuspectsOf(name, broken));

    /// <summary>The name that was asked for.</summary>
    public string Name { get; }

    /// <summary>The names there are, in order.</summary>
    public IReadOnlyList<string> Known { get; }

    /// <summary>The known name most like it, if one is like it at all.</summary>
    public string? Nearest { get; }

    /// <summary>The broken plug-ins that, by their names, may have the architecture.</summary>
    public IReadOnlyList<BrokenPlugin> Suspects { get; }

    static BrokenPlugin[] SuspectsOf(string name, IReadOnlyList<BrokenPlugin> broken) =>
        [.. broken.Where(plugin => Likeness.MayProvide(plugin.Name, name))];

    static string Describe(string name, IReadOnlyList<string> known, IReadOnlyList<BrokenPlugin> broken)
    {
        var question = Config.Nearest.Of(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        var suspects = SuspectsOf(name, broken);
        var others = string.Join(", ", broken.Except(suspects).Select(plugin => plugin.Name));
        return string.Join(
            Environment.NewLine,
            [
                $"There is no architecture '{name}'.{question}",
                $"Known: {(known.Count > 0 ? string.Join(", ", known) : "none, as no plug-in was loaded")}.",
                .. suspects.Select(plugin => plugin.Message),
                .. others.Length > 0 ? [$"Not loaded either: {others}; `pixelfw plugins` tells why."] : Array.Empty<string>(),
            ]);
    }
}

/// <summary>A guess from names.</summary>
static class Likeness
{
    /// <summary>Whether a plug-in of that name may have the architecture: RowLstm, or Lab.RowLstm, has row-lstm.</summary>
    public static bool MayProvide(string plugin, string architecture) =>
        Plain(architecture) is { Length: > 0 } sought && (Plain(plugin).Contains(sought) || sought.Contains(Plain(plugin)));

    static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
