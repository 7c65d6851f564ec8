using System.CommandLine;
using Pixel.Cli.Output;
using Pixel.Host.Models;
using Pixel.Host.Pictures;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw sample RUN</c>.</summary>
static class SampleCommand
{
    static readonly string[] Acting = ["sampling.count", "sampling.seed", "sampling.temperature", "sampling.sampler", .. CommonOptions.Machine];

    public static Command Create()
    {
        var run = CommonOptions.Run();
        var @out = new Option<string>("--out") { Description = "The PNG file to write; a caption goes beside it, as .txt.", HelpName = "F.png", DefaultValueFactory = _ => "samples.png" };
        var count = CommonOptions.Number<int>("--count", "How many images.  [default: the run's, or 16]", n => n is >= 1 and <= 65536, "a whole number from 1 to 65536");
        var label = CommonOptions.Label(
            "Draw images of this class, by its number or name; all: a row of --count images for each class. Only for models that were trained with data.labels.  [default: all classes in turn]", "|all");
        var places = new Option<string[]>("--distribution")
        {
            Description = "Also write the model's distribution of this sub-pixel of the first image, or of all channels of this pixel, as CSV and as a bar plot; counted from 0; may be given several times.",
            HelpName = "ROW,COLUMN[,CHANNEL]",
            DefaultValueFactory = _ => [],
        };
        var prefix = new Option<string?>("--distribution-out")
        {
            Description = "Where: PREFIX.png and PREFIX-ROW-COLUMN-CHANNEL.csv.  [default: that of --out, with -distribution]",
            HelpName = "PREFIX",
        };
        var (sampling, set, plugins) = (new SamplingArguments(), CommonOptions.Set(), CommonOptions.Plugins());
        var command = new Command("sample", "Draw images from a trained model.")
        {
            run, @out, sampling.Animate, count, label, sampling.Seed, sampling.Temperature, sampling.Sampler, places, prefix, set, plugins, sampling.Json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(prefix) is { Implicit: false } && result.GetResult(places) is not { Implicit: false })
                result.AddError("--distribution-out needs --distribution ROW,COLUMN[,CHANNEL]: which distributions to write.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(@out)!);
            using var model = TrainedModel.Open(parsed.GetValue(run)!, parsed.GetValue(set)!, parsed.GetValue(plugins)!, Notices.Plugins, Acting);
            var own = model.Setup.Experiment.Sampling;
            if (model.Card.StandIn) Console.Error.WriteLine(Notices.StandIn);
            var distributions = Distributions(model, parsed.GetValue(places)!, parsed.GetValue(prefix) ?? Path.ChangeExtension(path, null) + "-distribution");
            var images = parsed.Given(count, own.Count == 0 ? 16 : own.Count);
            var labels = parsed.GetValue(label) is { } asked ? Labels(asked, model, images) : null;
            ProgressSink.Run(sink => ModelSampling.Draw(
                model, path, images, sampling.ReadSampler(parsed, own), sampling.Read(parsed, own) with { Progress = sink.For("sampling") }, cancellation, distributions,
                sampling.Animation(parsed, sink), labels));
            sampling.Announce(parsed, distributions is null ? [path] : [path, distributions.Prefix + ".png"]);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    static SampleLabels Labels(string asked, TrainedModel model, int images)
    {
        var classes = LabelArgument.Required($"--label {asked}", model.Card);
        return asked == LabelArgument.All ? SampleLabels.Rows(classes, images) : SampleLabels.One(classes, LabelArgument.Parse(asked, classes), images);
    }

    static DistributionRequest? Distributions(TrainedModel model, string[] places, string prefix) => places.Length == 0
        ? null
        : new DistributionRequest(Path.GetFullPath(prefix), [.. places.SelectMany(place => SubPixel.Parse(place, model.Card.ToShape())).Distinct()]);
}
