using System.Reflection;
using McMaster.NETCore.Plugins;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Libtorch;

namespace Pixel.Host.Plugins;

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
        RequireAnOffer(assembly);
        return new Plugin(file.Name, file.Path, Guard("its version cannot be read", () => VersionOf(assembly)), ContractVersion!)
        {
            Architectures = Offered<IArchitecture>(assembly, MakeArchitecture, architecture => architecture.Name, "architecture"),
            Likelihoods = Offered<ILikelihoodFamily>(assembly, MakeLikelihood, likelihood => likelihood.Name, "likelihood"),
        };
    }

    Assembly Load()
    {
        // Not unloadable: the runtime does not re-optimise unloadable code as it runs, and a kernel with static fields
        // ran five times slower. Lazy: otherwise all references of references are loaded first, the framework's hundred too.
        Loader = PluginLoader.CreateFromAssemblyFile(
            file.Path, isUnloadable: false, Contract.SharedTypes, config => config.IsLazyLoaded = true);
        return Loader.LoadDefaultAssembly();
    }

    static void RequireAnOffer(Assembly assembly)
    {
        Type[] offers = [typeof(IArchitecture), typeof(ILikelihoodFamily)];
        var types = Guard("its types cannot be loaded", () => offers.SelectMany(offer => Implementing(offer, assembly)).ToList());
        if (Guard("its types cannot be loaded", () => types.Exists(IsUsable))) return;
        throw new PluginFault(
            $"it has no public class with a public constructor without parameters that implements {nameof(IArchitecture)} or {nameof(ILikelihoodFamily)}" +
            string.Concat(types.Select(type => $"; {type.FullName} {(type.IsVisible ? "has no such constructor" : "is not public")}")),
            $"implement {nameof(IArchitecture)} or {nameof(ILikelihoodFamily)} in such a class");
    }

    /// <summary>What a plug-in offers of a kind, ordered by name.</summary>
    static IReadOnlyList<T> Offered<T>(Assembly assembly, Func<Type, T> make, Func<T, string> nameOf, string kind)
    {
        var offered = new SortedDictionary<string, (Type Type, T Made)>(StringComparer.Ordinal);
        foreach (var type in Guard("its types cannot be loaded", () => Implementing(typeof(T), assembly).Where(IsUsable).ToList()))
        {
            var made = make(type);
            if (!offered.TryAdd(nameOf(made), (type, made)))
            {
                throw new PluginFault(
                    $"its classes {offered[nameOf(made)].Type.FullName} and {type.FullName} are both named '{nameOf(made)}'", $"give each {kind} a name of its own");
            }
        }

        return [.. offered.Values.Select(one => one.Made)];
    }

    static IEnumerable<Type> Implementing(Type contract, Assembly assembly) =>
        assembly.GetTypes().Where(type => contract.IsAssignableFrom(type) && type is { IsAbstract: false, ContainsGenericParameters: false });

    static bool IsUsable(Type type) => type.IsVisible && type.GetConstructor(Type.EmptyTypes) is not null;

    static IArchitecture MakeArchitecture(Type type)
    {
        var made = Guard($"its class {type.FullName} cannot be used", () => new GuardedArchitecture((IArchitecture)Activator.CreateInstance(type)!));
        OfferRules.Check(type, made.Name, made.OptionsType);
        Guard($"the options of its architecture '{made.Name}' cannot be used", () => SettingTypes.Probe(Activator.CreateInstance(made.OptionsType)!));
        return made;
    }

    static ILikelihoodFamily MakeLikelihood(Type type)
    {
        var made = Guard($"its class {type.FullName} cannot be used", () => new GuardedLikelihoodFamily((ILikelihoodFamily)Activator.CreateInstance(type)!));
        OfferRules.CheckName(type, made.Name);
        return made;
    }

    static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version!.ToString();

    // Whatever a plug-in's code throws, or the runtime for what is damaged in it, the other plug-ins go on.
    static T Guard<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error)
        {
            throw new PluginFault(
                $"{what}: {PluginFault.Tell(error)}", "mend the plug-in and build it again, with all its dependencies in its folder", error);
        }
    }
}

