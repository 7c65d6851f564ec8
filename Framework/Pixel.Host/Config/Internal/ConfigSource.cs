namespace Pixel.Host.Config.Internal;

/// <summary>Where a YAML node was written.</summary>
/// <param name="Origin">The file or the <c>--set</c>.</param>
/// <param name="Line">Counting from 1; 0 for a whole file and for <c>--set</c>.</param>
/// <param name="Column">As <paramref name="Line"/>.</param>
sealed record ConfigSource(ConfigOrigin Origin, int Line, int Column)
{
    /// <summary>A problem at this place.</summary>
    public ConfigProblem Problem(string path, string message, string hint) =>
        new(Origin.Name, Line, Column, path, message, hint);
}
