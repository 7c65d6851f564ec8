using Pixel.Contracts;
using Pixel.Host.Config;

namespace Pixel.Checks.Conformance;

/// <summary>Every option can be given in YAML, is described, has limits, and a default inside them.</summary>
sealed class OptionsCheck : IConformanceCheck
{
    const string Nonsense = "no-such-word";

    public string Name => "options";

    public string Meaning =>
        "Users cannot find an option or get no clear error for a wrong value: give the named property of the options class a [Description], and [Range] or [AllowedValues], or refuse the value in Build with a ModelException.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id];

    public Outcome Run(Subject subject)
    {
        var type = subject.Architecture.OptionsType;
        var settings = SettingTypes.Of(type);
        var defaults = (ModelOptions)Activator.CreateInstance(type)!;
        var findings = settings.SelectMany(setting => Check(subject, setting, setting.Property.GetValue(defaults))).ToList();
        var shapes = new Shapes(subject.Architecture, defaults, subject.Settings); // not those that the checked options take
        if (shapes.ForMeasuring(1) is null && shapes.ForMeasuring(3) is null) findings.Add($"the default options are refused: {shapes.Refusals.Values.First()}");
        return Outcome.Of(findings, $"{Counted.Of(settings.Count, "option")}: described, limited, with valid defaults: {string.Join(", ", settings.Select(setting => setting.Key))}");
    }

    static IEnumerable<string> Check(Subject subject, Setting setting, object? standard)
    {
        if (string.IsNullOrWhiteSpace(setting.Description)) yield return $"the option '{setting.Key}' has no [Description]";
        if (setting.IsBlock) yield break;
        if (standard is not (null or "" or Array or IReadOnlyList<string>) && Refusal(subject, setting, standard) is { } refusal)
            yield return $"the default of the option '{setting.Key}', {Show.Value(standard)}, is refused: {refusal}";
        foreach (var finding in CheckLimits(subject, setting)) yield return finding;
    }

    static IEnumerable<string> CheckLimits(Subject subject, Setting setting)
    {
        var isNumber = setting.ItemKind is SettingKind.Integer or SettingKind.Number;
        var isListed = setting.Allowed(KnownNames.None) is not null;
        if (isNumber && !isListed && setting.Range is not { IsOpen: false })
            yield return $"the option '{setting.Key}' takes any number: give it [Range] or [AllowedValues]";
        if (setting.Kind == SettingKind.List) yield break;
        if (setting is { Range: { } range, Kind: SettingKind.Integer })
        {
            if (range.Maximum is { } maximum && Refusal(subject, setting, maximum + 1) is null) yield return $"the option '{setting.Key}' takes {maximum + 1}, beyond its range";
            if (range.Minimum is { } minimum && Refusal(subject, setting, minimum - 1) is null) yield return $"the option '{setting.Key}' takes {minimum - 1}, below its range";
            if (range.Minimum is { } least && TryBuild(subject, setting, least) is { } problem and not ModelException)
                yield return $"with the option '{setting.Key}' at {least}, inside its range, Build throws {problem.GetType().Name} ({problem.Message}); it should work or throw a ModelException";
        }
        if (setting.Kind == SettingKind.Text && !isListed && TryBuild(subject, setting, Nonsense) is null)
            yield return $"the option '{setting.Key}' takes any text, even '{Nonsense}': list its words in [AllowedValues], or refuse others in Build";
    }

    /// <summary>What the binder of YAML says against a value; null where it takes it.</summary>
    static string? Refusal(Subject subject, Setting setting, object value)
    {
        try
        {
            Bind(subject, setting, value);
            return null;
        }
        catch (ConfigException problem)
        {
            return string.Join("; ", problem.Problems.Select(one => $"{one.Message}; {one.Hint}"));
        }
    }

    /// <summary>What binding and building with a value throw; null where they work.</summary>
    static Exception? TryBuild(Subject subject, Setting setting, object value)
    {
        try
        {
            return Build(subject, Bind(subject, setting, value));
        }
        catch (ConfigException problem)
        {
            return new ModelException(problem.Message);
        }
    }

    static ModelOptions Bind(Subject subject, Setting setting, object value) =>
        CheckOptions.Bind(subject.Architecture, [$"{Keys.Of(nameof(Experiment.Model))}.{setting.Key}={Show.Value(value)}"], [], subject.Settings.Likelihoods);

    static Exception? Build(Subject subject, ModelOptions options)
    {
        try
        {
            var image = subject.Measured[0];
            var likelihood = subject.Settings.Likelihood ?? subject.Settings.Likelihoods.Find(subject.Architecture, options, image);
            subject.Architecture.Build(options, new BuildContext(image, likelihood, subject.Settings.Architectures) { Classes = subject.Settings.Classes });
            return null;
        }
        catch (Exception problem)
        {
            return problem;
        }
    }
}
