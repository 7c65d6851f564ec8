using System.Globalization;
using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Data.Download;
using Pixel.Host.Models;
using Pixel.Host.Runs;
using Pixel.Host.Training;

namespace Pixel.Cli.Output;

/// <summary>Shows how an experiment goes.</summary>
sealed class RunProgress(ProgressSink sink) : IRunObserver
{
    const int UnsteadySteps = 3; // the first ones are slower and say little about the rest
    readonly HashSet<string> _notes = new(StringComparer.Ordinal); // splits of a set have some in common
    bool _warned;
    long _totalSteps;
    int _steps;
    double _guessing;

    /// <summary>Whether training has begun: what fails from then on may leave a checkpoint to go on from.</summary>
    public bool IsTraining { get; private set; }

    /// <summary>Opens a split of a model's data, and shows how it goes.</summary>
    public static IImageSet Open(TrainedModel model, string split, ProgressSink sink, CancellationToken cancellation)
    {
        var progress = new RunProgress(sink);
        var images = model.Setup.Open(split, progress.Download, cancellation);
        progress.OnData(images);
        return images;
    }

    /// <summary>Opens images of the user's own as a model takes them, and shows what they are.</summary>
    public static IImageSet Open(TrainedModel model, string path, ProgressSink sink)
    {
        var images = GivenImages.At(path).Open(model.Card.ToShape(), model.Setup.FitsImages, classes: model.Card.ToClasses());
        new RunProgress(sink).OnData(images);
        return images;
    }

    public IProgress<DownloadProgress> Download { get; } = new DownloadReport(sink);

    public void OnData(IImageSet images)
    {
        _guessing = Math.Log2(images.Shape.Levels);
        sink.Say(Text($"data        {images.Name}, {images.Split}: {Counted.Of(images.Count, "image", "N0")} of {images.Shape}{(images.Classes is { } classes ? $", {classes}" : "")}"));
        foreach (var note in images.Notes.Where(_notes.Add)) sink.Say($"note        {note}.");
        if (images.IsStandIn && !_warned) sink.Say(Notices.StandIn);
        _warned |= images.IsStandIn;
    }

    public void OnModel(NetworkDescription network) => sink.Say(Text(
        $"model       {network.Parameters:N0} parameters ({network.EffectiveParameters:N0} not masked), {network.MultiplyAdds / 1e6:N1} M multiply-adds per image"));

    public void OnTraining(long step, long totalSteps, IReadOnlyList<string> changes)
    {
        (_totalSteps, IsTraining) = (totalSteps, true);
        sink.Say(step == 0 ? $"training    {Counted.Of(totalSteps, "step", "N0")}" : Text($"training    goes on after step {step:N0} of {totalSteps:N0}"));
        foreach (var change in changes) sink.Say($"note        from here on {change}; the run is no longer what an uninterrupted one would be.");
    }

    public void OnStep(StepReport report)
    {
        if (report.Step == _totalSteps) sink.Show("step", 1); // the parts of steps are over
        sink.Show(
            "training", (double)report.Step / _totalSteps,
            [.. Figures(report.Step, report.Nats, report.BitsPerDimension), $"{Rate(report.ImagesPerSecond),7} images/s"],
            ++_steps > UnsteadySteps ? report.SecondsLeft : null);
    }

    public void OnValidation(ValidationReport report) => sink.Say(string.Join("  ",
        [
            "validation", $"{100 * report.Step / _totalSteps,3} %", .. Figures(report.Step, report.Result.NatsPerImage, report.Result.BitsPerDim),
            .. report.IsBest ? ["best so far"] : Array.Empty<string>(),
            .. report.EndsTraining ? ["training.patience is at its end"] : Array.Empty<string>(),
            .. report.Result.BitsPerDim > _guessing ? [Text($"worse than guessing, {_guessing:0.###} bits/dim")] : Array.Empty<string>(),
        ]));

    public void OnCheckpoint(string folder, long step)
    {
    }

    public void OnProgress(string work, double share) => sink.Show(work, share);

    string[] Figures(long step, double nats, double bitsPerDim)
    {
        var total = Text($"{_totalSteps:N0}");
        return [$"step {Text($"{step:N0}").PadLeft(total.Length)} of {total}", Text($"{bitsPerDim:F4} bits/dim"), Text($"{nats,8:F2} nats")];
    }

    static string Rate(double perSecond) => perSecond < 10 ? Text($"{perSecond:F1}") : Text($"{perSecond:N0}");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    sealed class DownloadReport(ProgressSink sink) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => sink.Show(
            "download", value.Total > 0 ? (double)value.Bytes / value.Total : 0, [Text($"{value.Bytes / 1e6:F1} MB"), $"{value.Address}"], null);
    }
}
