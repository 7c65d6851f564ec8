using Pixel.Libtorch;

namespace Pixel.Tests.Libtorch;

public sealed class OlderLibstdcxxTests
{
    static readonly string Path = System.IO.Path.Combine(TorchLibraryTests.Folder, "libLibTorchSharp.so");

    [SkippableFact]
    public void One_imports_name_and_version_and_one_flag_are_changed()
    {
        var (before, changes) = (Library(), Changes());
        changes.Count.ShouldBeInRange(1 + 1 + 1, 4 + 1 + 1); // in the order of the file: the name's offset, the version's index, the flags
        (before[changes[^1]], OlderLibstdcxx.Adapt(Library(), Path)[changes[^1]]).ShouldBe(((byte)0, (byte)2)); // VER_FLG_WEAK
    }

    [SkippableFact]
    public void The_copy_asks_for_nothing_that_only_the_newer_library_has()
    {
        var once = OlderLibstdcxx.Adapt(Library(), Path);
        Should.Throw<TorchLibraryException>(() => OlderLibstdcxx.Adapt(once, Path)).Message.ShouldContain("it does not import _ZSt21ios_base_library_initv");
    }

    [SkippableFact]
    public void A_library_that_wants_more_is_refused()
    {
        var (library, version) = (Library(), Changes()[^2]);
        library.AsSpan(version, 2).CopyTo(library.AsSpan(version + 2)); // the next import's version is then the newest too
        Should.Throw<TorchLibraryException>(() => OlderLibstdcxx.Adapt(library, Path)).Message.ShouldContain("it also wants ");
    }

    [SkippableFact]
    public void A_damaged_library_is_told_as_such_wherever_it_ends()
    {
        var library = Library();
        foreach (var length in Enumerable.Range(0, 64).Concat(Enumerable.Range(0, 200).Select(i => i * (library.Length / 200))))
            Should.Throw<TorchLibraryException>(() => OlderLibstdcxx.Adapt(library[..length], Path)).Message.ShouldContain("Install libstdc++ 13 or later");
    }

    [SkippableFact]
    public void A_library_of_another_compiler_is_not_touched()
    {
        var other = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "libc10.so");
        Skip.IfNot(File.Exists(other), "the build laid no libtorch for Linux");
        Should.Throw<TorchLibraryException>(() => OlderLibstdcxx.Adapt(File.ReadAllBytes(other), other)).Message.ShouldContain("it does not want GLIBCXX_3.4.32");
    }

    [Theory]
    [InlineData("libLibTorchSharp.so: version `GLIBCXX_3.4.32' not found", true)]
    [InlineData("libLibTorchSharp.so: version `GLIBCXX_3.4.30' not found", false)]
    [InlineData("libtorch_cpu.so: cannot open shared object file", false)]
    public void It_is_asked_for_where_the_loader_misses_that_version(string error, bool isAtFault) => OlderLibstdcxx.IsAtFault(error).ShouldBe(isAtFault);

    /// <summary>The places that are changed.</summary>
    static List<int> Changes()
    {
        var (before, after) = (Library(), OlderLibstdcxx.Adapt(Library(), Path));
        after.Length.ShouldBe(before.Length);
        return [.. Enumerable.Range(0, before.Length).Where(i => before[i] != after[i])];
    }

    static byte[] Library()
    {
        Skip.IfNot(File.Exists(Path), "the build laid no libtorch for Linux");
        return File.ReadAllBytes(Path);
    }
}
