using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Pixel.Cli.Output;
using Pixel.Host.Data;
using Pixel.Host.Pictures;
using Pixel.Sampling;

namespace Pixel.Cli.Commands;

/// <summary>Options that several verbs share, and the kinds of options there are.</summary>
static class CommonOptions
{
    /// <summary>Overrides of the config.</summary>
    public static Option<string[]> Set() => new("--set")
    {
        Description = "Override a setting of the config, e.g. --set training.batch=32; may be given several times.",
        HelpName = "path=value",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Further plug-in folders.</summary>
    public static Option<string[]> Plugins() => new("--plugins")
    {
        Description = "A folder with further plug-ins; may be given several times.",
        HelpName = "DIR",
        DefaultValueFactory = _ => [],
    };

    /// <summary>JSON on stdout.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object and nothing else on stdout." };

    /// <summary>A run folder.</summary>
    public static Argument<string> Run() => new("RUN") { Description = "A run folder, such as runs/quickstart, or a folder under models/." };

    /// <summary>A split, the test split where it is not given.</summary>
    public static Option<string> Split(string name, string description) => OneOf(name, description, DataSplit.Test, DataSplit.Validation, DataSplit.Train);

    /// <summary>A number within limits.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does.</param>
    /// <param name="standard">The value where it is not given.</param>
    /// <param name="isAllowed">The limits.</param>
    /// <param name="allowed">The limits in words, to follow "expected".</param>
    public static Option<T> Number<T>(string name, string description, T standard, Func<T, bool> isAllowed, string allowed)
        where T : INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => standard,
            CustomParser = result =>
            {
                var word = result.Tokens[0].Value;
                if (T.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && isAllowed(number)) return number;
                result.AddError($"{name} is '{word}'; expected {allowed}.");
                return standard;
            },
        };

    /// <summary>One of a few words.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does.</param>
    /// <param name="words">The words; the first holds where it is not given.</param>
    public static Option<string> OneOf(string name, string description, params string[] words)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => words[0],
            CustomParser = result =>
            {
                var word = result.Tokens[0].Value;
                if (!words.Contains(word)) result.AddError($"{name} is '{word}'; expected one of {string.Join(", ", words)}.");
                return word;
            },
        };
        option.CompletionSources.Add(words);
        return option;
    }
}

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
