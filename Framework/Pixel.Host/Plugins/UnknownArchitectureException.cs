namespace Pixel.Host.Plugins;

/// <summary>No loaded plug-in has an architecture of that name.</summary>
public sealed class UnknownArchitectureException : Exception
{
    internal UnknownArchitectureException(string name, string? nearest, IReadOnlyList<string> known, IReadOnlyList<BrokenPlugin> suspects)
        : base(Describe(name, nearest, known, suspects)) =>
        (Name, Nearest, Known, Suspects) = (name, nearest, known, suspects);

    /// <summary>The name that was asked for.</summary>
    public string Name { get; }

    /// <summary>The known name most like it, if one is like it at all.</summary>
    public string? Nearest { get; }

    /// <summary>The names there are, in order.</summary>
    public IReadOnlyList<string> Known { get; }

    /// <summary>The broken plug-ins that, by their names, may have the architecture.</summary>
    public IReadOnlyList<BrokenPlugin> Suspects { get; }

    static string Describe(string name, string? nearest, IReadOnlyList<string> known, IReadOnlyList<BrokenPlugin> suspects)
    {
        var question = nearest is null ? "" : $" Did you mean '{nearest}'?";
        var list = known.Count > 0 ? string.Join(", ", known) : "none, as no plug-in was loaded";
        var head = $"There is no architecture '{name}'.{question}{Environment.NewLine}Known: {list}.";
        return string.Join(Environment.NewLine, [head, .. suspects.Select(plugin => plugin.Message)]);
    }
}
