using System.Buffers.Binary;
using System.IO.Compression;
using Pixel.Host.Imaging;

namespace Pixel.Tests.Imaging;

public sealed class PngErrorTests
{
    [Theory]
    [InlineData("gray8-13x11.png")]
    [InlineData("palettealpha4-13x11-adam7.png")]
    [InlineData("rgba16-13x11-adam7.png")]
    public void A_truncated_file_is_refused_wherever_it_ends(string name)
    {
        var file = File.ReadAllBytes(Path.Combine(Fixtures.Folder, name));
        for (var length = 0; length < file.Length; length++)
            Should.Throw<PngException>(() => PngReader.Decode(file[..length], name));
    }

    [Theory]
    [InlineData("gray8-13x11.png")]
    [InlineData("palettealpha4-13x11-adam7.png")]
    [InlineData("rgba16-13x11-adam7.png")]
    public void A_changed_byte_is_always_found(string name)
    {
        var file = File.ReadAllBytes(Path.Combine(Fixtures.Folder, name));
        for (var at = 0; at < file.Length; at++)
        {
            var changed = (byte[])file.Clone();
            changed[at] ^= (byte)(1 << at % 8);
            Should.Throw<PngException>(() => PngReader.Decode(changed, name)).Offset.ShouldBeInRange(0, file.Length);
        }
    }

    [Fact]
    public void Mutated_files_with_valid_checksums_decode_or_are_refused()
    {
        var random = new Random(1);
        foreach (var path in Fixtures.Files())
        {
            var file = File.ReadAllBytes(path);
            for (var round = 0; round < 200; round++)
            {
                var mutated = (byte[])file.Clone();
                for (var changes = random.Next(1, 4); changes > 0; changes--)
                    mutated[random.Next(8, mutated.Length)] = (byte)random.Next(256);
                RepairChecksums(mutated);
                try
                {
                    PngReader.Decode(mutated, path);
                }
                catch (PngException)
                {
                }
            }
        }
    }

    [Fact]
    public void A_small_file_that_promises_a_huge_image_is_refused_before_anything_is_allocated()
    {
        var file = Build(Ihdr(16384, 16384, 8, 2), ("IDAT", Deflate(new byte[1000])), ("IEND", []));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<PngException>(() => PngReader.Decode(file, "huge.png")).Message.ShouldContain("cannot hold 16384×16384 pixels");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Theory]
    [InlineData(20000, 20000, 8, 2, 0, "the image is 20000×20000 pixels; at most 268435456 are read.")]
    [InlineData(0, 1, 8, 2, 0, "the image is 0×1 pixels; each side must be 1 to 2147483647.")]
    [InlineData(1, 1, 4, 2, 0, "colour type 2 with bit depth 4 is not allowed in PNG.")]
    [InlineData(1, 1, 8, 5, 0, "colour type 5 with bit depth 8 is not allowed in PNG.")]
    [InlineData(1, 1, 8, 0, 2, "compression 0, filter 0, interlace 2: PNG has 0, 0, and 0 or 1.")]
    public void A_header_out_of_range_is_refused(int width, int height, byte depth, byte colourType, byte interlace, string problem)
    {
        var file = Build(Ihdr(width, height, depth, colourType, interlace), ("IDAT", []), ("IEND", []));
        Should.Throw<PngException>(() => PngReader.Decode(file, "file.png")).Problem.ShouldBe(problem);
    }

    [Fact]
    public void Image_data_that_are_too_short_too_long_or_wrongly_filtered_are_refused()
    {
        Problem([0, 1, 2]).ShouldBe("the image data end in row 1 of 2.");
        Problem([0, 1, 2, 0, 3, 4, 5]).ShouldBe("the image data are longer than the image.");
        Problem([0, 1, 2, 9, 3, 4]).ShouldBe("row 1 has the filter type 9; 0 to 4 are allowed.");

        static string Problem(byte[] rows) => Should.Throw<PngException>(
            () => PngReader.Decode(Build(Ihdr(2, 2, 8, 0), ("IDAT", Deflate(rows)), ("IEND", [])), "file.png")).Problem;
    }

    [Fact]
    public void Chunks_out_of_place_are_refused()
    {
        var data = ("IDAT", Deflate([0, 0]));
        Problem(data, ("IEND", [])).ShouldBe("the chunk 'IDAT' follows the signature; IHDR must be the first, and be there once.");
        Problem(Ihdr(1, 1, 8, 3), data, ("IEND", [])).ShouldBe("an image with a palette needs PLTE before its data.");
        Problem(Ihdr(1, 1, 8, 0), ("IEND", [])).ShouldBe("the file ends without image data.");
        Problem(Ihdr(1, 1, 8, 0), ("ABCD", []), data, ("IEND", [])).ShouldBe("the critical chunk 'ABCD' is not known; this is not a plain PNG file.");
        Problem(Ihdr(1, 1, 8, 0), data, ("tIME", []), data, ("IEND", [])).ShouldBe("the image data go on after tIME; their chunks must follow each other.");
        Problem(Ihdr(1, 1, 8, 3), ("PLTE", [1, 2, 3]), ("IDAT", Deflate([0, 1])), ("IEND", [])).ShouldBe("a pixel has the colour 1; the palette has 1 colours.");

        static string Problem(params (string, byte[])[] chunks) =>
            Should.Throw<PngException>(() => PngReader.Decode(Build(chunks), "file.png")).Problem;
    }

    [Fact]
    public void The_message_names_the_file_the_place_and_the_problem() =>
        Should.Throw<PngException>(() => PngReader.Decode("GIF89a"u8.ToArray(), "cat.png")).Message
            .ShouldBe("cat.png, byte 0: this is not a PNG file: it does not begin with the PNG signature.");

    [Fact]
    public void An_unknown_ancillary_chunk_and_split_image_data_are_fine()
    {
        var data = Deflate([0, 77]);
        var file = Build(Ihdr(1, 1, 8, 0), ("teSt", [1]), ("IDAT", data[..3]), ("IDAT", []), ("IDAT", data[3..]), ("IEND", []));
        PngReader.Decode(file, "file.png").Pixels.ShouldBe(new byte[] { 77 });
    }

    static (string, byte[]) Ihdr(int width, int height, byte depth, byte colourType, byte interlace = 0)
    {
        var data = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(data, width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), height);
        (data[8], data[9], data[12]) = (depth, colourType, interlace);
        return ("IHDR", data);
    }

    static byte[] Deflate(byte[] data)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal))
            zlib.Write(data);
        return stream.ToArray();
    }

    static byte[] Build(params (string Type, byte[] Data)[] chunks)
    {
        using var stream = new MemoryStream();
        stream.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        foreach (var (type, data) in chunks)
        {
            var chunk = new byte[12 + data.Length];
            BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
            System.Text.Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
            data.CopyTo(chunk, 8);
            stream.Write(chunk);
        }

        var file = stream.ToArray();
        RepairChecksums(file);
        return file;
    }

    static void RepairChecksums(byte[] file)
    {
        for (var at = 8L; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at));
            if (at + 12 + length > file.Length)
                return;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan((int)(at + 8 + length)), Crc(file.AsSpan((int)at + 4, 4 + (int)length)));
            at += 12 + length;
        }
    }

    // Bit by bit, as the PNG specification defines it, and unlike the table of the code under test.
    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }
}
