using System.Text.Json;
using Pixel.Host.Plugins.Internal;

namespace Pixel.Host.Plugins;

/// <summary>All plug-ins as JSON: those that were loaded, and the broken ones with reason and remedy.</summary>
public static class PluginListing
{
    static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One JSON object: <c>contract</c>, <c>plugins</c> and <c>broken</c>.</summary>
    /// <param name="catalog">The plug-ins.</param>
    public static string ToJson(PluginCatalog catalog) => JsonSerializer.Serialize(
        new
        {
            contract = Contract.Version.ToString(3),
            plugins = catalog.Plugins.Select(plugin => new
            {
                name = plugin.Name,
                version = plugin.Version,
                file = plugin.File,
                contract = plugin.ContractVersion.ToString(3),
                architectures = plugin.Architectures.Select(architecture => new { name = architecture.Name, summary = architecture.Summary }),
            }),
            broken = catalog.Broken.Select(plugin => new
            {
                name = plugin.Name,
                file = plugin.File,
                contract = plugin.ContractVersion?.ToString(3),
                reason = plugin.Reason,
                remedy = plugin.Remedy,
            }),
        },
        Format);
}
