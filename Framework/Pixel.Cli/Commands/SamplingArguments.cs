using System.CommandLine;
using Pixel.Sampling;

namespace Pixel.Cli.Commands;

/// <summary>The options of the verbs that draw: seed, temperature and sampler.</summary>
sealed class SamplingArguments
{
    public Option<ulong> Seed { get; } = CommonOptions.Number(
        "--seed", "The same seed gives the same images.", 0UL, _ => true, $"a whole number from 0 to {ulong.MaxValue}");

    public Option<double> Temperature { get; } = CommonOptions.Number(
        "--temperature", "Below 1 likelier images, above 1 more varied ones.", 1.0, t => t is > 0 and <= 100, "a number above 0, up to 100");

    public Option<string> Sampler { get; } = CommonOptions.OneOf(
        "--sampler", "incremental: one forward pass an image; ancestral: one a sub-pixel.", Samplers.Incremental, Samplers.Ancestral);

    public SamplingOptions Read(ParseResult parsed) => new() { Seed = parsed.GetValue(Seed), Temperature = parsed.GetValue(Temperature) };
}
