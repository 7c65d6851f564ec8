using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Pixel.Cli.Output;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Pictures;
using Pixel.Sampling;

namespace Pixel.Cli.Commands;

/// <summary>Options that several verbs share, and the kinds of options there are.</summary>
static class CommonOptions
{
    /// <summary>The settings of a trained model that say what computes it.</summary>
    public static readonly string[] Machine = ["device", "threads", "kernels", "plugins"];

    /// <summary>The settings of a trained model that say which images it is given: of another set too, but of the shape it was trained on.</summary>
    public static readonly string[] Images = ["data."];

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

    /// <summary>A class of a class-conditional model.</summary>
    /// <param name="description">What it does.</param>
    /// <param name="words">What may be given beside a label or a name.</param>
    public static Option<string?> Label(string description, string words = "") => new("--label") { Description = description, HelpName = $"N|NAME{words}" };

    /// <summary>Classes to condition a checked network on.</summary>
    public static Option<int> Classes() => Number(
        "--classes", "Check networks that are conditioned on so many classes.  [default: on none]", (int n) => n is >= 2 and <= 1000, "a whole number from 2 to 1000");

    /// <summary>Refuses a split and image files together.</summary>
    public static void CheckOneSource(CommandResult result, Option<string> split, Option<string?> images)
    {
        if (result.GetResult(split) is { Implicit: false } && result.GetResult(images) is { Implicit: false })
            result.AddError("--split and --images exclude each other: images come from the data set or from files.");
    }

    /// <summary>A number within limits.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does.</param>
    /// <param name="standard">The value where it is not given.</param>
    /// <param name="isAllowed">The limits.</param>
    /// <param name="allowed">The limits in words, to follow "expected".</param>
    public static Option<T> Number<T>(string name, string description, T standard, Func<T, bool> isAllowed, string allowed)
        where T : INumber<T>
    {
        var option = Number(name, description, isAllowed, allowed);
        option.DefaultValueFactory = _ => standard;
        return option;
    }

    /// <summary>A number within limits; the description tells what holds where it is not given.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does.</param>
    /// <param name="isAllowed">The limits.</param>
    /// <param name="allowed">The limits in words, to follow "expected".</param>
    public static Option<T> Number<T>(string name, string description, Func<T, bool> isAllowed, string allowed)
        where T : INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                var word = result.Tokens[0].Value;
                if (T.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && isAllowed(number)) return number;
                result.AddError($"{name} is '{word}'; expected {allowed}.");
                return default;
            },
        };

    /// <summary>What was given for an option; else another value.</summary>
    public static T Given<T>(this ParseResult parsed, Option<T> option, T standard) => parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option)! : standard;

    /// <summary>One of a few words, the first where it is not given.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does.</param>
    /// <param name="words">The words.</param>
    public static Option<string> OneOf(string name, string description, params string[] words)
    {
        var option = Word(name, description, words);
        option.DefaultValueFactory = _ => words[0];
        return option;
    }

    /// <summary>One of a few words; the description tells what holds where it is not given.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does.</param>
    /// <param name="words">The words.</param>
    public static Option<string> Word(string name, string description, params string[] words)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
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
    public Option<ulong> Seed { get; } = CommonOptions.Number<ulong>(
        "--seed", "The same seed gives the same images.  [default: the run's]", _ => true, $"a whole number from 0 to {ulong.MaxValue}");

    public Option<double> Temperature { get; } = CommonOptions.Number<double>(
        "--temperature", "Below 1 likelier images, above 1 more varied ones.  [default: the run's]", t => t is > 0 and <= 100, "a number above 0, up to 100");

    public Option<string> Sampler { get; } = CommonOptions.Word(
        "--sampler", "incremental: one forward pass an image; ancestral: one a sub-pixel.  [default: the run's]", Samplers.Incremental, Samplers.Ancestral);

    public Option<bool> Json { get; } = CommonOptions.Json();

    public Option<string?> Animate { get; } = new("--animate")
    {
        Description = "Also write an animated PNG that shows the picture being drawn, pixel by pixel; the name ends in .apng or .png.",
        HelpName = "F.apng",
    };

    /// <summary>How to draw: as is asked for, else as the run does.</summary>
    public SamplingOptions Read(ParseResult parsed, SamplingSettings run) =>
        new() { Seed = parsed.Given(Seed, (ulong)run.Seed), Temperature = parsed.Given(Temperature, run.Temperature) };

    /// <summary>The sampler that is asked for, else the run's.</summary>
    public string ReadSampler(ParseResult parsed, SamplingSettings run) => parsed.Given(Sampler, run.Sampler);

    /// <summary>The animation that is asked for; null for none.</summary>
    public AnimationRequest? Animation(ParseResult parsed, ProgressSink sink) =>
        AnimationPath(parsed) is { } path ? new AnimationRequest(path, sink.For("animating")) : null;

    /// <summary>Prints what was written: pictures, and the animation that was asked for.</summary>
    public void Announce(ParseResult parsed, params string[] pictures)
    {
        var animation = AnimationPath(parsed);
        if (parsed.GetValue(Json))
        {
            Console.WriteLine(new JsonObject { ["pictures"] = new JsonArray([.. pictures.Select(path => JsonValue.Create(path))]), ["animation"] = animation }.ToJsonString());
            return;
        }
        foreach (var path in pictures) Console.WriteLine(path);
        if (animation is not null) Console.WriteLine(animation);
    }

    string? AnimationPath(ParseResult parsed) => parsed.GetValue(Animate) is { } file ? Path.GetFullPath(file) : null;
}
