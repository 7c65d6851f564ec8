using Pixel.Contracts;

namespace Pixel.Host.Plugins.Internal;

/// <summary>What the host asks of an architecture beyond the interface.</summary>
static class ArchitectureRules
{
    /// <exception cref="PluginFault">The name or the options break a rule.</exception>
    public static void Check(Type architecture, string name, Type options)
    {
        if (!IsKebabCase(name))
        {
            throw new PluginFault(
                $"its class {architecture.FullName} is named '{name}', which is not kebab case",
                "name it in lower-case letters and digits, words joined by '-', such as 'row-lstm'");
        }

        if (options is null || !typeof(ModelOptions).IsAssignableFrom(options) || options.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new PluginFault(
                $"the options of its architecture '{name}' are of the type {options?.FullName ?? "null"}",
                $"derive them from {nameof(ModelOptions)}, in a class with a public constructor without parameters");
        }
    }

    /// <summary>Whether a name may be an architecture's.</summary>
    // No regular expression: its first use would cost more than the plug-in.
    public static bool IsKebabCase(string? name) =>
        name is { Length: > 0 }
        && name.Split('-').All(word => word.Length > 0 && word.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)));
}
