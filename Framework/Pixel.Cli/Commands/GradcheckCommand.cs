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
        var (plugins, json) = (CommonOptions.Plugins(), CommonOptions.Json());
        var command = new Command(
            "gradcheck", "Check outputs and gradients of every layer against an independent oracle and against central differences.")
        {
            names, device, plugins, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Execute(
            parsed.GetValue(names)!, parsed.GetValue(device)!, parsed.GetValue(plugins)!, parsed.GetValue(json), cancellation)));
        return command;
    }

    static int Execute(string[] names, string device, string[] folders, bool json, CancellationToken cancellation)
    {
        Devices.UseThreads(1); // the networks are small
        using var catalog = PluginCatalog.Load(PluginFolders.Default(folders));
        foreach (var broken in catalog.Broken) Notices.Warn(broken);
        var architectures = names.Length > 0
            ? [.. names.Distinct().Select(catalog.Find)]
            : catalog.Plugins.SelectMany(plugin => plugin.Architectures).ToArray();
        var options = new GradientCheckOptions { Device = device };
        var results = ProgressSink.Run(sink => architectures
            .SelectMany(architecture => ArchitectureGradients.Check(
                architecture, catalog, options, sink.For(architecture.Name), cancellation))
            .ToArray());
        var hasPassed = results.Length > 0 && results.All(result => result.Report is null or { Passes: true }) && results.Any(result => result.Report is not null);
        if (json)
            Console.WriteLine(new JsonObject { ["passed"] = hasPassed, ["device"] = device, ["checks"] = new JsonArray([.. results.Select(result => result.ToJson())]) }.ToJsonString());
        else
            Console.WriteLine(GradientTable.Of(results));
        if (results.FirstOrDefault(result => result.Report is { Passes: false }) is { } failed)
            Console.Error.WriteLine($"pixelfw: gradcheck failed: {failed.Architecture}, {failed.Image}: {failed.Report!.Failures[0]}");
        else if (!hasPassed) Console.Error.WriteLine("pixelfw: gradcheck failed: there was nothing to check.");
        return hasPassed ? ExitCodes.Done : ExitCodes.Failed;
    }
}
