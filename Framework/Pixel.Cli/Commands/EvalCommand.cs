using System.CommandLine;
using System.Globalization;
using Pixel.Cli.Output;
using Pixel.Host.Data;
using Pixel.Host.Evaluation;
using Pixel.Host.Models;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw eval RUN</c>.</summary>
static class EvalCommand
{
    const int MostMistakes = 5;

    public static Command Create()
    {
        var run = CommonOptions.Run();
        var split = CommonOptions.Split("--split", "The split to evaluate.");
        var images = new Option<string?>("--images") { Description = "Evaluate these instead: an image file (PNG, JPEG, WebP, BMP or GIF), or a folder of them, fitted as in training.", HelpName = "PATH" };
        var label = CommonOptions.Label("Evaluate as images of this class, by its number or name. Only for models that were trained with data.labels.  [default: the images' own]");
        var classify = new Option<bool>("--classify") { Description = "Also evaluate every image given each class, and tell the accuracy of the classifier that Bayes' rule makes of the model, and its likelihood over all classes. Only for models that were trained with data.labels; takes as many times as long as there are classes." };
        var (set, plugins, json) = (CommonOptions.Set(), CommonOptions.Plugins(), CommonOptions.Json());
        var command = new Command("eval", "Evaluate the exact likelihood of a whole split, or of images of your own.") { run, split, images, label, classify, set, plugins, json };
        command.Validators.Add(result => CommonOptions.CheckOneSource(result, split, images));
        command.Validators.Add(result =>
        {
            if (result.GetValue(classify) && result.GetValue(label) is not null)
                result.AddError("--classify and --label exclude each other: the guesses of the classifier are held against the images' own labels.");
        });
        command.SetAction((parsed, cancellation) => Task.FromResult(Execute(
            parsed.GetValue(run)!, new Request(parsed.GetValue(split)!, parsed.GetValue(images), parsed.GetValue(label), parsed.GetValue(classify)),
            parsed.GetValue(set)!, parsed.GetValue(plugins)!, parsed.GetValue(json), cancellation)));
        return command;
    }

    static int Execute(string run, Request request, string[] sets, string[] plugins, bool json, CancellationToken cancellation)
    {
        using var model = TrainedModel.Open(run, sets, plugins, Notices.Plugins, ["evaluation.batch", .. CommonOptions.Images, .. CommonOptions.Machine]);
        var classes = request switch
        {
            { Label: { } asked } => LabelArgument.Required($"--label {asked}", model.Card),
            { Classify: true } => LabelArgument.Required("--classify", model.Card),
            _ => null,
        };
        var label = request.Label is { } text ? LabelArgument.Parse(text, classes!) : (int?)null;
        var result = ProgressSink.Run(sink =>
        {
            var images = request.Images is { } path ? RunProgress.Open(model, path, sink) : RunProgress.Open(model, request.Split, sink, cancellation);
            if (label is { } one) images = ModelLabels.All(images, classes!, one);
            if (request.Classify) sink.Say(Notices.Cost(images, classes!));
            return ModelEvaluation.Evaluate(model, images, request.Classify, sink.For("evaluation"), cancellation);
        });
        Console.WriteLine(json ? result.ToJson() : Text(result, model.Card.ToClasses(), label));
        if (Notices.Diverged(result, model.Card.Levels) is { } diverged) (json ? Console.Error : Console.Out).WriteLine(diverged);
        if (Notices.Bound(result) is { } bound && !json) Console.WriteLine(bound);
        if (result.StandIn && !json) Console.WriteLine(Notices.StandIn);
        return ExitCodes.Done;
    }

    static string Text(RunResult result, ImageClasses? classes, int? label)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            model     {result.Architecture}, {result.Parameters:N0} parameters, weights of step {result.EvaluatedStep:N0}
            data      {result.Data}
            split     {result.Split}
            images    {result.Images:N0}, each of {result.Dims:N0} dims
            nats      {result.NatsPerImage:F4} per image{(classes is null ? "" : label is { } one ? $", given the class {classes.Title(one)}" : ", given its class")}
            bits/dim  {result.BitsPerDim:F5}
            """);
        if (result.Classification is not { } classified) return text;
        text += string.Create(CultureInfo.InvariantCulture, $"""

            accuracy  {100 * classified.Accuracy:F2} %, {classified.Correct:N0} of {result.Images:N0} by Bayes' rule, all classes equally likely beforehand
            marginal  {classified.MarginalNatsPerImage:F4} nats per image, {classified.MarginalBitsPerDim:F5} bits/dim, whatever the class
            """);
        var mistakes = classified.Mistakes(MostMistakes).Select(mistake => string.Create(
            CultureInfo.InvariantCulture, $"{classes!.NameOf(mistake.Label)} as {classes.NameOf(mistake.Guess)}: {mistake.Images:N0}")).ToArray();
        return mistakes.Length == 0 ? text : $"{text}{Environment.NewLine}mistakes  {string.Join(", ", mistakes)}";
    }

    /// <summary>What to evaluate.</summary>
    /// <param name="Split">The split.</param>
    /// <param name="Images">Files in its place.</param>
    /// <param name="Label">The class in place of the images' own.</param>
    /// <param name="Classify">Whether given each class too.</param>
    sealed record Request(string Split, string? Images, string? Label, bool Classify);
}
