using System.CommandLine;
using Pixel.Cli.Output;
using Pixel.Host.Plugins;

namespace Pixel.Cli.Commands;

/// <summary><c>pixelfw plugins</c>.</summary>
static class PluginsCommand
{
    public static Command Create()
    {
        var (plugins, json) = (CommonOptions.Plugins(), CommonOptions.Json());
        var command = new Command("plugins", "List the architectures and likelihoods of plug-ins, and the plug-ins they come from, broken ones with their reason.") { plugins, json };
        command.SetAction(parsed => Execute(parsed.GetValue(plugins)!, parsed.GetValue(json)));
        return command;
    }

    static int Execute(string[] folders, bool json)
    {
        using var catalog = PluginCatalog.Load(PluginFolders.Default(folders), Notices.Plugins);
        if (json) Console.WriteLine(PluginListing.ToJson(catalog));
        else Show(catalog);
        return ExitCodes.Done;
    }

    static void Show(PluginCatalog catalog)
    {
        foreach (var plugin in catalog.Plugins)
            foreach (var (name, summary) in Offers(plugin))
            {
                Console.WriteLine($"{name,-18} {summary}");
                Console.WriteLine($"{"",-18} {plugin.Name} {plugin.Version}, {plugin.File}");
            }
        foreach (var broken in catalog.Broken) Console.WriteLine(broken.Message);
        if (catalog.Plugins.Count + catalog.Broken.Count == 0) Console.WriteLine("There are no plug-ins.");
    }

    static IEnumerable<(string Name, string Summary)> Offers(Plugin plugin) =>
    [
        .. plugin.Architectures.Select(architecture => (architecture.Name, architecture.Summary)),
        .. plugin.Likelihoods.Select(likelihood => (likelihood.Name, $"Likelihood: {likelihood.Summary}")),
    ];
}
