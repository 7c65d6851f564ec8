using System.CommandLine;
using System.Text.Json.Nodes;
using Pixel.Checks.Gradients;
using Pixel.Cli.Output;
using Pixel.Host.Experiments;
using Pixel.Host.Plugins;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw gradcheck [ARCHITECTURE]…</c>.</summary>
static class GradcheckCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("ARCHITECTURE")
        {
            Description = "The architectures to check; without one, all that are loaded.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var device = CommonOptions.OneOf("--device", "Where the layers run.", "cpu", "cuda");
        var kernels = CommonOptions.OneOf("--kernels", "How the layers compute, where they have a choice.", "managed", "torch");
        var (plugins, json) = (CommonOptions.Plugins(), CommonOptions.Json());
        var command = new Command(
            "gradcheck", "Check outputs and gradients of every layer against an independent oracle and against central differences.")
        {
            names, device, kernels, plugins, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Execute(
            parsed.GetValue(names)!, parsed.GetValue(device)!, parsed.GetValue(kernels)!, parsed.GetValue(plugins)!, parsed.GetValue(json), cancellation)));
        return command;
    }

    static int Execute(string[] names, string device, string kernels, string[] folders, bool json, CancellationToken cancellation)
    {
        Devices.UseThreads(1); // the networks are small
        using var catalog = PluginCatalog.Load(PluginFolders.Default(folders));
        foreach (var broken in catalog.Broken) Notices.Warn(broken);
        var architectures = names.Length > 0
            ? [.. names.Distinct().Select(catalog.Find)]
            : catalog.Plugins.SelectMany(plugin => plugin.Architectures).ToArray();
        var options = new GradientCheckOptions { Device = device, Kernels = Devices.PathOf(kernels) };
        var results = ProgressSink.Run(sink => architectures
            .SelectMany(architecture => ArchitectureGradients.Check(
                architecture, catalog, options, sink.For(architecture.Name), cancellation))
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
