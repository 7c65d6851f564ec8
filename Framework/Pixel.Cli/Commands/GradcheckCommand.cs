using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Pixel.Checks.Gradients;
using Pixel.Cli.Output;
using Pixel.Contracts;
using Pixel.Host.Models;
using Pixel.Host.Plugins;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw gradcheck [NAME]…</c>.</summary>
static class GradcheckCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("NAME")
        {
            Description = "The architectures and likelihoods to check; without one, all that are loaded.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var device = CommonOptions.OneOf("--device", "Where the layers run.", "cpu", "cuda");
        var kernels = CommonOptions.OneOf("--kernels", "How the layers compute, where they have a choice.", "managed", "torch");
        var classes = CommonOptions.Classes();
        var (plugins, json) = (CommonOptions.Plugins(), CommonOptions.Json());
        var command = new Command(
            "gradcheck", "Check outputs and gradients of every layer and likelihood against an independent oracle and against central differences.")
        {
            names, classes, device, kernels, plugins, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Execute(
            parsed.GetValue(names)!, parsed.GetValue(classes), parsed.GetValue(device)!, parsed.GetValue(kernels)!, parsed.GetValue(plugins)!, parsed.GetValue(json), cancellation)));
        return command;
    }

    static int Execute(string[] names, int classes, string device, string kernels, string[] folders, bool json, CancellationToken cancellation)
    {
        Devices.UseThreads(1); // the networks are small
        using var catalog = PluginCatalog.Load(PluginFolders.Default(folders), Notices.Plugins);
        foreach (var broken in catalog.Broken) Notices.Plugins.OnBroken(broken);
        var likelihoods = catalog.Likelihoods.Families.Where(family => names.Length == 0 || names.Contains(family.Name)).ToArray();
        var architectures = names.Length > 0
            ? [.. names.Distinct().Except(likelihoods.Select(family => family.Name)).Select(catalog.Find)]
            : catalog.Plugins.SelectMany(plugin => plugin.Architectures).ToArray();
        var options = new GradientCheckOptions { Device = device, Kernels = Devices.PathOf(kernels) };
        var results = ProgressSink.Run(sink => architectures
            .SelectMany(architecture => ArchitectureGradients.Check(
                architecture, catalog, options, classes, sink.For(architecture.Name), cancellation))
            .Concat(likelihoods.SelectMany(family => LikelihoodGradients.Check(family, options)))
            .ToArray());
        var problem = Problem(results);
        if (json) Console.WriteLine(Json(results, device, kernels, problem is null).ToJsonString());
        else Console.WriteLine(GradientTable.Of(results));
        if (problem is not null) Console.Error.WriteLine($"pixelfw: gradcheck failed: {problem}");
        return problem is null ? ExitCodes.Done : ExitCodes.Failed;
    }

    /// <summary>What failed first, or that something was not checked at all; null where all is well.</summary>
    static string? Problem(ArchitectureGradientResult[] results)
    {
        if (results.Length == 0) return "there is no architecture to check.";
        if (results.FirstOrDefault(result => result.Report is { Passes: false }) is { } failed)
            return $"{failed.Architecture}, {failed.Image}: {failed.Report!.Failures[0]}";
        return results.GroupBy(result => result.Architecture).FirstOrDefault(all => all.All(result => result.Report is null)) is { } refused
            ? $"{refused.Key} takes none of the images that architectures are checked on."
            : null;
    }

    static JsonObject Json(ArchitectureGradientResult[] results, string device, string kernels, bool passed) => new()
    {
        ["passed"] = passed,
        ["device"] = device,
        ["kernels"] = kernels,
        ["checks"] = new JsonArray([.. results.Select(result => result.ToJson())]),
    };
}

/// <summary>Gradient checks as tables: a line a tensor, its worst errors, the verdict.</summary>
static class GradientTable
{
    const int MostFailures = 10;

