using System.CommandLine;
using System.Globalization;
using Pixel.Cli.Output;
using Pixel.Host.Evaluation;
using Pixel.Host.Models;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw eval RUN</c>.</summary>
static class EvalCommand
{
    public static Command Create()
    {
        var run = CommonOptions.Run();
        var split = CommonOptions.Split("--split", "The split to evaluate.");
        var images = new Option<string?>("--images") { Description = "Evaluate these instead: an image file (PNG, JPEG, WebP, BMP or GIF), or a folder of them, fitted as in training.", HelpName = "PATH" };
        var (set, plugins, json) = (CommonOptions.Set(), CommonOptions.Plugins(), CommonOptions.Json());
        var command = new Command("eval", "Evaluate the exact likelihood of a whole split, or of images of your own.") { run, split, images, set, plugins, json };
        command.Validators.Add(result => CommonOptions.CheckOneSource(result, split, images));
        command.SetAction((parsed, cancellation) => Task.FromResult(Execute(
            parsed.GetValue(run)!, parsed.GetValue(split)!, parsed.GetValue(images), parsed.GetValue(set)!, parsed.GetValue(plugins)!, parsed.GetValue(json), cancellation)));
        return command;
    }

    static int Execute(string run, string split, string? images, string[] sets, string[] plugins, bool json, CancellationToken cancellation)
    {
        using var model = TrainedModel.Open(run, sets, plugins, Notices.Plugins, ["evaluation.batch", .. CommonOptions.Images, .. CommonOptions.Machine]);
        var result = ProgressSink.Run(sink => ModelEvaluation.Evaluate(
            model, images is null ? RunProgress.Open(model, split, sink, cancellation) : RunProgress.Open(model, images, sink), sink.For("evaluation"), cancellation));
        Console.WriteLine(json ? result.ToJson() : string.Create(CultureInfo.InvariantCulture, $"""
            model     {result.Architecture}, {result.Parameters:N0} parameters, weights of step {result.EvaluatedStep:N0}
            data      {result.Data}
            split     {result.Split}
            images    {result.Images:N0}, each of {result.Dims:N0} dims
            nats      {result.NatsPerImage:F4} per image
            bits/dim  {result.BitsPerDim:F5}
            """));
        if (Notices.Diverged(result, model.Card.Levels) is { } diverged) (json ? Console.Error : Console.Out).WriteLine(diverged);
        if (Notices.Bound(result) is { } bound && !json) Console.WriteLine(bound);
        if (result.StandIn && !json) Console.WriteLine(Notices.StandIn);
        return ExitCodes.Done;
    }
}
