using System.CommandLine;
using Pixel.Cli.Output;
using Pixel.Host.Animations;
using Pixel.Sampling;

namespace Pixel.Cli.Commands;

/// <summary>The options of the verbs that draw: seed, temperature, sampler and animation.</summary>
sealed class SamplingArguments
{
    public Option<ulong> Seed { get; } = CommonOptions.Number(
        "--seed", "The same seed gives the same images.", 0UL, _ => true, $"a whole number from 0 to {ulong.MaxValue}");

    public Option<double> Temperature { get; } = CommonOptions.Number(
        "--temperature", "Below 1 likelier images, above 1 more varied ones.", 1.0, t => t is > 0 and <= 100, "a number above 0, up to 100");

    public Option<string> Sampler { get; } = CommonOptions.OneOf(
        "--sampler", "incremental: one forward pass an image; ancestral: one a sub-pixel.", Samplers.Incremental, Samplers.Ancestral);

    public Option<string?> Animate { get; } = new("--animate")
    {
        Description = "Also write an animated PNG that shows the picture being drawn, pixel by pixel; the name ends in .apng or .png.",
        HelpName = "F.apng",
    };

    public SamplingOptions Read(ParseResult parsed) => new() { Seed = parsed.GetValue(Seed), Temperature = parsed.GetValue(Temperature) };

    /// <summary>The animation that is asked for; null for none.</summary>
    public AnimationRequest? Animation(ParseResult parsed, ProgressSink sink) =>
        AnimationPath(parsed) is { } path ? new AnimationRequest(path, sink.For("animating")) : null;

    /// <summary>Prints what was written: pictures, and the animation that was asked for.</summary>
    public void Announce(ParseResult parsed, params string[] pictures)
    {
        foreach (var path in pictures) Console.WriteLine(path);
        if (AnimationPath(parsed) is { } animation) Console.WriteLine(animation);
    }

    string? AnimationPath(ParseResult parsed) => parsed.GetValue(Animate) is { } file ? Path.GetFullPath(file) : null;
}
