using System.Diagnostics;

namespace Pixel.Cli.Output;

/// <summary>Progress as plain lines on stderr: often at first, once a minute in a long work.</summary>
sealed class LineSink : ProgressSink
{
    readonly Dictionary<string, Work> _works = new(StringComparer.Ordinal);

    public override void Show(string work, double share, IReadOnlyList<string> details, double? secondsLeft)
    {
        // Figures are news at once; that a work begins, or ends soon after, is none.
        if (!_works.TryGetValue(work, out var state))
            _works.Add(work, state = new Work { Next = details.Count > 0 ? TimeSpan.Zero : Work.ShortestPause });
        var due = state.Since.Elapsed >= state.Next || share >= 1 && state.IsTold;
        if (due)
        {
            Say(Line(work, Percent(share), details, secondsLeft));
            state.Told();
        }
        if (share >= 1) _works.Remove(work);
    }

    public override void Say(string line) => Console.Error.WriteLine(line);

    static string Line(string work, int percent, IReadOnlyList<string> details, double? secondsLeft) => string.Join(
        "  ", [$"{work,-10}", $"{percent,3} %", .. details, .. secondsLeft > 0 ? [$"{Duration.Text(secondsLeft.Value)} left"] : Array.Empty<string>()]);

    sealed class Work
    {
        public static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);

        public Stopwatch Since { get; } = Stopwatch.StartNew();

        /// <summary>When the next line is due.</summary>
        public required TimeSpan Next { get; set; }

        public bool IsTold { get; private set; }

        public void Told()
        {
            IsTold = true;
            Next = Since.Elapsed + TimeSpan.FromSeconds(Math.Clamp(Since.Elapsed.TotalSeconds / 10, ShortestPause.TotalSeconds, 60));
        }
    }
}
