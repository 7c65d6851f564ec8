using System.Reflection;
using Pixel.Contracts;

namespace Pixel.Host.Config.Internal;

/// <summary>Which types a setting may have, and what each is in YAML.</summary>
static class SettingTypes
{
    /// <summary>The settings of a class, base classes first, each in the order of the source.</summary>
    public static IReadOnlyList<Setting> Of(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0
                && property.PropertyType != typeof(ModelOptions))
            .OrderBy(property => Depth(property.DeclaringType!)).ThenBy(property => property.MetadataToken)
            .Select(property => new Setting(property)),
    ];

    /// <summary>The property that holds an architecture's options, if the class is a block that names an architecture.</summary>
    public static PropertyInfo? OptionsOf(Type type) =>
        type.GetProperty(nameof(ModelSettings.Options)) is { } options && options.PropertyType == typeof(ModelOptions)
            && type.GetProperty(nameof(ModelSettings.Architecture))?.PropertyType == typeof(string)
            ? options
            : null;

    /// <exception cref="NotSupportedException">The type has no form in YAML.</exception>
    public static SettingKind KindOf(Type type, PropertyInfo property)
    {
        if (type == typeof(bool))
            return SettingKind.Truth;
        if (type == typeof(int) || type == typeof(long))
            return SettingKind.Integer;
        if (type == typeof(double))
            return SettingKind.Number;
        if (type == typeof(string))
            return SettingKind.Text;
        if (ItemOf(type) is { } item && KindOf(item, property) < SettingKind.List)
            return SettingKind.List;
        if (type.IsClass && !type.IsArray && type.GetConstructor(Type.EmptyTypes) is not null)
            return OptionsOf(type) is null ? SettingKind.Block : SettingKind.Architecture;
        throw new NotSupportedException(
            $"{property.DeclaringType}.{property.Name} has the type {type}, which a config cannot give. Use bool, int, long, double, " +
            "string (with [AllowedValues] in place of an enum), T[] or IReadOnlyList<T> of those, or a class with settable properties " +
            "and a constructor without parameters.");
    }

    /// <summary>The type of a list's items, or null if the type is not a list.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0]
        : null;

    /// <summary>Whether null may be given.</summary>
    public static bool IsNullable(PropertyInfo property) =>
        property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    /// <summary>The kind in words.</summary>
    public static string Describe(SettingKind kind) => kind switch
    {
        SettingKind.Truth => "true or false",
        SettingKind.Integer => "a whole number",
        SettingKind.Number => "a number",
        SettingKind.Text => "a text",
        SettingKind.List => "a list",
        _ => "a block of keys",
    };

    static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;
}
