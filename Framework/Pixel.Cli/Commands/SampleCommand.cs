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
        var count = new Option<int>("--count") { Description = "How many images.", DefaultValueFactory = _ => 16 };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same images.", DefaultValueFactory = _ => 0 };
        var temperature = new Option<double>("--temperature") { Description = "Below 1 likelier images, above 1 more varied ones.", DefaultValueFactory = _ => 1 };
        var sampler = new Option<string>("--sampler") { Description = "incremental: one forward pass an image; ancestral: one a sub-pixel.", DefaultValueFactory = _ => Samplers.Incremental };
        sampler.AcceptOnlyFromAmong(Samplers.Incremental, Samplers.Ancestral);
        count.Validators.Add(result => { if (result.GetValueOrDefault<int>() is < 1 or > 65536) result.AddError("--count must be from 1 to 65536."); });
        temperature.Validators.Add(result => { if (result.GetValueOrDefault<double>() is not (> 0 and < 1000)) result.AddError("--temperature must be above 0 and below 1000."); });
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
        using var model = TrainedModel.Open(run, sets, plugins);
        ProgressSink.Run(sink => ModelSampling.Draw(model, path, count, sampler, options with { Progress = sink.For("sampling") }, cancellation));
        Console.WriteLine(Path.GetFullPath(path));
        return ExitCodes.Done;
    }
}
