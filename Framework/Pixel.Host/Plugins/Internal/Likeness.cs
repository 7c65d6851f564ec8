namespace Pixel.Host.Plugins.Internal;

/// <summary>A guess from names.</summary>
static class Likeness
{
    /// <summary>Whether a plug-in of that name may have the architecture: RowLstm, or Lab.RowLstm, has row-lstm.</summary>
    public static bool MayProvide(string plugin, string architecture) =>
        Plain(architecture) is { Length: > 0 } sought && (Plain(plugin).Contains(sought) || sought.Contains(Plain(plugin)));

    static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
