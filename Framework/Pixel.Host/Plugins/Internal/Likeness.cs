namespace Pixel.Host.Plugins.Internal;

/// <summary>Guesses about names.</summary>
static class Likeness
{
    /// <summary>The known name with the fewest letters to change, if no more than a third of them must change.</summary>
    public static string? Nearest(string name, IEnumerable<string> known) =>
        known.Select(candidate => (candidate, distance: Distance(Plain(name), Plain(candidate))))
            .Where(pair => pair.distance <= Math.Max(1, pair.candidate.Length / 3))
            .OrderBy(pair => pair.distance)
            .FirstOrDefault().candidate;

    /// <summary>Whether a plug-in of that name may have the architecture: RowLstm, or Lab.RowLstm, has row-lstm.</summary>
    public static bool MayProvide(string plugin, string architecture) =>
        Plain(architecture) is { Length: > 0 } sought && (Plain(plugin).Contains(sought) || sought.Contains(Plain(plugin)));

    static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    // Levenshtein's distance, row by row.
    static int Distance(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var row = new int[to.Length + 1];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var change = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(row[j - 1], previous[j]) + 1);
            }

            previous = row;
        }

        return previous[^1];
    }
}
