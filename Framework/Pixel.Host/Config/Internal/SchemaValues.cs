using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Pixel.Host.Config.Internal;

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