/// <summary>How long a plug-in's code may take until the plug-in is ready: what never returns must not hold up the others.</summary>
static class PluginPatience
{
    static readonly TimeSpan Notice = TimeSpan.FromSeconds(5), Limit = TimeSpan.FromSeconds(30);

    /// <summary>Opens a plug-in, on a thread of its own that is left alone where it does not come back.</summary>
    /// <param name="open">Opens it.</param>
    /// <param name="onWaiting">Is told, once, after five seconds.</param>
    /// <exception cref="PluginFault">What <paramref name="open"/> throws; or it has not come to its end after thirty seconds.</exception>
    public static Plugin Wait(Func<Plugin> open, Action onWaiting)
    {
        Plugin? plugin = null;
        Exception? problem = null;
        var thread = new Thread(() =>
        {
            try
            {
                plugin = open();
            }
            catch (Exception error)
            {
                problem = error;
            }
        })
        { IsBackground = true, Name = "plug-in" };
        thread.Start();
        if (thread.Join(Notice)) return Result();
        onWaiting();
        if (thread.Join(Limit - Notice)) return Result();
        throw new PluginFault(
            $"its code has not come to its end within {Limit.TotalSeconds} seconds: an initialiser of a class or of the module, a constructor, or a property of its architecture",
            "let them return at once, and do the work in Build or in the layers");

        Plugin Result() => problem switch
        {
            null => plugin!,
            PluginFault fault => throw fault,
            _ => throw new PluginFault($"it cannot be used: {PluginFault.Tell(problem)}", "mend the plug-in and build it again", problem),
        };
    }
}

/// <summary>What the host asks of an architecture or a likelihood beyond the interface.</summary>
static class OfferRules
{
    /// <exception cref="PluginFault">The name or the options break a rule.</exception>
    public static void Check(Type architecture, string name, Type options)
    {
        CheckName(architecture, name);
        if (options is null || !typeof(ModelOptions).IsAssignableFrom(options) || options.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new PluginFault(
                $"the options of its architecture '{name}' are of the type {options?.FullName ?? "null"}",
                $"derive them from {nameof(ModelOptions)}, in a class with a public constructor without parameters");
        }
    }

    /// <exception cref="PluginFault">The name breaks a rule.</exception>
    public static void CheckName(Type type, string name)
    {
        if (!IsKebabCase(name))
        {
            throw new PluginFault(
                $"its class {type.FullName} is named '{name}', which is not kebab case",
                "name it in lower-case letters and digits, words joined by '-', such as 'row-lstm'");
        }
    }

    /// <summary>Whether a name may be that of an architecture or a likelihood.</summary>
    // No regular expression: its first use would cost more than the plug-in.
    public static bool IsKebabCase(string? name) =>
        name is { Length: > 0 }
        && name.Split('-').All(word => word.Length > 0 && word.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)));
}

/// <summary>Why a plug-in cannot be used; it never leaves the catalog, which turns it into a <see cref="BrokenPlugin"/>.</summary>
sealed class PluginFault(string reason, string remedy, Exception? inner = null) : Exception(reason, inner)
{
    public string Remedy { get; } = remedy;

    /// <summary>What a plug-in's code threw, in one line without a full stop.</summary>
    public static string Tell(Exception error)
    {
        var cause = Cause(error);
        return $"{cause.GetType().Name}: {TorchLibrary.Words(cause).ReplaceLineEndings(" ").TrimEnd('.', ' ')}";
    }

    static Exception Cause(Exception error) => error switch
    {
        TargetInvocationException or TypeInitializationException when error.InnerException is { } inner => Cause(inner),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Cause(first),
        _ => error,
    };
}
