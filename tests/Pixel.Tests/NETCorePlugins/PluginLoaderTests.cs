using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;
using Pixel.Contracts;
using Pixel.Tests.PluginCatalogs;

namespace Pixel.Tests.NETCorePlugins;

public sealed class PluginLoaderTests : IDisposable
{
    readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Two_plugins_use_two_versions_of_one_dependency_side_by_side()
    {
        using var apple = PluginLoader.CreateFromAssemblyFile(Fixture.Dll("AppleStall"));
        using var pear = PluginLoader.CreateFromAssemblyFile(Fixture.Dll("PearStall"));

        Taste(apple).ShouldBe("sour apple");
        Taste(pear).ShouldBe("sweet pear");
        apple.LoadAssembly("Fruit").GetName().Version.ShouldBe(new Version(1, 0, 0, 0));
        pear.LoadAssembly(new AssemblyName("Fruit")).GetName().Version.ShouldBe(new Version(2, 0, 0, 0));
    }

    [Fact]
    public void A_shared_type_is_the_hosts_even_where_the_plugin_brings_its_own_copy()
    {
        var file = AddWithContract();
        using var loader = PluginLoader.CreateFromAssemblyFile(file, [typeof(IArchitecture)]);

        Stall(loader).ShouldBeAssignableTo<IArchitecture>()!.Name.ShouldBe("apple-stall");
    }

    [Fact]
    public void A_type_that_is_not_shared_is_another_type()
    {
        var file = AddWithContract();
        using var loader = PluginLoader.CreateFromAssemblyFile(file);

        Stall(loader).ShouldNotBeAssignableTo<IArchitecture>();
    }

    [Fact]
    public void Prefer_shared_types_takes_all_from_the_host_but_what_is_private()
    {
        var file = AddWithContract();
        using var shared = PluginLoader.CreateFromAssemblyFile(file, config => config.PreferSharedTypes = true);
        using var apart = PluginLoader.CreateFromAssemblyFile(file, config =>
        {
            config.PreferSharedTypes = true;
            config.PrivateAssemblies.Add(typeof(IArchitecture).Assembly.GetName());
        });

        Stall(shared).ShouldBeAssignableTo<IArchitecture>();
        Stall(apart).ShouldNotBeAssignableTo<IArchitecture>();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_shared_assembly_references_is_shared_too(bool lazy)
    {
        var file = AddWithContract();
        using var loader = PluginLoader.CreateFromAssemblyFile(file, [typeof(Host.Plugins.Plugin)], config => config.IsLazyLoaded = lazy);

        loader.LoadAssembly("Pixel.Host").ShouldBeSameAs(typeof(Host.Plugins.Plugin).Assembly);
        loader.LoadAssembly("Pixel").ShouldBeSameAs(typeof(IArchitecture).Assembly);
    }

    [Fact]
    public void Each_plugin_has_a_load_context_of_its_own_with_its_name()
    {
        using var loader = PluginLoader.CreateFromAssemblyFile(Fixture.Dll("AppleStall"));

        var context = AssemblyLoadContext.GetLoadContext(loader.LoadDefaultAssembly())!;

        context.ShouldNotBe(AssemblyLoadContext.Default);
        context.Name.ShouldBe("AppleStall");
        context.IsCollectible.ShouldBeFalse();
        loader.IsUnloadable.ShouldBeFalse();
    }

    [Fact]
    public void Disposing_unloads_an_unloadable_plugin()
    {
        var context = LoadAndDispose();
        Collect(context);
        context.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public void Unloading_one_plugin_leaves_another_with_its_own_version_of_the_dependency()
    {
        using var pear = PluginLoader.CreateFromAssemblyFile(Fixture.Dll("PearStall"), isUnloadable: true, [typeof(IArchitecture)]);
        Taste(pear).ShouldBe("sweet pear");
        var apple = LoadAndDispose();

        Collect(apple);

        apple.IsAlive.ShouldBeFalse();
        Taste(pear).ShouldBe("sweet pear");
        pear.LoadAssembly("Fruit").GetName().Version.ShouldBe(new Version(2, 0, 0, 0));
    }

    [Fact]
    public void In_memory_the_files_stay_free()
    {
        var file = _scratch.Add("AppleStall");
        using var loader = PluginLoader.CreateFromAssemblyFile(file, config => config.LoadInMemory = true);

        Taste(loader).ShouldBe("sour apple");
        loader.LoadDefaultAssembly().Location.ShouldBeEmpty();
        loader.LoadAssembly("Fruit").Location.ShouldBeEmpty();
    }

    [Fact]
    public void A_native_library_comes_from_the_plugins_folder()
    {
        var file = _scratch.Add("AppleStall");
        File.Delete(Path.ChangeExtension(file, ".deps.json"));
        var native = Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*System.Native.*").First();
        File.Copy(native, Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileName(native).Replace("System.Native", "fruitpress")));
        using var loader = PluginLoader.CreateFromAssemblyFile(file, config => config.LoadInMemory = true);

        NativeLibrary.TryLoad("fruitpress", loader.LoadDefaultAssembly(), null, out _).ShouldBeTrue();
        NativeLibrary.TryLoad("winepress", loader.LoadDefaultAssembly(), null, out _).ShouldBeFalse();
    }

    [Fact]
    public void Contextual_reflection_finds_the_plugins_types()
    {
        using var loader = PluginLoader.CreateFromAssemblyFile(Fixture.Dll("AppleStall"));

        using (loader.EnterContextualReflection())
        {
            Type.GetType("Fruit.Taste, Fruit").ShouldNotBeNull();
        }

        Type.GetType("Fruit.Taste, Fruit").ShouldBeNull();
    }

    [Fact]
    public void A_disposed_loader_loads_nothing()
    {
        var loader = PluginLoader.CreateFromAssemblyFile(Fixture.Dll("AppleStall"));
        loader.Dispose();
        loader.Dispose();

        Should.Throw<ObjectDisposedException>(() => loader.LoadDefaultAssembly());
        Should.Throw<ObjectDisposedException>(() => loader.LoadAssembly("Fruit"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plugins/AppleStall.dll")]
    public void A_path_that_is_not_absolute_is_refused(string path) =>
        Should.Throw<ArgumentException>(() => PluginLoader.CreateFromAssemblyFile(path));

    static void Collect(WeakReference context)
    {
        for (var i = 0; context.IsAlive && i < 20; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static WeakReference LoadAndDispose()
    {
        using var loader = PluginLoader.CreateFromAssemblyFile(Fixture.Dll("AppleStall"), isUnloadable: true, [typeof(IArchitecture)]);
        loader.IsUnloadable.ShouldBeTrue();
        Taste(loader).ShouldBe("sour apple");
        return new WeakReference(AssemblyLoadContext.GetLoadContext(loader.LoadDefaultAssembly()));
    }

    string AddWithContract()
    {
        var file = _scratch.Add("AppleStall");
        File.Copy(typeof(IArchitecture).Assembly.Location, Path.Combine(Path.GetDirectoryName(file)!, "Pixel.dll"));
        File.Delete(Path.ChangeExtension(file, ".deps.json"));
        return file;
    }

    static object Stall(PluginLoader loader) =>
        Activator.CreateInstance(loader.LoadDefaultAssembly().GetType("AppleStall.Stall", throwOnError: true)!)!;

    static object? Taste(PluginLoader loader)
    {
        var stall = loader.LoadDefaultAssembly().GetTypes().Single(type => type.Name == "Stall");
        return stall.GetProperty("Summary")!.GetValue(Activator.CreateInstance(stall));
    }
}
