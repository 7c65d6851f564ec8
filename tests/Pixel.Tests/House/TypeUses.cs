using System.Reflection;
using System.Reflection.Emit;

namespace Pixel.Tests.House;

/// <summary>Which types the types of an assembly use: in signatures, attributes and the bodies of methods, however the source spells them.</summary>
/// <remarks>Constants leave no trace, since the compiler copies them; a <c>using</c> line does.</remarks>
static class TypeUses
{
    const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Every use of another type; nested types, lambdas among them, count as the one around them.</summary>
    public static IReadOnlySet<(Type User, Type Used)> In(Assembly assembly) => assembly.GetTypes().SelectMany(Of).ToHashSet();

    /// <summary>What one type uses.</summary>
    public static IEnumerable<(Type User, Type Used)> Of(Type type) =>
        All(type).OfType<Type>().SelectMany(Parts).Select(Outermost).Where(used => used != Outermost(type)).Select(used => (Outermost(type), used));

    static IEnumerable<Type?> All(Type type) =>
    [
        type.BaseType, .. type.GetInterfaces(), .. Attributes(type), .. Constraints(type.GetGenericArguments()),
        .. type.GetFields(Own).SelectMany(field => Attributes(field).Append(field.FieldType)),
        .. type.GetProperties(Own).SelectMany(property => Attributes(property).Append(property.PropertyType)),
        .. type.GetEvents(Own).SelectMany(@event => Attributes(@event).Append(@event.EventHandlerType)),
        .. type.GetMethods(Own).SelectMany(method => Method(method).Append(method.ReturnType)),
        .. type.GetConstructors(Own).SelectMany(Method),
    ];

    static IEnumerable<Type?> Method(MethodBase method) =>
    [
        .. Attributes(method), .. method.GetParameters().SelectMany(parameter => Attributes(parameter).Append(parameter.ParameterType)),
        .. method.IsGenericMethod ? Constraints(method.GetGenericArguments()) : [],
        .. method.GetMethodBody() is { } body ? Body(method, body) : [],
    ];

    static IEnumerable<Type?> Body(MethodBase method, MethodBody body) =>
    [
        .. body.LocalVariables.Select(local => local.LocalType),
        .. body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause).Select(clause => clause.CatchType),
        .. Tokens(body.GetILAsByteArray()!).SelectMany(token => Member(method.Module.ResolveMember(
            token, method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null)!)),
    ];

    static IEnumerable<Type?> Member(MemberInfo member) => member switch
    {
        Type type => [type],
        MethodInfo { IsGenericMethod: true } method => method.GetGenericArguments().Append(method.DeclaringType),
        _ => [member.DeclaringType],
    };

    // The metadata tokens of types, methods and fields in a method's instructions.
    static IEnumerable<int> Tokens(byte[] il)
    {
        for (var at = 0; at < il.Length;)
        {
            // The first byte of an instruction of two bytes is 0xFE.
            var code = OpCodesByValue[il[at] == 0xFE ? (short)(0xFE00 | il[at + 1]) : il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return BitConverter.ToInt32(il, at);
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
        }
    }

    static IEnumerable<Type?> Attributes(MemberInfo member) => Attributes(member.GetCustomAttributesData());

    static IEnumerable<Type?> Attributes(ParameterInfo parameter) => Attributes(parameter.GetCustomAttributesData());

    static IEnumerable<Type?> Attributes(IEnumerable<CustomAttributeData> attributes) => attributes.SelectMany(attribute =>
        attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(argument => argument.TypedValue))
            .SelectMany(argument => new[] { argument.ArgumentType, argument.Value as Type })
            .Append(attribute.AttributeType));

    static IEnumerable<Type> Constraints(Type[] arguments) =>
        arguments.Where(argument => argument.IsGenericParameter).SelectMany(argument => argument.GetGenericParameterConstraints());

    // The types that a type is made of: List<A[]> of List and A.
    static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : type.IsGenericParameter ? []
        : [type];

    static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
