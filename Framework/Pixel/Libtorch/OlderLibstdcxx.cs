using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Pixel.Libtorch;

/// <summary>Loads TorchSharp's library where the C++ library is older than the compiler that built it (Debian 12, Ubuntu 22.04).</summary>
/// <remarks>
/// It was built by GCC 13, and of all that is new in that libstdc++ (GLIBCXX_3.4.32) it wants one function: <c>std::ios_base_library_init()</c>,
/// called once at its start to make the standard streams ready, as older compilers did in each file. Here that is done already,
/// by libtorch. So in a copy, in memory alone, that import is made another one that is there, takes nothing and changes nothing,
/// <c>steady_clock::now()</c>, and the version is marked as not needed. The file stays as it is.
/// </remarks>
static class OlderLibstdcxx
{
    /// <summary>The version of the C++ library that is wanted.</summary>
    const string Wanted = "GLIBCXX_3.4.32";

    const string Missing = "_ZSt21ios_base_library_initv"; // std::ios_base_library_init()
    const string Present = "_ZNSt6chrono3_V212steady_clock3nowEv"; // std::chrono::steady_clock::now()

    // Kinds of sections (elf.h).
    const uint DynamicSymbols = 11, SymbolVersions = 0x6fffffff, NeededVersions = 0x6ffffffe;
    const int SymbolBytes = 24, SectionBytes = 64;
    const ushort Weak = 2; // VER_FLG_WEAK: its absence is no error

    /// <summary>Whether a library could not be loaded for this reason.</summary>
    /// <param name="error">What the system's loader said.</param>
    public static bool IsAtFault(string error) => error.Contains(Wanted, StringComparison.Ordinal);

    /// <summary>Loads an adapted copy of a library.</summary>
    /// <param name="path">The library; it is read, not changed.</param>
    /// <exception cref="TorchLibraryException">It wants more of the newer C++ library, or the system has no files in memory.</exception>
    [SupportedOSPlatform("linux")]
    public static nint Load(string path)
    {
        var copy = Adapt(File.ReadAllBytes(path), path);
        using var file = new SafeFileHandle(CreateFileInMemory("LibTorchSharp", 0), ownsHandle: true);
        if (file.IsInvalid) throw Impossible(path, "this system gives no files in memory");
        RandomAccess.Write(file, copy, 0);
        try
        {
            return NativeLibrary.Load($"/proc/self/fd/{file.DangerousGetHandle()}");
        }
        catch (DllNotFoundException problem)
        {
            throw Impossible(path, problem.Message.Trim());
        }
    }

    /// <summary>Makes the one import that is missing another one, and the version that has it dispensable.</summary>
    /// <param name="library">An ELF file, 64 bits, little-endian; changed in place.</param>
    /// <param name="path">What messages call it.</param>
    /// <returns><paramref name="library"/>.</returns>
    /// <exception cref="TorchLibraryException">The file is no such library, or wants more than that function.</exception>
    internal static byte[] Adapt(byte[] library, string path)
    {
        try
        {
            if (!library.AsSpan().StartsWith("\u007fELF\u0002\u0001"u8)) throw Impossible(path, "it is no ELF file of 64 bits");
            var (symbols, versions, needs) = (Section(library, DynamicSymbols), Section(library, SymbolVersions), Section(library, NeededVersions));
            var names = SectionAt(library, symbols.Link).Offset;
            var need = FindNeed(library, needs.Offset, names) ?? throw Impossible(path, $"it does not want {Wanted}");
            var index = Short(library, need + 6); // vna_other
            var (missing, present) = (-1, -1);
            for (var i = 0; i < symbols.Size / SymbolBytes; i++)
            {
                var name = Text(library, names + Int(library, symbols.Offset + i * SymbolBytes));
                if (name == Present) present = i;
                if ((Short(library, versions.Offset + 2 * i) & 0x7fff) != index) continue;
                if (name != Missing) throw Impossible(path, $"it also wants {name}");
                missing = i;
            }

            if (missing < 0 || present < 0) throw Impossible(path, $"it does not import {(missing < 0 ? Missing : Present)}");
            library.AsSpan(symbols.Offset + present * SymbolBytes, 4).CopyTo(library.AsSpan(symbols.Offset + missing * SymbolBytes)); // st_name
            library.AsSpan(versions.Offset + 2 * present, 2).CopyTo(library.AsSpan(versions.Offset + 2 * missing));
            BinaryPrimitives.WriteUInt16LittleEndian(library.AsSpan(need + 4), (ushort)(Short(library, need + 4) | Weak)); // vna_flags
            return library;
        }
        catch (ArgumentException)
        {
            throw Impossible(path, "it is damaged");
        }
    }

    /// <summary>Where the need of the wanted version stands (Elf64_Vernaux), or null.</summary>
    static int? FindNeed(byte[] library, int file, int names)
    {
        for (int next; ; file += next)
        {
            var need = file + Int(library, file + 8); // vn_aux
            for (var count = Short(library, file + 2); count > 0; count--) // vn_cnt
            {
                if (Text(library, names + Int(library, need + 8)) == Wanted) return need; // vna_name
                need += Int(library, need + 12); // vna_next
            }

            next = Int(library, file + 12); // vn_next
            if (next <= 0) return null;
        }
    }

    static (int Offset, int Size, int Link) Section(byte[] library, uint kind)
    {
        for (var i = 0; i < Short(library, 60); i++) // e_shnum
            if ((uint)Int(library, SectionOffset(library, i) + 4) == kind) return SectionAt(library, i);
        throw new ArgumentException("There is no such section.", nameof(kind));
    }

    static (int Offset, int Size, int Link) SectionAt(byte[] library, int index)
    {
        var at = SectionOffset(library, index);
        return (Int(library, at + 24), Int(library, at + 32), Int(library, at + 40)); // the low halves: the file is far below 2 GiB
    }

    static int SectionOffset(byte[] library, int index) => Int(library, 40) + index * SectionBytes; // e_shoff

    static int Int(byte[] library, int offset) => BinaryPrimitives.ReadInt32LittleEndian(library.AsSpan(offset));

    static int Short(byte[] library, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(library.AsSpan(offset));

    static string Text(byte[] library, int offset)
    {
        var text = library.AsSpan(offset);
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]);
    }

    static TorchLibraryException Impossible(string path, string why) => new(
        $"{path} wants a newer C++ library than this system has ({Wanted}), and cannot be adapted to it: {why}. Install libstdc++ 13 or later (GCC 13; Debian 13, Ubuntu 24.04).");

    [DllImport("libc", EntryPoint = "memfd_create", SetLastError = true)]
    static extern int CreateFileInMemory([MarshalAs(UnmanagedType.LPUTF8Str)] string name, uint flags);
}
