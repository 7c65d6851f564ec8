namespace Pixel.Host.Config;

/// <summary>Finds what a mistyped word was meant to be.</summary>
static class Nearest
{
    /// <summary>The candidate that is a few typing slips away, or null.</summary>
    public static string? Of(string word, IEnumerable<string> candidates) =>
        candidates.Select(candidate => (candidate, distance: Distance(word, candidate)))
            .Where(pair => pair.distance <= Math.Max(1, word.Length / 3))
            .OrderBy(pair => pair.distance)
            .FirstOrDefault().candidate;

    /// <summary>Insertions, deletions, replacements and swaps of neighbours; case, '-' and '_' do not count.</summary>
    public static int Distance(string left, string right)
    {
        var (a, b) = (Fold(left), Fold(right));
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }
                var replaced = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }
        return table[a.Length, b.Length];
    }

    // A long word is cut: it is near nothing, and the table stays small.
    static string Fold(string word) =>
        new([.. word.Take(80).Where(c => c is not ('-' or '_')).Select(char.ToLowerInvariant)]);
}
