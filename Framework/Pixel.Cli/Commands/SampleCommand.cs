using System.CommandLine;
using Pixel.Cli.Output;
using Pixel.Host.Experiments;
using Pixel.Sampling;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw sample RUN</c>.</summary>
static class SampleCommand
{
    public static Command Create()
    {
        var run = CommonOptions.Run();
        var @out = new Option<string>("--out") { Description = "The PNG file to write; a caption goes beside it, as .txt.", HelpName = "F.png", DefaultValueFactory = _ => "samples.png" };
        var count = CommonOptions.Number("--count", "How many images.", 16, n => n is >= 1 and <= 65536, "a whole number from 1 to 65536");
        var seed = CommonOptions.Number("--seed", "The same seed gives the same images.", 0UL, _ => true, $"a whole number from 0 to {ulong.MaxValue}");
        var temperature = CommonOptions.Number(
            "--temperature", "Below 1 likelier images, above 1 more varied ones.", 1.0, t => t is > 0 and <= 100, "a number above 0, up to 100");
        var sampler = CommonOptions.OneOf(
            "--sampler", "incremental: one forward pass an image; ancestral: one a sub-pixel.", Samplers.Incremental, Samplers.Ancestral);
        var (set, plugins) = (CommonOptions.Set(), CommonOptions.Plugins());
        var command = new Command("sample", "Draw images from a trained model.") { run, @out, count, seed, temperature, sampler, set, plugins };
        command.SetAction((parsed, cancellation) => Task.FromResult(Execute(
            parsed.GetValue(run)!, parsed.GetValue(@out)!, parsed.GetValue(count), parsed.GetValue(sampler)!,
            new SamplingOptions { Seed = parsed.GetValue(seed), Temperature = parsed.GetValue(temperature) },
            parsed.GetValue(set)!, parsed.GetValue(plugins)!, cancellation)));
        return command;
    }

    static int Execute(
        string run, string path, int count, string sampler, SamplingOptions options, string[] sets, string[] plugins, CancellationToken cancellation)
    {
        using var model = TrainedModel.Open(run, sets, plugins, Notices.Warn);
        if (model.Card.StandIn) Console.Error.WriteLine(Notices.StandIn);
        ProgressSink.Run(sink => ModelSampling.Draw(model, path, count, sampler, options with { Progress = sink.For("sampling") }, cancellation));
        Console.WriteLine(Path.GetFullPath(path));
        return ExitCodes.Done;
    }
}