    /// <summary>Writes the tables, and below each what failed.</summary>
    public static string Of(IReadOnlyList<ArchitectureGradientResult> results)
    {
        var text = new StringBuilder();
        foreach (var result in results)
        {
            Write(text, result);
            text.Append('\n');
        }
        var reports = results.Select(result => result.Report).OfType<GradientReport>().ToArray();
        var (comparisons, failures) = (reports.Sum(report => report.Rows.Count), reports.Sum(report => report.Failures.Count));
        text.Append(CultureInfo.InvariantCulture, $"{Checked(results)}, {comparisons:N0} comparisons, {failures:N0} failed");
        return text.ToString();
    }

    static string Checked(IReadOnlyList<ArchitectureGradientResult> results)
    {
        var networks = results.Count(result => result is { Report: not null, IsLikelihood: false });
        var likelihoods = results.Where(result => result is { Report: not null, IsLikelihood: true }).Select(result => result.Architecture).Distinct().Count();
        return string.Join(", ", new[] { networks > 0 ? Counted.Of(networks, "network") : "", likelihoods > 0 ? Counted.Of(likelihoods, "likelihood") : "" }.Where(part => part.Length > 0));
    }

    static void Write(StringBuilder text, ArchitectureGradientResult result)
    {
        if (result.Report is not { } report)
        {
            text.Append(CultureInfo.InvariantCulture, $"{result.Architecture} is not for images of {result.Image}{(result.IsLikelihood ? $", {result.Likelihood}" : "")}: {result.Refusal}\n");
            return;
        }
        text.Append(CultureInfo.InvariantCulture, $"{result.Architecture}, {result.Image}, {result.Likelihood}{(result.Classes > 0 ? $", {result.Classes} classes" : "")}: {result.Parameters:N0} {(result.IsLikelihood ? "outputs a pixel" : "parameters")}\n");
        if (report.WithoutOracle.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"no oracle for {string.Join(", ", report.WithoutOracle)}: central differences alone\n");
        if (!report.HasStepFace) text.Append("no step face in every layer: the map face alone\n");
        var groups = report.Rows.GroupBy(row => (row.Layer, row.Tensor)).ToArray();
        var (layer, tensor) = (groups.Max(group => group.Key.Layer.Length), groups.Max(group => group.Key.Tensor.Length));
        var shape = groups.Max(group => Shape(group.First()).Length);
        text.Append(CultureInfo.InvariantCulture, $"{"".PadRight(layer + tensor + shape + 6)}oracle              differences\n");
        text.Append(CultureInfo.InvariantCulture, $"{"layer".PadRight(layer)}  {"tensor".PadRight(tensor)}  {"shape".PadRight(shape)}  absolute  relative  absolute  relative\n");
        foreach (var group in groups)
        {
            var exact = Errors(group.Where(row => row.Against != ComparedWith.Differences));
            var differences = Errors(group.Where(row => row.Against == ComparedWith.Differences));
            text.Append(CultureInfo.InvariantCulture, $"{group.Key.Layer.PadRight(layer)}  {group.Key.Tensor.PadRight(tensor)}  {Shape(group.First()).PadRight(shape)}  ");
            text.Append(CultureInfo.InvariantCulture, $"{exact}  {differences}  {(group.All(row => row.Passes) ? "ok" : "FAILED")}\n");
        }
        foreach (var failure in report.Failures.Take(MostFailures)) text.Append(CultureInfo.InvariantCulture, $"FAILED  {failure}\n");
        if (report.Failures.Count > MostFailures) text.Append(CultureInfo.InvariantCulture, $"and {report.Failures.Count - MostFailures} more\n");
    }

    /// <summary>The largest errors of a tensor, of the layer alone and in the network.</summary>
    static string Errors(IEnumerable<GradientRow> rows)
    {
        var all = rows.Select(row => row.Deviation).ToArray();
        return all.Length == 0 ? $"{"-",8}  {"-",8}" : $"{Number(all.Max(row => row.Absolute)),8}  {Number(all.Max(row => row.Relative)),8}";
    }

    static string Number(double value) => value == 0 ? "0" : value.ToString("0.0e+0", CultureInfo.InvariantCulture);

    static string Shape(GradientRow row) => row.Shape.Count == 0 ? "1" : string.Join('×', row.Shape);
}
