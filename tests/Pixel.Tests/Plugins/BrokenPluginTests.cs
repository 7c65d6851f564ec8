using System.Reflection.PortableExecutable;
using Pixel.Contracts;
using Pixel.Host.Plugins;
using Pixel.Tests.Support;

namespace Pixel.Tests.PluginCatalogs;

public sealed class BrokenPluginTests : IDisposable
{
    static readonly Version Contract = typeof(IArchitecture).Assembly.GetName().Version!;

    readonly TempFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_path_that_leads_nowhere()
    {
        var path = Path.Combine(_scratch.Path, "lost");
        Broken(path).Message.ShouldBe($"""
            The plug-in lost was not loaded: there is no such file or folder.
              file:     {path}
              contract: not known; this host has Pixel {Contract.ToString(3)}
              remedy:   correct the path where it is given (--plugins, $PIXELFW_PLUGINS or the YAML's plugins), or remove it there.
            """);
    }

    [Fact]
    public void A_folder_without_the_assembly_of_its_name()
    {
        var folder = Directory.CreateDirectory(_scratch["Hollow"]).FullName;
        Broken(_scratch.Path).Message.ShouldBe($"""
            The plug-in Hollow was not loaded: its folder has no Hollow.dll.
              file:     {folder}/Hollow.dll
              contract: not known; this host has Pixel {Contract.ToString(3)}
              remedy:   build the plug-in into this folder, or remove the folder.
            """);
    }

    [Fact]
    public void A_file_that_is_no_assembly()
    {
        var file = _scratch.AddPlugin("Poem", "Shall I compare thee to a summer's day?"u8.ToArray());
        Broken(file).Message.ShouldBe($"""
            The plug-in Poem was not loaded: the file is no .NET assembly.
              file:     {file}
              contract: not known; this host has Pixel {Contract.ToString(3)}
              remedy:   put the .dll there that the plug-in's build gives.
            """);
    }

    [Fact]
    public void A_native_library()
    {
        // A .NET assembly without its .NET header is what a C compiler gives.
        var image = TinyAssembly.Referencing();
        using (var file = new PEReader(new MemoryStream(image)))
            image.AsSpan(file.PEHeaders.PEHeaderStartOffset + 208, 8).Clear(); // the directory entry of the header, in PE32

        Broken(_scratch.AddPlugin("Native", image)).Reason.ShouldBe("the file is no .NET assembly");
    }

