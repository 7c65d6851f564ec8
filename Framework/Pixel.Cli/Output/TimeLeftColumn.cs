using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pixel.Cli.Output;

/// <summary>The time that is left, as the one who does the work reckons it.</summary>
sealed class TimeLeftColumn : ProgressColumn
{
    /// <summary>Where a task keeps the seconds; 0 is not known.</summary>
    public const string Key = "seconds left";

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.State.Get<double>(Key) is > 0 and var seconds ? $"{Duration.Text(seconds)} left" : "");
}
