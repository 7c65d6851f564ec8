using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Pixel.Contracts;

namespace Pixel.Host.Config.Internal;

/// <summary>A property as the binder, the resolved form and the schema see it.</summary>
sealed class Setting
{
    /// <exception cref="NotSupportedException">The property has a type that YAML cannot give.</exception>
    public Setting(PropertyInfo property)
    {
        Property = property;
        Key = Keys.Of(property.Name);
        IsNullable = SettingTypes.IsNullable(property);
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Kind = SettingTypes.KindOf(Type, property);
        ItemType = SettingTypes.ItemOf(Type) ?? Type;
        ItemKind = SettingTypes.KindOf(ItemType, property);
        Range = property.GetCustomAttribute<RangeAttribute>() is { } range ? new ValueRange(range) : null;
    }

    public PropertyInfo Property { get; }

    public string Key { get; }

    /// <summary>The property's type without <c>Nullable</c>.</summary>
    public Type Type { get; }

    public bool IsNullable { get; }

    public SettingKind Kind { get; }

    /// <summary>The type of a list's items; of anything else, <see cref="Type"/>.</summary>
    public Type ItemType { get; }

    /// <summary>The kind of a list's items; of anything else, <see cref="Kind"/>.</summary>
    public SettingKind ItemKind { get; }

    public ValueRange? Range { get; }

    public bool IsBlock => Kind is SettingKind.Block or SettingKind.Architecture;

    public bool IsRequired => Has<RequiredAttribute>();

    public string Description => Property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";

    public bool Has<T>() where T : Attribute => Property.IsDefined(typeof(T));

    /// <summary>The values allowed, or null if they are not listed. Null itself, allowed by the type, is left out.</summary>
    public IReadOnlyList<object>? Allowed(KnownNames names)
    {
        if (Has<DataSetNameAttribute>())
            return names.DataSets;
        if (Property.Name == nameof(ModelSettings.Architecture) && SettingTypes.OptionsOf(Property.ReflectedType!) is not null)
            return names.ArchitectureNames;
        return Property.GetCustomAttribute<AllowedValuesAttribute>()?.Values.OfType<object>().ToList();
    }

    /// <summary>What may be written, to follow "expected": <c>a whole number, 1 to 16, or null</c>.</summary>
    public string Expected(KnownNames names)
    {
        var one = Allowed(names) is { } allowed
            ? $"one of {string.Join(", ", allowed.Select(Show.Value))}"
            : (Has<FilePathAttribute>() ? "a path" : SettingTypes.Describe(ItemKind)) + (Range is null || Range.IsOpen ? "" : $", {Range}");
        return (Kind == SettingKind.List ? $"a list, each item {one}" : one) + (IsNullable ? ", or null" : "");
    }
}