    [Fact]
    public void A_file_that_is_cut_short()
    {
        var file = _scratch.AddPlugin("AppleStall");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..1500]);
        Broken(file).Reason.ShouldBe("the file is no .NET assembly");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 0, 1)]
    public void Another_version_of_the_contract(int major, int minor, int patch = 0)
    {
        var built = new Version(Contract.Major + major, Contract.Minor + minor, Contract.Build + patch, 0);
        var file = _scratch.AddPlugin("Newer", TinyAssembly.Referencing(("Pixel", built.ToString())));

        var broken = Broken(file);

        broken.Message.ShouldBe($"""
            The plug-in Newer was not loaded: it was built against Pixel {built.ToString(3)}, and this host has {Contract.ToString(3)}.
              file:     {file}
              contract: {Built(built)}
              remedy:   build it again against Pixel {Contract.ToString(3)}.
            """);
        broken.ContractVersion.ShouldBe(built);
        broken.HostVersion.ShouldBe(Contract);
    }

    [Fact]
    public void An_assembly_that_knows_nothing_of_the_contract()
    {
        var file = _scratch.AddPlugin("Stranger", TinyAssembly.Referencing());
        var broken = Broken(file);
        broken.Message.ShouldBe($"""
            The plug-in Stranger was not loaded: it does not reference Pixel, so it has neither architecture nor likelihood.
              file:     {file}
              contract: not known; this host has Pixel {Contract.ToString(3)}
              remedy:   reference Pixel and implement IArchitecture or ILikelihoodFamily, or take it out of the plug-in folders.
            """);
        broken.ContractVersion.ShouldBeNull();
    }

    [Theory]
    [InlineData(
        "NoArchitecture",
        "it has no public class with a public constructor without parameters that implements IArchitecture or ILikelihoodFamily" +
        "; NoArchitecture.Almost has no such constructor; NoArchitecture.Hidden is not public",
        "implement IArchitecture or ILikelihoodFamily in such a class")]
    [InlineData(
        "TwoOfOneName",
        "its classes TwoOfOneName.First and TwoOfOneName.Second are both named 'twin'",
        "give each architecture a name of its own")]
    [InlineData(
        "LoudName",
        "its class LoudName.Loud is named 'Loud Name', which is not kebab case",
        "name it in lower-case letters and digits, words joined by '-', such as 'row-lstm'")]
    [InlineData(
        "StrangeOptions",
        "the options of its architecture 'strange' are of the type System.String",
        "derive them from ModelOptions, in a class with a public constructor without parameters")]
    [InlineData(
        "UnwritableOptions",
        "the options of its architecture 'unwritable' cannot be used: NotSupportedException: UnwritableOptions.Timed.Limit has the type " +
        "System.TimeSpan, which a config cannot give. Use bool, int, long, double, string (with [AllowedValues] in place of an enum), " +
        "T[] or IReadOnlyList<T> of those, or a class with settable properties and a constructor without parameters",
        "mend the plug-in and build it again, with all its dependencies in its folder")]
    [InlineData(
        "ThrowsInConstructor",
        "its class ThrowsInConstructor.Grumpy cannot be used: InvalidOperationException: The moon is not full",
        "mend the plug-in and build it again, with all its dependencies in its folder")]
    [InlineData(
        "ThrowsInStaticInitialiser",
        "its class ThrowsInStaticInitialiser.Hasty cannot be used: FormatException: " +
        "The input string 'forty-two' was not in a correct format",
        "mend the plug-in and build it again, with all its dependencies in its folder")]
    public void A_plugin_that_breaks_a_rule_or_throws(string name, string reason, string remedy)
    {
        Broken(Fixture.Folder(name)).ShouldBe(
            new BrokenPlugin(name, Fixture.Dll(name), Contract, Contract, reason, remedy));
    }

    [Fact]
    public void A_dependency_that_is_missing()
    {
        var file = _scratch.AddPlugin("AppleStall");
        File.Delete(Path.Combine(Path.GetDirectoryName(file)!, "Fruit.dll"));
        Broken(file).Reason.ShouldBe(
            "its class AppleStall.Stall cannot be used: FileNotFoundException: " +
            "Could not load file or assembly 'Fruit, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null'. " +
            "The system cannot find the file specified");
    }

    [Fact]
    public void A_name_that_an_earlier_plugin_has_stays_with_that_one()
    {
        var copy = _scratch.AddPlugin("AppleStall");

        using var catalog = PluginCatalog.Load([Fixture.Folder("AppleStall"), copy]);

        catalog.Plugins.ShouldHaveSingleItem().File.ShouldBe(Fixture.Dll("AppleStall"));
        catalog.Broken.ShouldHaveSingleItem().Message.ShouldBe($"""
            The plug-in AppleStall was not loaded: its architecture 'apple-stall' has the name of one in the plug-in AppleStall ({Fixture.Dll("AppleStall")}).
              file:     {copy}
              contract: {Built(Contract)}
              remedy:   rename one of the two architectures, or take one of the plug-ins away.
            """);
    }

    static string Built(Version contract) => $"built against Pixel {contract.ToString(3)}; this host has Pixel {Contract.ToString(3)}";

    static BrokenPlugin Broken(string path)
    {
        using var catalog = PluginCatalog.Load([path]);
        catalog.Plugins.ShouldBeEmpty();
        return catalog.Broken.ShouldHaveSingleItem();
    }
}
