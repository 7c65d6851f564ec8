namespace Pixel.Host.Config.Internal;

/// <summary>What to say of a key that is not known.</summary>
sealed class KeyAdvice(KnownNames names)
{
    // Most configs have no unknown key.
    readonly Lazy<IReadOnlyList<string>> _everywhere = new(() => [.. Paths(typeof(Experiment), "", names, insideOptions: false).Distinct()]);

    /// <summary>A hint: the nearest key, here or in another block, and all that are allowed here.</summary>
    /// <param name="block">The path of the block.</param>
    /// <param name="key">The unknown key.</param>
    /// <param name="allowed">The keys that the block may have.</param>
    public string For(string block, string key, IEnumerable<string> allowed)
    {
        var here = allowed.Order(StringComparer.Ordinal).ToList();
        var list = $"llowed here: {string.Join(", ", here)}";
        var path = Keys.Join(block, key);
        if (key.Contains('.') && _everywhere.Value.Contains(path))
            return $"in a file keys are nested: write '{key.Replace(".", ": {", StringComparison.Ordinal)}: …{new string('}', key.Count(c => c == '.'))}', or one key a line, indented";
        if (_everywhere.Value.Contains(path))
            return $"{OwnersOf(key)} has it, but not this architecture. A{list}";
        return Suggestion(block, key, here) is { } near ? $"did you mean '{near}'? A{list}" : $"a{list}";
    }

    string? Suggestion(string block, string key, IReadOnlyList<string> here)
    {
        var near = Nearest.Of(key, here);
        var exact = near is not null && Nearest.Distance(key, near) == 0;
        // In another block only what is nearly exact: 'batch' at the top, not any word with some letters in common.
        var elsewhere = exact ? null : _everywhere.Value
            .Select(path => (path, distance: Nearest.Distance(key, path[(path.LastIndexOf('.') + 1)..])))
            .Where(pair => pair.distance <= key.Length / 5 && (near is null || pair.distance < Nearest.Distance(key, near)))
            .OrderBy(pair => pair.distance)
            .FirstOrDefault().path;
        return elsewhere ?? (near is null ? null : Keys.Join(block, near));
    }

    string OwnersOf(string key) =>
        string.Join(", ", names.Architectures
            .Where(known => SettingTypes.Of(known.OptionsType).Any(setting => setting.Key == key))
            .Select(known => known.Name));

    // Options are listed once, without the architectures inside them: those could go on for ever.
    static IEnumerable<string> Paths(Type type, string prefix, KnownNames names, bool insideOptions)
    {
        foreach (var setting in SettingTypes.Of(type))
        {
            var path = Keys.Join(prefix, setting.Key);
            yield return path;
            IEnumerable<Type> inner = setting.Kind switch
            {
                SettingKind.Block => [setting.Type],
                SettingKind.Architecture when !insideOptions => [setting.Type, .. names.Architectures.Select(known => known.OptionsType)],
                _ => [],
            };
            foreach (var found in inner.SelectMany(block => Paths(block, path, names, insideOptions || setting.Kind == SettingKind.Architecture)))
                yield return found;
        }
    }
}
