using System.CommandLine;
using Pixel.Sampling;

namespace Pixel.Cli.Commands;

/// <summary>The options of the verbs that draw: seed, temperature and sampler.</summary>
sealed class SamplingArguments
{
    public SamplingArguments()
    {
        Sampler.AcceptOnlyFromAmong(Samplers.Incremental, Samplers.Ancestral);
        Temperature.Validators.Add(result => { if (result.GetValueOrDefault<double>() is not (> 0 and < 1000)) result.AddError("--temperature must be above 0 and below 1000."); });
    }

    public Option<ulong> Seed { get; } = new("--seed") { Description = "The same seed gives the same images.", DefaultValueFactory = _ => 0 };

    public Option<double> Temperature { get; } = new("--temperature") { Description = "Below 1 likelier images, above 1 more varied ones.", DefaultValueFactory = _ => 1 };

    public Option<string> Sampler { get; } = new("--sampler") { Description = "incremental: one forward pass an image; ancestral: one a sub-pixel.", DefaultValueFactory = _ => Samplers.Incremental };

    public SamplingOptions Read(ParseResult parsed) => new() { Seed = parsed.GetValue(Seed), Temperature = parsed.GetValue(Temperature) };

    /// <summary>An option of a whole number in a range.</summary>
    public static Option<int> Number(string name, string description, int value, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var given && (given < least || given > most)) result.AddError($"{name} must be from {least} to {most}.");
        });
        return option;
    }
}
