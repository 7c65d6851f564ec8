using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pixel.Cli.Output;

/// <summary>Shows the progress of long work: a bar where there is a terminal, lines where there is none.</summary>
abstract class ProgressSink
{
    readonly Stopwatch _since = new();
    string _work = "";

    /// <summary>Runs some work with the sink that fits the terminal.</summary>
    public static T Run<T>(Func<ProgressSink, T> work) => Terminal.IsLive ? LiveSink.Run(work) : work(new LineSink());

    /// <summary>Shows how far a work is.</summary>
    /// <param name="work">What is done.</param>
    /// <param name="share">From 0 to 1.</param>
    public void Show(string work, double share)
    {
        if (work != _work) _since.Restart();
        _work = share < 1 ? work : "";
        Show(work, share, [], share is > 0 and < 1 && _since.Elapsed.TotalSeconds > 1 ? _since.Elapsed.TotalSeconds / share * (1 - share) : null);
    }

    /// <summary>Shows how far a work is.</summary>
    /// <param name="work">What is done.</param>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="details">Figures, the most important first.</param>
    /// <param name="secondsLeft">The time it will take yet, where that is known.</param>
    public abstract void Show(string work, double share, IReadOnlyList<string> details, double? secondsLeft);

    /// <summary>Says something that stays.</summary>
    public abstract void Say(string line);

    /// <summary>A progress receiver for one work.</summary>
    public IProgress<double> For(string work) => new Forward(this, work);

    /// <summary>A share in whole per cent, 100 only where it is done.</summary>
    protected static int Percent(double share) => (int)(100 * Math.Clamp(share, 0, 1));

    sealed class Forward(ProgressSink sink, string work) : IProgress<double>
    {
        public void Report(double value) => sink.Show(work, value);
    }
}

/// <summary>Progress as bars on the terminal, with the time that is left.</summary>
sealed class LiveSink(ProgressContext context) : ProgressSink
{
    // The per cent, the time that is left, and the gaps.
    static int Rest => IsNarrow ? 7 : 23;

    readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

    public static new T Run<T>(Func<ProgressSink, T> work) => Terminal.Errors.Progress()
        .HideCompleted(true)
        .Columns(
        [
            new TaskDescriptionColumn { Alignment = Justify.Left }, .. Bar > 0 ? [new ProgressBarColumn { Width = Bar }] : Array.Empty<ProgressColumn>(),
            new PercentageColumn(), .. IsNarrow ? Array.Empty<ProgressColumn>() : [new TimeLeftColumn()],
        ])
        .Start(context => work(new LiveSink(context)));

    public override void Show(string work, double share, IReadOnlyList<string> details, double? secondsLeft)
    {
        if (!_tasks.TryGetValue(work, out var task)) _tasks.Add(work, task = context.AddTask(Text(work), maxValue: 1));
        task.Description = Text(Fitting(work, details));
        task.State.Update<double>(TimeLeftColumn.Key, _ => secondsLeft ?? 0);
        task.Value = share;
        if (share >= 1) _tasks.Remove(work);
    }

    /// <summary>Whether the terminal has room for the figures alone.</summary>
    static bool IsNarrow => Terminal.Errors.Profile.Width < 60;

    static int Bar => IsNarrow ? 0 : Terminal.Errors.Profile.Width < 110 ? 10 : 24;

    /// <summary>As many details as the terminal is wide enough for.</summary>
    static string Fitting(string work, IReadOnlyList<string> details)
    {
        var room = Terminal.Errors.Profile.Width - Bar - Rest;
        var line = work;
        foreach (var detail in details.TakeWhile(detail => line.Length + 2 + detail.Length <= room)) line += $"  {detail}";
        return line;
    }

    public override void Say(string line) => Terminal.Errors.MarkupLine(Text(line));

    static string Text(string text) => Markup.Escape(Printable.Of(text));
}

/// <summary>The time that is left, as the one who does the work reckons it.</summary>
sealed class TimeLeftColumn : ProgressColumn
{
    /// <summary>Where a task keeps the seconds; 0 is not known.</summary>
    public const string Key = "seconds left";

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.State.Get<double>(Key) is > 0 and var seconds ? $"{Duration.Text(seconds)} left" : "");
}

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

/// <summary>Where progress goes: stderr, so that results on stdout stay alone.</summary>
static class Terminal
{
    /// <summary>The console on stderr.</summary>
    public static IAnsiConsole Errors { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Whether stderr can show a progress bar.</summary>
    public static bool IsLive => !Console.IsErrorRedirected && Errors.Profile.Capabilities.Ansi;
}

/// <summary>Spans of time for readers.</summary>
static class Duration
{
    /// <summary>A span in its two largest units, such as <c>3 min 10 s</c>.</summary>
    public static string Text(double seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Ceiling(Math.Clamp(seconds, 0, 1e10)));
        var (large, small) = span switch
        {
            { Days: > 0 } => ($"{span.Days:N0} d", $"{span.Hours} h"),
            { Hours: > 0 } => ($"{span.Hours} h", $"{span.Minutes} min"),
            { Minutes: > 0 } => ($"{span.Minutes} min", $"{span.Seconds} s"),
            _ => ("", $"{span.Seconds} s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{large} {small}").Trim();
    }
}
