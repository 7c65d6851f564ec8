using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pixel.Tests.Contract;

/// <summary>The public surface of an assembly as text: a line a type, then a line a member; what a record brings of itself is left out.</summary>
static class PublicApi
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var types = assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);
        return string.Join("\n", types.Select(Describe));
    }

    static string Describe(Type type)
    {
        string[] members = type.IsEnum
            ? [.. Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name))}")]
            : [.. type.GetMembers(Declared).Where(IsOpen).Select(Describe).Order(StringComparer.Ordinal)];
        return $"{TypeText.Heading(type)}\n{string.Concat(members.Select(member => $"    {member}\n"))}";
    }

    static bool IsOpen(MemberInfo member) => member switch
    {
        MethodInfo method => IsOpen(method) && !IsGenerated(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        ConstructorInfo constructor => IsOpen(constructor) && !IsGenerated(constructor) && !constructor.IsStatic,
        PropertyInfo property => property.Name != "EqualityContract" && property.GetAccessors(nonPublic: true).Any(IsOpen),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        EventInfo @event => IsOpen(@event.AddMethod!),
        _ => false,
    };

    static bool IsOpen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute));

    static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Access(constructor)}{TypeText.Plain(constructor.DeclaringType!)}({Parameters(constructor)})",
        MethodInfo method => $"{Access(method)}{Kind(method)}{TypeText.Name(method.ReturnType)} {method.Name}{TypeText.Arguments(method)}({Parameters(method)}){TypeText.Constraints(method)}",
        PropertyInfo property => $"{Access(Accessor(property))}{Kind(Accessor(property))}{TypeText.Name(property.PropertyType)} {Index(property)} {{ {Accessors(property)} }}",
        FieldInfo field => field.IsLiteral
            ? $"const {TypeText.Name(field.FieldType)} {field.Name} = {TypeText.Value(field.GetRawConstantValue())}"
            : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeText.Name(field.FieldType)} {field.Name}",
        _ => $"event {member.Name}",
    };

    static MethodInfo Accessor(PropertyInfo property) => property.GetAccessors(nonPublic: true).First(IsOpen);

    static string Index(PropertyInfo property) => property.GetIndexParameters() is { Length: > 0 } parameters
        ? $"this[{string.Join(", ", parameters.Select(TypeText.Parameter))}]"
        : property.Name;

    static string Accessors(PropertyInfo property) => string.Join(" ", property.GetAccessors(nonPublic: true).Where(IsOpen).Select(accessor =>
        accessor.ReturnType != typeof(void) ? "get;"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;").Order(StringComparer.Ordinal));

    static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    static string Kind(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true } => method.IsAbstract ? "" : "default ",
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsFinal: true } => method.GetBaseDefinition() != method ? "sealed override " : "",
        { IsVirtual: true } => method.GetBaseDefinition() != method ? "override " : "virtual ",
        _ => "",
    };

    static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(TypeText.Parameter));
}
