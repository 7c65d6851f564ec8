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
        // Lazy: otherwise each reference of a reference is loaded first, the framework's hundred among them.
        Loader = PluginLoader.CreateFromAssemblyFile(
            file.Path, isUnloadable: true, Contract.SharedTypes, config => config.IsLazyLoaded = true);
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

        var architectures = usable.Select(Make).OrderBy(architecture => architecture.Name, StringComparer.Ordinal).ToList();
        foreach (var pair in architectures.Zip(architectures.Skip(1)).Where(pair => pair.First.Name == pair.Second.Name))
        {
            throw new PluginFault(
                $"its classes {pair.First.GetType().FullName} and {pair.Second.GetType().FullName} are both named '{pair.First.Name}'",
                "give each architecture a name of its own");
        }

        return architectures;
    }

    static bool IsUsable(Type type) => type.IsVisible && type.GetConstructor(Type.EmptyTypes) is not null;

    static IArchitecture Make(Type type)
    {
        var architecture = Guard(
            $"its class {type.FullName} cannot be made", () => (IArchitecture)Activator.CreateInstance(type)!);
        // Read here, a property that throws is this plug-in's fault; later it would be the whole run's.
        var (name, _, options) = Guard(
            $"its class {type.FullName} cannot be asked for its name, summary and options",
            () => (architecture.Name, architecture.Summary, architecture.OptionsType));
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
                $"{what}: {cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ").TrimEnd('.')}",
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
