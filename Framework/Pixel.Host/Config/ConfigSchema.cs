using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pixel.Contracts;

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
    /// <param name="models">The architectures, whose options <c>model</c> may have, and the likelihoods.</param>
    /// <exception cref="NotSupportedException">An architecture's options have a property that YAML cannot give.</exception>
    public static JsonObject Create(IReadOnlyList<string> dataSets, KnownModels models) =>
        new SchemaWriter(new KnownNames(dataSets, models)).Experiment();

    /// <summary>The schema as text, indented, with a line feed at the end.</summary>
    /// <inheritdoc cref="Create"/>
    public static string ToJson(IReadOnlyList<string> dataSets, KnownModels models) =>
        Create(dataSets, models).ToJsonString(Indented) + "\n";
}

/// <summary>Writes the schema of blocks; that of single values is <see cref="SchemaValues"/>.</summary>
sealed class SchemaWriter(KnownNames names)
{
    // Blocks that name an architecture, by class: shared, as an architecture's options may hold another such block.
    readonly JsonObject _definitions = [];

    public JsonObject Experiment()
    {
        var properties = new JsonObject
        {
            [Keys.Extends] = new JsonObject
            {
                ["description"] = "File to take every key but 'name' from, relative to this one; what this file says goes first.",
                ["type"] = "string",
            },
        };
        AddProperties(properties, new Experiment());
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "pixelfw experiment",
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
            // What a file lacks, the file it extends may have.
            ["if"] = new JsonObject { ["not"] = new JsonObject { ["required"] = new JsonArray(Keys.Extends) } },
            ["then"] = Required(typeof(Experiment)),
            ["$defs"] = _definitions,
        };
    }

    void AddProperties(JsonObject properties, object defaults)
    {
        foreach (var setting in SettingTypes.Of(defaults.GetType()))
            properties[setting.Key] = Property(setting, setting.Property.GetValue(defaults));
    }

    JsonObject Property(Setting setting, object? value)
    {
        if (!setting.IsBlock)
            return SchemaValues.Of(setting, value, names);
        var block = setting.Kind == SettingKind.Architecture
            ? new JsonObject { ["$ref"] = $"#/$defs/{Define(setting.Type)}" }
            : Block(value ?? Activator.CreateInstance(setting.Type)!);
        if (setting.IsNullable)
            block = new JsonObject { ["anyOf"] = new JsonArray(block, new JsonObject { ["type"] = "null" }) };
        block.Insert(0, "description", setting.Description);
        return block;
    }

    JsonObject Block(object defaults)
    {
        var properties = new JsonObject();
        AddProperties(properties, defaults);
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
    }

    string Define(Type type)
    {
        var name = Keys.Of(type.Name);
        if (_definitions.ContainsKey(name))
            return name;
        var definition = new JsonObject();
        _definitions[name] = definition;
        var properties = new JsonObject();
        AddProperties(properties, Activator.CreateInstance(type)!);
        var choices = new JsonArray([.. names.Architectures.Select(known => Choice(known, properties))]);
        definition["type"] = "object";
        definition["properties"] = properties;
        definition["allOf"] = choices;
        return name;
    }

    JsonObject Choice(KnownArchitecture known, JsonObject shared)
    {
        var key = Keys.Of(nameof(ModelSettings.Architecture));
        var properties = new JsonObject();
        // additionalProperties sees only what stands beside it, so the block's own keys are named again.
        foreach (var (name, _) in shared)
            properties[name] = true;
        AddProperties(properties, (ModelOptions)Activator.CreateInstance(known.OptionsType)!);
        return new JsonObject
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { [key] = new JsonObject { ["const"] = known.Name } },
                ["required"] = new JsonArray(key),
            },
            ["then"] = new JsonObject
            {
                ["description"] = known.Summary,
                ["properties"] = properties,
                ["additionalProperties"] = false,
            },
        };
    }

    static JsonObject Required(Type type)
    {
        var required = new JsonArray();
        var inner = new JsonObject();
        foreach (var setting in SettingTypes.Of(type))
        {
            var below = setting.IsBlock && !setting.IsNullable ? Required(setting.Type) : [];
            if (below.Count > 0)
                inner[setting.Key] = below;
            if (below.Count > 0 || setting.IsRequired)
                required.Add(setting.Key);
        }
        var schema = new JsonObject();
        if (required.Count > 0)
            schema["required"] = required;
        if (inner.Count > 0)
            schema["properties"] = inner;
        return schema;
    }
}

/// <summary>Writes the schema of a value: description, type, what is allowed, default.</summary>
static class SchemaValues
{
    public static JsonObject Of(Setting setting, object? value, KnownNames names)
    {
        var schema = new JsonObject { ["description"] = setting.Description };
        if (setting.Kind == SettingKind.List)
        {
            schema["type"] = Type("array", setting.IsNullable);
            schema["items"] = Item(setting, isNullable: false, names);
        }
        else
        {
            foreach (var (key, part) in Item(setting, setting.IsNullable, names))
                schema[key] = part!.DeepClone();
        }
        if (setting.Property.GetCustomAttribute<RegularExpressionAttribute>() is { } form)
            schema["pattern"] = $"^(?:{form.Pattern})$";
        // An empty text stands for what has no default, or one that depends on the file.
        if (value is not "")
            schema["default"] = ToJson(value);
        return schema;
    }

    static JsonObject Item(Setting setting, bool isNullable, KnownNames names)
    {
        var schema = new JsonObject
        {
            ["type"] = Type(setting.ItemKind switch
            {
                SettingKind.Truth => "boolean",
                SettingKind.Integer => "integer",
                SettingKind.Number => "number",
                _ => "string",
            }, isNullable),
        };
        if (setting.Allowed(names) is { } allowed)
            schema["enum"] = new JsonArray([.. allowed.Select(ToJson), .. isNullable ? new JsonNode?[] { null } : []]);
        if (setting.Range?.Minimum is { } minimum)
            schema[setting.Range.IsMinimumExclusive ? "exclusiveMinimum" : "minimum"] = minimum;
        if (setting.Range?.Maximum is { } maximum)
            schema[setting.Range.IsMaximumExclusive ? "exclusiveMaximum" : "maximum"] = maximum;
        return schema;
    }

    static JsonNode Type(string name, bool isNullable) => isNullable ? new JsonArray(name, "null") : name;

    static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        string text => text,
        IEnumerable list => new JsonArray([.. list.Cast<object>().Select(ToJson)]),
        _ => JsonNode.Parse(Show.Value(value)),
    };
}
