using System.Diagnostics;

namespace Pixel.Cli.Output;

/// <summary>Progress as plain lines on stderr: often at first, once a minute in a long work.</summary>
sealed class LineSink : ProgressSink
{
    readonly Stopwatch _since = new();
    string _work = "";
    TimeSpan _next;

    public override void Show(string work, double share, IReadOnlyList<string> details, double? secondsLeft)
    {
        var begins = work != _work;
        if (begins) (_work, _next) = (work, TimeSpan.Zero);
        if (begins) _since.Restart();
        // Figures are news at once; that a work begins is none, as most are over soon.
        var due = begins ? details.Count > 0 : _since.Elapsed >= _next;
        if (begins || due) _next = _since.Elapsed + Pause;
        if (share >= 1) _work = "";
        if (due || share >= 1) Say(Line(work, Percent(share), details, secondsLeft));
    }

    public override void Say(string line) => Console.Error.WriteLine(line);

    TimeSpan Pause => TimeSpan.FromSeconds(Math.Clamp(_since.Elapsed.TotalSeconds / 10, 5, 60));

    static string Line(string work, int percent, IReadOnlyList<string> details, double? secondsLeft) => string.Join(
        "  ", [$"{work,-10}", $"{percent,3} %", .. details, .. secondsLeft > 0 ? [$"{Duration.Text(secondsLeft.Value)} left"] : Array.Empty<string>()]);
}
