using Spectre.Console;

namespace Pixel.Cli.Output;

/// <summary>Progress as bars on the terminal, with the time that is left.</summary>
sealed class LiveSink(ProgressContext context) : ProgressSink
{
    readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

    public static new T Run<T>(Func<ProgressSink, T> work) => Terminal.Errors.Progress()
        .HideCompleted(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context => work(new LiveSink(context)));

    public override void Show(string work, double share, string details = "")
    {
        if (!_tasks.TryGetValue(work, out var task)) _tasks.Add(work, task = context.AddTask(Markup.Escape(work), maxValue: 1));
        task.Description = Markup.Escape($"{work} {details}".TrimEnd());
        task.Value = share;
        if (share >= 1) _tasks.Remove(work);
    }

    public override void Say(string line) => Terminal.Errors.MarkupLine(Markup.Escape(line));
}
