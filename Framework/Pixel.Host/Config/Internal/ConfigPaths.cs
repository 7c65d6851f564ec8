namespace Pixel.Host.Config.Internal;

/// <summary>Paths as users write them.</summary>
static class ConfigPaths
{
    /// <summary>The absolute path, or null if the text cannot be a path. <c>~/</c> is the user's home.</summary>
    public static string? TryResolve(string directory, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Contains('\0'))
            return null;
        if (text == "~" || text.StartsWith("~/", StringComparison.Ordinal))
            text = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + text[1..];
        return Path.GetFullPath(text, directory);
    }

    /// <summary>How to show a file that another names: from the current directory, unless the other is shown by its absolute path.</summary>
    public static string Display(string fullPath, string namedBy) =>
        Path.IsPathRooted(namedBy) ? fullPath : Path.GetRelativePath(Directory.GetCurrentDirectory(), fullPath);
}
