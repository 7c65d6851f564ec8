using System.Globalization;
using Pixel.Contracts;
using Pixel.Host.Data;
using Pixel.Host.Experiments;
using Pixel.Host.Training;

namespace Pixel.Cli.Output;

/// <summary>Shows how an experiment goes.</summary>
sealed class RunProgress(ProgressSink sink) : IRunObserver
{
    public IProgress<DownloadProgress> Download { get; } = new DownloadReport(sink);

    public void OnData(IImageSet images)
    {
        sink.Say(Text($"data      {images.Name}, {images.Split}: {images.Count:N0} images of {images.Shape}"));
        if (images.IsStandIn && images.Split == DataSplit.Train)
            sink.Say("WARNING   the data set is missing; the project's small sample stands in for it. The figures say nothing about the set.");
    }

    public void OnModel(NetworkDescription network) => sink.Say(Text(
        $"model     {network.Parameters:N0} parameters ({network.EffectiveParameters:N0} not masked), {network.MultiplyAdds / 1e6:N1} M multiply-adds per image"));

    public void OnTraining(long step, long totalSteps) =>
        sink.Say(step == 0 ? Text($"training  {totalSteps:N0} steps") : Text($"training  goes on at step {step:N0} of {totalSteps:N0}"));

    public void OnStep(StepReport report) => sink.Show("training", (double)report.Step / report.TotalSteps, Text(
        $"step {report.Step}/{report.TotalSteps}  {report.Nats:F2} nats  {report.BitsPerDimension:F4} bits/dim  {report.ImagesPerSecond:F0} images/s  {Left(report)}"));

    public void OnValidation(ValidationReport report) => sink.Say(Text(
        $"step {report.Step,-8} validation {report.Result.NatsPerImage:F3} nats  {report.Result.BitsPerDim:F4} bits/dim{(report.IsBest ? "  (best so far)" : "")}"));

    public void OnCheckpoint(string folder, long step)
    {
    }

    public void OnProgress(string work, double share) => sink.Show(work, share);

    static string Left(StepReport report) => report.SecondsLeft is { } seconds
        ? $"{TimeSpan.FromSeconds(Math.Min(seconds, 8.64e6)):d\\.hh\\:mm\\:ss} left".Replace("0.", "", StringComparison.Ordinal)
        : "";

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    sealed class DownloadReport(ProgressSink sink) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) =>
            sink.Show($"downloading {value.Address}", value.Total > 0 ? (double)value.Bytes / value.Total : 0, Text($"{value.Bytes / 1e6:F1} MB"));
    }
}
