using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pixel.Host.Config.Internal;

namespace Pixel.Host.Config;

/// <summary>The JSON Schema (draft 2020-12) of an experiment, from the classes that the binder fills; for editors.</summary>
/// <remarks>
/// An editor with a YAML language server takes it from a config's first line:
/// <c># yaml-language-server: $schema=PATH</c>, relative to the config.
/// </remarks>
public static class ConfigSchema
{
    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema; the same input gives the same text, key by key.</summary>
    /// <param name="dataSets">The names that <c>data.set</c> may have.</param>
    /// <param name="architectures">The architectures, whose options <c>model</c> may have.</param>
    /// <exception cref="NotSupportedException">An architecture's options have a property that YAML cannot give.</exception>
    public static JsonObject Create(IReadOnlyList<string> dataSets, IReadOnlyList<KnownArchitecture> architectures) =>
        new SchemaWriter(new KnownNames(dataSets, architectures)).Experiment();

    /// <summary>The schema as text, indented, with a line feed at the end.</summary>
    /// <inheritdoc cref="Create"/>
    public static string ToJson(IReadOnlyList<string> dataSets, IReadOnlyList<KnownArchitecture> architectures) =>
        Create(dataSets, architectures).ToJsonString(Indented) + "\n";
}
