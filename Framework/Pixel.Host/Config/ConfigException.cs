namespace Pixel.Host.Config;

/// <summary>A config that cannot be used, with all that is wrong with it; the message is the whole text for the user.</summary>
/// <param name="file">The config that was asked for.</param>
/// <param name="problems">At least one problem, in the order to show them.</param>
public sealed class ConfigException(string file, IReadOnlyList<ConfigProblem> problems) : Exception(Describe(file, problems))
{
    /// <summary>What is wrong: the config's own problems from the top, then those of the files it extends, then those of <c>--set</c>.</summary>
    public IReadOnlyList<ConfigProblem> Problems { get; } = problems;

    const int MostShown = 100;

    static string Describe(string file, IReadOnlyList<ConfigProblem> problems)
    {
        var count = problems.Count == 1 ? "1 problem" : $"{problems.Count} problems";
        var rest = problems.Count > MostShown ? $"\n  … and {problems.Count - MostShown} more." : "";
        return $"{file}: {count}\n\n{string.Join('\n', problems.Take(MostShown))}{rest}";
    }
}

/// <summary>One thing wrong with a config.</summary>
/// <param name="File">The file that holds it, as named on the command line or in <c>extends</c>; or the <c>--set path=value</c>.</param>
/// <param name="Line">Line in the file, counting from 1; 0 if the problem is not at a line.</param>
/// <param name="Column">Column in the line, counting from 1; 0 if the problem is not at a line.</param>
/// <param name="Path">The YAML path, for example <c>training.batch</c>; empty if the problem is the whole file's.</param>
/// <param name="Message">What is wrong, to be read after the path: <c>is 0</c>.</param>
/// <param name="Hint">What is allowed, or what to do; empty if the message says it all.</param>
public sealed record ConfigProblem(string File, int Line, int Column, string Path, string Message, string Hint)
{
    /// <summary>Two lines: the place, then what is wrong and what to do.</summary>
    public override string ToString()
    {
        var place = Line == 0 ? File : $"{File}:{Line}:{Column}";
        var text = Hint.Length == 0 ? Message : $"{Message}; {Hint}";
        return $"  {(Path.Length == 0 ? place : $"{place}  {Path}")}\n    {text}{(text.EndsWith('?') ? "" : ".")}";
    }
}
