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
    bool _warned;
    long _totalSteps;
    int _steps;

    /// <summary>Opens a split of a model's data, and shows how it goes.</summary>
    public static IImageSet Open(TrainedModel model, string split, ProgressSink sink, CancellationToken cancellation)
    {
        var progress = new RunProgress(sink);
        var images = model.Setup.Open(split, progress.Download, cancellation);
        progress.OnData(images);
        return images;
    }

    public IProgress<DownloadProgress> Download { get; } = new DownloadReport(sink);

    public void OnData(IImageSet images)
    {
        sink.Say(Text($"data        {images.Name}, {images.Split}: {Counted.Of(images.Count, "image", "N0")} of {images.Shape}"));
        if (images.IsStandIn && !_warned) sink.Say(Notices.StandIn);
        _warned |= images.IsStandIn;
    }

    public void OnModel(NetworkDescription network) => sink.Say(Text(
        $"model       {network.Parameters:N0} parameters ({network.EffectiveParameters:N0} not masked), {network.MultiplyAdds / 1e6:N1} M multiply-adds per image"));

    public void OnTraining(long step, long totalSteps)
    {
        _totalSteps = totalSteps;
        sink.Say(step == 0 ? $"training    {Counted.Of(totalSteps, "step", "N0")}" : Text($"training    goes on after step {step:N0} of {totalSteps:N0}"));
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
