using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Pixel.Contracts;

namespace Pixel.Host.Config;

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
        if (Property.Name == nameof(ModelOptions.Likelihood) && Property.DeclaringType == typeof(ModelOptions))
            return names.Models.Likelihoods;
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

/// <summary>What a setting's YAML looks like.</summary>
enum SettingKind
{
    /// <summary>true or false.</summary>
    Truth,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Any finite number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A list of one of the above.</summary>
    List,

    /// <summary>A block of keys.</summary>
    Block,

    /// <summary>A block that names an architecture and holds its options.</summary>
    Architecture,
}

/// <summary>A <see cref="RangeAttribute"/> as numbers; a bound at the end of its type is no bound.</summary>
sealed class ValueRange(RangeAttribute range)
{
    public double? Minimum { get; } = Bound(range.Minimum, -1);

    public double? Maximum { get; } = Bound(range.Maximum, 1);

    public bool IsMinimumExclusive => range.MinimumIsExclusive;

    public bool IsMaximumExclusive => range.MaximumIsExclusive;

    /// <summary>Whether there is no bound at all.</summary>
    public bool IsOpen => Minimum is null && Maximum is null;

    public bool Contains(double value) =>
        (Minimum is not { } low || (IsMinimumExclusive ? value > low : value >= low)) &&
        (Maximum is not { } high || (IsMaximumExclusive ? value < high : value <= high));

    /// <summary>For example <c>1 to 16</c>, <c>1 or more</c>, <c>above 0, up to 1</c>.</summary>
    public override string ToString()
    {
        var low = Minimum is { } minimum ? Show.Number(minimum) : null;
        var high = Maximum is { } maximum ? Show.Number(maximum) : null;
        return (low, high) switch
        {
            (null, null) => "any",
            (null, _) => IsMaximumExclusive ? $"below {high}" : $"{high} or less",
            (_, null) => IsMinimumExclusive ? $"above {low}" : $"{low} or more",
            _ when IsMinimumExclusive => IsMaximumExclusive ? $"above {low}, below {high}" : $"above {low}, up to {high}",
            _ => IsMaximumExclusive ? $"{low} to below {high}" : $"{low} to {high}",
        };
    }

    static double? Bound(object bound, int sign)
    {
        if (bound is int i && (i == int.MinValue || i == int.MaxValue))
            return null;
        var value = Convert.ToDouble(bound, CultureInfo.InvariantCulture);
        return Math.Abs(value) >= double.MaxValue && Math.Sign(value) == sign ? null : value;
    }
}

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

    /// <summary>Reads all that configs and schema ask of an object's settings, blocks inside it included: values and attributes.</summary>
    /// <returns>The settings; what cannot be read throws whatever it throws.</returns>
    public static IReadOnlyList<Setting> Probe(object target)
    {
        var settings = Of(target.GetType());
        foreach (var setting in settings)
        {
            _ = setting.Property.GetCustomAttributes(inherit: true);
            if (setting.Property.GetValue(target) is { } block && setting.Kind == SettingKind.Block) Probe(block);
        }
        return settings;
    }

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

/// <summary>The text is one of <see cref="ConfigContext.DataSets"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class DataSetNameAttribute : Attribute;

/// <summary>The text is a path, relative to the file that names it; bound as an absolute path.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class FilePathAttribute : Attribute;

/// <summary>Lists of settings by their YAML paths; one that ends in a dot, such as <c>sampling.</c>, is a whole block.</summary>
static class SettingPaths
{
    /// <summary>Whether a path is one of the settings, or lies in one of the blocks.</summary>
    public static bool Cover(IEnumerable<string> settings, string path) =>
        settings.Any(setting => setting.EndsWith('.') ? path.StartsWith(setting, StringComparison.Ordinal) : path == setting);
}
