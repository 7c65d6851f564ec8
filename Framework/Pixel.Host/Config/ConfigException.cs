namespace Pixel.Host.Config;

/// <summary>A config that cannot be used, with all that is wrong with it; the message is the whole text for the user.</summary>
/// <param name="file">The config that was asked for.</param>
/// <param name="problems">At least one problem, in the order to show them.</param>
public sealed class ConfigException(string file, IReadOnlyList<ConfigProblem> problems) : Exception(Describe(file, problems))
{
    /// <summary>What is wrong: the config's own problems from the top, then those of the files it extends, then those of <c>--set</c>.</summary>
    public IReadOnlyList<ConfigProblem> Problems { get; } = problems;

    static string Describe(string file, IReadOnlyList<ConfigProblem> problems)
    {
        var count = problems.Count == 1 ? "1 problem" : $"{problems.Count} problems";
        return $"{file}: {count}\n\n{string.Join('\n', problems)}";
    }
}
