using System.CommandLine;
using Pixel.Checks;
using Pixel.Cli.Output;
using Pixel.Host.Models;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw check PLUGIN|ARCHITECTURE</c>.</summary>
static class CheckCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("PLUGIN|ARCHITECTURE") { Description = "An architecture or a plug-in by its name, or the path of a plug-in's .dll or folder." };
        var @out = new Option<string?>("--out") { Description = "A folder for the receptive fields as PNG files.", HelpName = "DIR" };
        var set = new Option<string[]>("--set")
        {
            Description = "Check with this option of the model, e.g. --set model.kernel=5; may be given several times. Sizes are small by default.",
            HelpName = "path=value",
            DefaultValueFactory = _ => [],
        };
        var classes = CommonOptions.Classes();
        var (plugins, json) = (CommonOptions.Plugins(), CommonOptions.Json());
        var command = new Command("check", "Check that an architecture keeps the contract: causality, both faces, gradients, save and load, and more.")
        {
            target, set, classes, @out, json, plugins,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Execute(
            parsed.GetValue(target)!, parsed.GetValue(set)!, parsed.GetValue(classes), parsed.GetValue(@out), parsed.GetValue(json), parsed.GetValue(plugins)!, cancellation)));
        return command;
    }

    static int Execute(string target, string[] sets, int classes, string? folder, bool json, string[] plugins, CancellationToken cancellation)
    {
        Devices.UseThreads(1); // the networks are small
        using var targets = CheckTargets.Find(target, plugins, Notices.Plugins);
        var reports = ProgressSink.Run(sink => targets.Check(
            sets, classes, (architecture, at) => sink.Show(architecture, at.Share, [at.Check], null), cancellation));
        if (json) Console.WriteLine(reports.ToJson().ToJsonString());
        else Console.WriteLine(reports.ToString().TrimEnd());
        if (folder is not null)
            foreach (var file in reports.SaveMaps(Path.GetFullPath(folder))) Console.Error.WriteLine(file);
        return reports.Passed ? ExitCodes.Done : ExitCodes.Failed;
    }
}
