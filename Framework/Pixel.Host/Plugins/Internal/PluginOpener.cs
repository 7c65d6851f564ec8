using System.Reflection;
using McMaster.NETCore.Plugins;
using Pixel.Contracts;

namespace Pixel.Host.Plugins.Internal;

/// <summary>Loads one plug-in; what it had got to know when it failed stays readable.</summary>
sealed class PluginOpener(PluginFile file)
{
    public Version? ContractVersion { get; private set; }

    public PluginLoader? Loader { get; private set; }

    /// <exception cref="PluginFault">The plug-in cannot be used.</exception>
    public Plugin Open()
    {
        if (file.Fault is { } fault)
        {
            throw fault;
        }

        var header = new AssemblyHeader(file.Path);
        ContractVersion = header.VersionOf(typeof(IArchitecture).Assembly.GetName().Name!);
        Contract.Check(header);
        var assembly = Guard("it cannot be loaded", Load);
        return new Plugin(file.Name, file.Path, VersionOf(assembly), Architectures(assembly));
    }

    Assembly Load()
    {
        // Not unloadable: the runtime does not re-optimise unloadable code as it runs, and a kernel with static fields
        // ran five times slower. Lazy: otherwise all references of references are loaded first, the framework's hundred too.
        Loader = PluginLoader.CreateFromAssemblyFile(
            file.Path, isUnloadable: false, Contract.SharedTypes, config => config.IsLazyLoaded = true);
        return Loader.LoadDefaultAssembly();
    }

    static IReadOnlyList<IArchitecture> Architectures(Assembly assembly)
    {
        var types = Guard("its types cannot be loaded", assembly.GetTypes)
            .Where(type => typeof(IArchitecture).IsAssignableFrom(type) && type is { IsAbstract: false, ContainsGenericParameters: false })
            .ToList();
        var usable = types.Where(IsUsable).ToList();
        if (usable.Count == 0)
        {
            throw new PluginFault(
                $"it has no public class with a public constructor without parameters that implements {nameof(IArchitecture)}" +
                string.Concat(types.Select(type => $"; {type.FullName} {(type.IsVisible ? "has no such constructor" : "is not public")}")),
                $"implement {nameof(IArchitecture)} in such a class");
        }

        var architectures = new Dictionary<string, IArchitecture>(StringComparer.Ordinal);
        foreach (var made in usable.Select(Make))
        {
            if (!architectures.TryAdd(made.Name, made))
            {
                throw new PluginFault(
                    $"its classes {architectures[made.Name].GetType().FullName} and {made.GetType().FullName} are both named '{made.Name}'",
                    "give each architecture a name of its own");
            }
        }

        return [.. architectures.Values.OrderBy(architecture => architecture.Name, StringComparer.Ordinal)];
    }

    static bool IsUsable(Type type) => type.IsVisible && type.GetConstructor(Type.EmptyTypes) is not null;

    static IArchitecture Make(Type type)
    {
        var (architecture, name, options) = Guard($"its class {type.FullName} cannot be used", () =>
        {
            var made = (IArchitecture)Activator.CreateInstance(type)!;
            // Read now, a property that throws is this plug-in's fault; later it would end the run.
            _ = made.Summary;
            return (made, made.Name, made.OptionsType);
        });
        ArchitectureRules.Check(type, name, options);
        return architecture;
    }

    static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version!.ToString();

    // Whatever a plug-in's code throws, the other plug-ins go on.
    static T Guard<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error)
        {
            var cause = Cause(error);
            throw new PluginFault(
                $"{what}: {cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ')}",
                "mend the plug-in and build it again, with all its dependencies in its folder",
                error);
        }
    }

    static Exception Cause(Exception error) => error switch
    {
        TargetInvocationException or TypeInitializationException when error.InnerException is { } inner => Cause(inner),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Cause(first),
        _ => error,
    };
}
