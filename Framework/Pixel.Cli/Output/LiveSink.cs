using Spectre.Console;

namespace Pixel.Cli.Output;

/// <summary>Progress as bars on the terminal, with the time that is left.</summary>
sealed class LiveSink(ProgressContext context) : ProgressSink
{
    const int Rest = 23; // the per cent, the time that is left, and the gaps
    readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

    public static new T Run<T>(Func<ProgressSink, T> work) => Terminal.Errors.Progress()
        .HideCompleted(true)
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = Bar }, new PercentageColumn(),
            new TimeLeftColumn())
        .Start(context => work(new LiveSink(context)));

    public override void Show(string work, double share, IReadOnlyList<string> details, double? secondsLeft)
    {
        if (!_tasks.TryGetValue(work, out var task)) _tasks.Add(work, task = context.AddTask(Markup.Escape(work), maxValue: 1));
        task.Description = Markup.Escape(Fitting(work, details));
        task.State.Update<double>(TimeLeftColumn.Key, _ => secondsLeft ?? 0);
        task.Value = share;
        if (share >= 1) _tasks.Remove(work);
    }

    static int Bar => Terminal.Errors.Profile.Width < 110 ? 10 : 24;

    /// <summary>As many details as the terminal is wide enough for.</summary>
    static string Fitting(string work, IReadOnlyList<string> details)
    {
        var room = Terminal.Errors.Profile.Width - Bar - Rest;
        var line = work;
        foreach (var detail in details.TakeWhile(detail => line.Length + 2 + detail.Length <= room)) line += $"  {detail}";
        return line;
    }

    public override void Say(string line) => Terminal.Errors.MarkupLine(Markup.Escape(line));
}
