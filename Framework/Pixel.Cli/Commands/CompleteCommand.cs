using System.CommandLine;
using Pixel.Cli.Output;
using Pixel.Host.Data;
using Pixel.Host.Models;
using Pixel.Host.Pictures;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw complete RUN</c>.</summary>
static class CompleteCommand
{
    static readonly string[] Acting = ["sampling.seed", "sampling.temperature", "sampling.sampler", .. CommonOptions.Images, .. CommonOptions.Machine];

    public static Command Create()
    {
        var run = CommonOptions.Run();
        var @out = new Option<string>("--out") { Description = "The PNG file to write; a caption goes beside it, as .txt.", HelpName = "F.png", DefaultValueFactory = _ => "completions.png" };
        var split = CommonOptions.Split("--split", "Complete images of this split.");
        var images = new Option<string?>("--images") { Description = "Complete these instead: an image file (PNG, JPEG, WebP, BMP or GIF), or a folder of them; of the model's size, unless its training images were cropped and resized, as these then are.", HelpName = "PATH" };
        var occlude = new Option<string>("--occlude")
        {
            Description = "What is unknown: bottom, top, left, right, center, or a mask, an image file of the model's size, black where the image is known and any other colour, or transparent, where it is not.",
            HelpName = "PART|MASK",
            DefaultValueFactory = _ => "bottom",
        };
        var label = CommonOptions.Label("Complete as images of this class, by its number or name. Only for models that were trained with data.labels.  [default: the images' own]");
        var count = CommonOptions.Number("--count", "How many images.", 4, n => n is >= 1 and <= 1000, "a whole number from 1 to 1000");
        var first = CommonOptions.Number("--first", "The first image, counted from 0.", 0, n => n >= 0, "a whole number from 0");
        var perImage = CommonOptions.Number("--per-image", "Completions of each image.", 3, n => n is >= 1 and <= 64, "a whole number from 1 to 64");
        var (sampling, set, plugins) = (new SamplingArguments(), CommonOptions.Set(), CommonOptions.Plugins());
        var command = new Command("complete", "Complete occluded images: known pixels stand, the others are drawn in raster order given those before them.")
        {
            run, @out, sampling.Animate, split, images, occlude, label, count, first, perImage, sampling.Seed, sampling.Temperature, sampling.Sampler, set, plugins, sampling.Json,
        };
        command.Validators.Add(result => CommonOptions.CheckOneSource(result, split, images));
        command.SetAction((parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(@out)!);
            using var model = TrainedModel.Open(parsed.GetValue(run)!, parsed.GetValue(set)!, parsed.GetValue(plugins)!, Notices.Plugins, Acting);
            var own = model.Setup.Experiment.Sampling;
            if (model.Card.StandIn) Console.Error.WriteLine(Notices.StandIn);
            var image = model.Card.ToShape();
            var occlusion = Occlusion.Parse(parsed.GetValue(occlude)!, image);
            var asked = parsed.GetValue(label) is { } text ? LabelArgument.Parse(text, LabelArgument.Required($"--label {text}", model.Card)) : (int?)null;
            ProgressSink.Run(sink =>
            {
                if (occlusion.Caution is { } caution) sink.Say($"note        {caution}.");
                var (from, most) = (parsed.GetValue(first), parsed.GetValue(count));
                var originals = parsed.GetValue(images) is { } files
                    ? Originals.FromFiles(files, image, from, most, model.Setup.FitsImages, model.Card.ToClasses())
                    : Originals.FromSet(Fit(RunProgress.Open(model, parsed.GetValue(split)!, sink, cancellation), model, asked), image, from, most);
                if (asked is { } one) originals = originals with { Labels = [.. Enumerable.Repeat(one, originals.Images.Count)] };
                var options = sampling.Read(parsed, own) with { Progress = sink.For("completing") };
                return ModelCompletion.Draw(
                    model, path, new CompletionRequest(originals, occlusion, parsed.GetValue(perImage), sampling.ReadSampler(parsed, own), options),
                    cancellation, sampling.Animation(parsed, sink));
            });
            sampling.Announce(parsed, path);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    // Labels of one's own make those of the set needless, whatever its classes.
    static IImageSet Fit(IImageSet images, TrainedModel model, int? asked) => asked is null ? ModelLabels.Fit(images, model.Card) : images;
}
