using System.CommandLine;
using Pixel.Cli.Output;
using Pixel.Host.Plugins;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw plugins</c>.</summary>
static class PluginsCommand
{
    public static Command Create()
    {
        var plugins = CommonOptions.Plugins();
        var command = new Command("plugins", "List the architectures and the plug-ins they come from, broken ones with their reason.") { plugins };
        command.SetAction(parsed => Execute(parsed.GetValue(plugins)!));
        return command;
    }

    static int Execute(string[] folders)
    {
        using var catalog = PluginCatalog.Load(PluginFolders.Default(folders));
        foreach (var plugin in catalog.Plugins)
            foreach (var architecture in plugin.Architectures)
            {
                Console.WriteLine($"{architecture.Name,-18} {architecture.Summary}");
                Console.WriteLine($"{"",-18} {plugin.Name} {plugin.Version}, {plugin.File}");
            }
        foreach (var broken in catalog.Broken) Console.WriteLine(broken.Message);
        if (catalog.Plugins.Count + catalog.Broken.Count == 0) Console.WriteLine("There are no plug-ins.");
        return catalog.Broken.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
