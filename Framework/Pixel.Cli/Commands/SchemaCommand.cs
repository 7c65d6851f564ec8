using System.CommandLine;
using Pixel.Cli.Output;
using Pixel.Host.Models;
using Pixel.Host.Storage;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw schema</c>.</summary>
static class SchemaCommand
{
    public static Command Create()
    {
        var @out = new Option<string?>("--out") { Description = "The file to write; without it the schema goes to stdout.", HelpName = "FILE" };
        var plugins = CommonOptions.Plugins();
        var command = new Command("schema", "Write the JSON Schema of configs, plug-in options included, for completion in editors.") { @out, plugins };
        command.SetAction(parsed => Execute(parsed.GetValue(@out), parsed.GetValue(plugins)!));
        return command;
    }

    static int Execute(string? path, string[] plugins)
    {
        var schema = ExperimentSetup.Schema(plugins, Notices.Plugins);
        if (path is null) Console.Write(schema);
        else AtomicFile.WriteText(path, schema);
        return ExitCodes.Done;
    }
}
