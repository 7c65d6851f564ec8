using System.Diagnostics;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Data.Sources;
using Pixel.Host.Imaging;
using Pixel.Host.Models;
using Pixel.Host.Plugins;
using Pixel.Host.Storage;
using Pixel.Tests.Config;
using Pixel.Tests.Data;
using Pixel.Tests.Support;

namespace Pixel.Tests.Faults;

/// <summary>Names of what is no regular file: a pipe on which opening would wait for ever, a device without an end, a folder.</summary>
public sealed class IrregularFileTests : IDisposable
{
    readonly TempFolder _folder = new();

    public static TheoryData<string, string> Places => new()
    {
        { "pipe", "is a pipe or a device" },
        { "zero", "is a pipe or a device" },
        { "folder", "is a folder" },
    };

    [SkippableTheory]
    [MemberData(nameof(Places))]
    public void A_reader_refuses_it_before_it_opens_it(string kind, string what)
    {
        var path = Make(kind, "x");
        foreach (var read in new Action[] { () => ImageReader.Load(path), () => ImageReader.LoadInfo(path) })
            Should.Throw<IOException>(read).Message.ShouldBe($"{path}: {what}; give a regular file.");
        Should.Throw<CheckpointException>(() => SafetensorsReader.Read(path)).Message.ShouldContain($"{path}: {what}; give a regular file.");
        Should.Throw<CheckpointException>(() => ModelCard.Load(path)).Message
            .ShouldBe($"{path}: cannot be read: {path}: {what}; give a regular file. Restore it, or train anew into another folder.");
    }

    [SkippableTheory]
    [MemberData(nameof(Places))]
    public void A_config_is_refused(string kind, string what)
    {
        var path = Make(kind, "x.yaml");
        Should.Throw<ConfigException>(() => ExperimentLoader.Load(path, [], new ConfigContext([], _ => new KnownModels([], [])))).Message.ShouldContain($"    {what}; name a YAML file");
    }

    [SkippableTheory]
    [InlineData("mnist", "t10k-images-idx3-ubyte")]
    [InlineData("mnist", "t10k-images-idx3-ubyte.gz")]
    [InlineData("cifar10", "cifar-10-binary.tar.gz")]
    [InlineData("imagenet32", "val_data.npz")]
    public void A_file_of_a_data_set_is_refused(string set, string name)
    {
        var path = Make("pipe", name);
        Should.Throw<IOException>(() => DataSetCatalog.Open(set, "test", new DataSetOptions { Root = _folder.Path })).Message
            .ShouldBe($"{path}: is a pipe or a device; give a regular file.");
    }

    [SkippableFact]
    public void A_file_of_labels_is_refused()
    {
        var path = Make("pipe", "t10k-labels-idx1-ubyte");
        _folder.Write("t10k-images-idx3-ubyte", DataFiles.Idx(1));
        Should.Throw<IOException>(() => DataSetCatalog.Open("mnist", "test", new DataSetOptions { Root = _folder.Path, Labels = true })).Message
            .ShouldBe($"{path}: is a pipe or a device; give a regular file.");
    }

    [SkippableFact]
    public void A_plugin_is_broken()
    {
        var path = Make("pipe", "Tube.dll");
        using var catalog = PluginCatalog.Load([path]);
        catalog.Broken.ShouldHaveSingleItem().Reason.ShouldBe($"the file cannot be read: {path}: is a pipe or a device; give a regular file");
    }

    [Fact]
    public void A_link_to_a_regular_file_and_an_empty_file_are_opened()
    {
        _folder.Write("empty", []);
        File.CreateSymbolicLink(_folder["link"], _folder["empty"]);
        foreach (var name in new[] { "empty", "link" })
            Should.Throw<CheckpointException>(() => SafetensorsReader.Read(_folder[name])).Message.ShouldContain("is shorter than its 8-byte header length");
    }

    [Fact]
    public void A_config_of_more_than_a_mebibyte_is_refused()
    {
        using var configs = new ConfigFolder();
        configs.FailureOf(new string(' ', (1 << 20) + 1)).ShouldContain("x.yaml\n    has 1048577 bytes, more than the 1048576 of the largest config; name a YAML file.");
    }

    string Make(string kind, string name)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the test makes pipes");
        var path = _folder[name];
        if (kind == "folder") Directory.CreateDirectory(path);
        else if (kind == "zero") File.CreateSymbolicLink(path, "/dev/zero");
        else
        {
            using var process = Process.Start("mkfifo", [path]);
            process.WaitForExit();
        }

        return path;
    }

    public void Dispose() => _folder.Dispose();
}
