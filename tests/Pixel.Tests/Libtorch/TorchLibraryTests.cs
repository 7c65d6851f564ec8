using Pixel.Libtorch;
using Pixel.Tests.NewPlugin;
using Pixel.Tests.Support;
using TorchSharp;

namespace Pixel.Tests.Libtorch;

public sealed class TorchLibraryTests
{
    /// <summary>Where the build laid libtorch.</summary>
    public static string Folder { get; } = Path.GetFullPath(AppContext.GetData("Pixel.Libtorch") as string ?? ".", AppContext.BaseDirectory);

    [Fact]
    public void The_version_is_the_one_that_TorchSharp_was_built_for()
    {
        TorchLibrary.Load();
        Version.Parse(torch.__version__).ToString(2).ShouldBe(TorchLibrary.Version.ToString());
    }

    [Fact]
    public void An_error_of_libtorch_is_told_in_its_words_without_its_stack()
    {
        var problem = Should.Throw<System.Runtime.InteropServices.ExternalException>(() => torch.zeros(2, 3).mm(torch.zeros(2, 3)));
        TorchLibrary.Words(problem).ShouldBe("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)");
        TorchLibrary.Words(new InvalidOperationException("gone wrong")).ShouldBe("gone wrong");
    }

    [SkippableFact]
    public void One_libtorch_is_loaded_and_from_where_the_build_laid_it()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/proc tells it on Linux");
        Skip.IfNot(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("LIBTORCH")), "LIBTORCH names another");
        TorchLibrary.Load();
        torch.zeros(1).Dispose();
        Mapped("libtorch_cpu").ShouldBe([Path.Combine(Folder, "libtorch_cpu.so")]);
        // From a copy in memory alone, or from the file, as the system's C++ library asks for; never from both.
        Mapped("LibTorchSharp").ShouldHaveSingleItem().ShouldBeOneOf("/memfd:LibTorchSharp", Path.Combine(Folder, "libLibTorchSharp.so"));
    }

    [Fact]
    public void A_LIBTORCH_without_libtorch_is_told()
    {
        using var empty = new TempFolder();
        Failure(empty.Path).ShouldStartWith(
            $"pixelfw: {FileName} is not in {empty.Path}, nor in {Path.Combine(empty.Path, "lib")}. LIBTORCH must name the folder of libtorch's libraries, or the one above its lib.");
    }

    [SkippableFact]
    public void A_LIBTORCH_that_is_no_library_is_told()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the loader's words are those of Linux");
        using var folder = new TempFolder();
        File.WriteAllText(folder["libtorch_cpu.so"], "not a library");
        Failure(folder.Path).ShouldContain($"{folder["libtorch_cpu.so"]} cannot be loaded: ");
    }

    [SkippableFact]
    public void A_LIBTORCH_of_another_version_is_told()
    {
        const string system = "/usr/lib/x86_64-linux-gnu"; // Debian's libtorch-dev
        Skip.IfNot(File.Exists(Path.Combine(system, "libtorch_cpu.so")), "the system has no libtorch of its own");
        Failure(system).ShouldContain("libtorch_cpu.so is libtorch of an older version; TorchSharp is built for 2.10. Let LIBTORCH name a folder of that version, or unset it");
    }

    [SkippableFact]
    public void LIBTORCH_names_another_folder_or_the_one_above_its_lib()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "links to libraries are made as on Linux");
        using var other = new TempFolder();
        Directory.CreateDirectory(other["lib"]);
        foreach (var file in Directory.EnumerateFiles(Folder)) File.CreateSymbolicLink(Path.Combine(other["lib"], Path.GetFileName(file)), file);
        Check(other.Path).Code.ShouldBe(0);
        Check(other["lib"]).Code.ShouldBe(0);
    }

    static string FileName => OperatingSystem.IsWindows() ? "torch_cpu.dll" : OperatingSystem.IsMacOS() ? "libtorch_cpu.dylib" : "libtorch_cpu.so";

    static string Failure(string libtorch)
    {
        var (code, output) = Check(libtorch);
        code.ShouldBe(1, output);
        return output[output.IndexOf("pixelfw: ", StringComparison.Ordinal)..];
    }

    static (int Code, string Output) Check(string libtorch) => Tool.PixelfwWithLibtorch(libtorch, "gradcheck", "pixelcnn", "--json");

    static List<string> Mapped(string name) =>
        [.. File.ReadLines("/proc/self/maps").Where(line => line.Contains(name, StringComparison.Ordinal)).Select(line => line[line.IndexOf('/')..].Replace(" (deleted)", "")).Distinct()];
}
