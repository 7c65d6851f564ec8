using System.Buffers.Binary;
using Pixel.Host.Imaging;
using static Pixel.Tests.Imaging.Fixtures;

namespace Pixel.Tests.Imaging;

/// <summary>What cannot be read is refused with the same kind of exception, whatever is wrong with it.</summary>
public sealed class ImageErrorTests
{
    // Behind its pixels a PNG has at most 21 bytes that nothing depends on: the last checksums and IEND; the others have less.
    const int MostBytesAfterPixels = 21;

    public static TheoryData<string> Stills() => new(
        "gray8-13x11.png", "palettealpha4-13x11-adam7.png", "rgba16-13x11-adam7.png", "rgb.jpg", "progressive.jpg", "gray.jpg", "cmyk.jpg",
        "rgb.webp", "rgba.webp", "rgb.bmp", "palette.bmp", "palette.gif", "interlaced.gif", "transparent.gif");

    [Theory]
    [MemberData(nameof(Stills))]
    public void A_truncated_file_is_refused_wherever_it_ends_before_its_last_pixel(string name)
    {
        var file = Read(name);
        var whole = ImageReader.Decode(file, name).Pixels;
        for (var length = 0; length < file.Length; length++)
        {
            var decoded = Try(file[..length], name);
            if (length < file.Length - MostBytesAfterPixels) decoded.ShouldBeNull($"{length} bytes");
            decoded?.Pixels.ShouldBe(whole, $"{length} bytes");
        }
    }

    [Theory]
    [InlineData("animated.gif")]
    [InlineData("animated.webp")]
    [InlineData("profile.png")]
    public void What_is_truncated_behind_its_image_is_read_whole_or_not_at_all(string name)
    {
        var file = Read(name);
        var whole = ImageReader.Decode(file, name).Pixels;
        var decoded = Enumerable.Range(0, file.Length).Select(length => Try(file[..length], name)).ToList();
        decoded.ShouldAllBe(image => image == null || image.Pixels.SequenceEqual(whole));
        decoded.ShouldContain(image => image != null);
    }

    [Theory]
    [InlineData("gray8-13x11.png")]
    [InlineData("rgb8-13x11.png")]
    [InlineData("rgba16-13x11-adam7.png")]
    public void A_changed_byte_of_a_PNG_is_found_or_changes_no_level(string name)
    {
        var file = Read(name);
        var whole = ImageReader.Decode(file, name).Pixels;
        var found = 0;
        for (var at = 0; at < file.Length; at++)
        {
            var decoded = Try(Changed(file, at), name);
            decoded?.Pixels.ShouldBe(whole, $"byte {at}");
            if (decoded is null) found++;
        }

        // All but what comes behind the pixels.
        found.ShouldBeGreaterThanOrEqualTo(file.Length - MostBytesAfterPixels);
    }

    [Fact]
    public void Of_a_PNG_whose_transparency_was_damaged_the_transparency_is_lost()
    {
        var file = Read("palettealpha4-13x11.png");
        var opaque = new byte[13 * 11 * 3];
        for (var i = 0; i < opaque.Length; i++) opaque[i] = Colour(Sample(i / 3 % 13, i / 39, 0, 4), i % 3);
        ImageReader.Decode(Changed(file, file.AsSpan().IndexOf("tRNS"u8) + 5), "damaged").Pixels.ShouldBe(opaque);
    }

    [Theory]
    [MemberData(nameof(Stills))]
    public void Damaged_files_decode_or_are_refused(string name)
    {
        var file = Read(name);
        for (var at = 0; at < file.Length; at++) Try(Changed(file, at), name);
        var random = new Random(1);
        for (var round = 0; round < 200; round++) Try(Mutated(file, random), name);
    }

    [Fact]
    public void Mutated_PNG_files_with_valid_checksums_decode_or_are_refused()
    {
        var random = new Random(1);
        foreach (var path in Pngs())
        {
            var file = File.ReadAllBytes(path);
            for (var round = 0; round < 200; round++)
            {
                var mutated = Mutated(file, random);
                PngFile.RepairChecksums(mutated);
                Try(mutated, path);
            }
        }
    }

    public static TheoryData<string, byte[]> TooLarge() => new()
    {
        { "PNG", PngFile.Of(PngFile.Header(20000, 20000, 8, 2), ("IDAT", []), ("IEND", [])) },
        { "JPEG", Sized("rgb.jpg", [0xFF, 0xC0, 0, 17, 8], BigEndian16) },
        { "BMP", Sized("rgb.bmp", [40, 0, 0, 0], LittleEndian32) },
        { "GIF", Sized("palette.gif", "GIF87a"u8, LittleEndian16) },
    };

    [Theory]
    [MemberData(nameof(TooLarge))]
    public void An_image_of_too_many_pixels_is_refused_before_anything_is_allocated(string format, byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Problem(file).ShouldBe("header: the image is 20000×20000 pixels; at most 268435456 are read. Give a smaller one.", format);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public void The_header_is_checked_before_anything_is_allocated()
    {
        var file = PngFile.Of(PngFile.Header(16384, 16384, 16, 6), ("IDAT", PngFile.Deflate(new byte[1000])), ("IEND", []));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<InvalidOperationException>(() => ImageReader.Decode(file, "bomb.png", info => throw new InvalidOperationException($"{info}")))
            .Message.ShouldBe("ImageInfo { Width = 16384, Height = 16384, Channels = 3 }");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Theory]
    [InlineData(0, 1, 8, 2, 0)]
    [InlineData(1, 1, 4, 2, 0)]
    [InlineData(1, 1, 8, 5, 0)]
    [InlineData(1, 1, 8, 0, 2)]
    public void A_PNG_header_out_of_range_is_refused(int width, int height, byte depth, byte colourType, byte interlace) =>
        Problem(PngFile.Of(PngFile.Header(width, height, depth, colourType, interlace), ("IDAT", PngFile.Deflate([0, 0])), ("IEND", [])))
            .ShouldBe("header: it is corrupt or truncated. Fetch or save the file again.");

    [Fact]
    public void Image_data_that_are_too_short_or_wrongly_filtered_are_refused()
    {
        Of([0, 1, 2, 0, 3, 4]).Pixels.ShouldBe([1, 2, 3, 4]);
        Should.Throw<ImageFileException>(() => Of([0, 1, 2])).Where.ShouldBe("image data");
        Should.Throw<ImageFileException>(() => Of([0, 1, 2, 9, 3, 4])).Where.ShouldBe("image data");

        static RasterImage Of(byte[] rows) =>
            ImageReader.Decode(PngFile.Of(PngFile.Header(2, 2, 8, 0), ("IDAT", PngFile.Deflate(rows)), ("IEND", [])), "file.png");
    }

    [Fact]
    public void Chunks_out_of_place_are_refused()
    {
        var data = ("IDAT", PngFile.Deflate([0, 0]));
        foreach (var chunks in new (string, byte[])[][]
        {
            [data, ("IEND", [])],
            [PngFile.Header(1, 1, 8, 3), data, ("IEND", [])],
            [PngFile.Header(1, 1, 8, 0), ("IEND", [])],
            [PngFile.Header(1, 1, 8, 0), ("ABCD", []), data, ("IEND", [])],
        })
        {
            Should.Throw<ImageFileException>(() => ImageReader.Decode(PngFile.Of(chunks), string.Join(' ', chunks.Select(chunk => chunk.Item1))));
        }
    }

    [Fact]
    public void An_unknown_ancillary_chunk_and_split_image_data_are_fine()
    {
        var data = PngFile.Deflate([0, 77]);
        var file = PngFile.Of(PngFile.Header(1, 1, 8, 0), ("teSt", [1]), ("IDAT", data[..3]), ("IDAT", []), ("IDAT", data[3..]), ("IEND", []));
        ImageReader.Decode(file, "file.png").Pixels.ShouldBe(new byte[] { 77 });
    }

    public static TheoryData<string, byte[]> WhatOthersRead()
    {
        byte[] rows = [0, 10, 20, 0, 30, 40];
        var (header, data, end) = (PngFile.Header(2, 2, 8, 0), ("IDAT", PngFile.Deflate(rows)), ("IEND", Array.Empty<byte>()));
        var text = PngFile.Of(header, ("tEXt", [.. "Title\0x"u8]), data, end);
        text[33 + 8 + 7 + 3] ^= 1; // the last byte of its checksum
        return new()
        {
            { "a wrong checksum of a chunk that is not needed", text },
            { "image data behind the last row", PngFile.Of(header, ("IDAT", PngFile.Deflate([.. rows, 0, 50, 60, 7])), end) },
            { "bytes behind the compressed data", PngFile.Of(header, ("IDAT", [.. PngFile.Deflate(rows), 1, 2, 3]), end) },
            { "a transparent colour that is not there", PngFile.Of(header, ("tRNS", [0, 11]), data, end) },
            { "a transparent colour of another length", PngFile.Of(header, ("tRNS", [10]), data, end) },
            { "a transparent colour behind the image data", PngFile.Of(header, data, ("tRNS", [0, 10]), end) },
            { "bytes behind the end", [.. PngFile.Of(header, data, end), 1, 2, 3] },
        };
    }

    [Theory]
    [MemberData(nameof(WhatOthersRead))]
    public void Oddities_of_a_PNG_that_other_programs_pass_over_are_passed_over(string oddity, byte[] file) =>
        ImageReader.Decode(file, "odd.png").Pixels.ShouldBe([10, 20, 30, 40], oddity);

    [Fact]
    public void Of_a_transparent_colour_beyond_the_depth_the_lower_bits_count()
    {
        var file = PngFile.Of(PngFile.Header(2, 1, 8, 0), ("tRNS", [1, 10]), ("IDAT", PngFile.Deflate([0, 10, 20])), ("IEND", []));
        ImageReader.Decode(file, "odd.png").Pixels.ShouldBe([255, 20]);
    }

    [Fact]
    public void The_checksum_inside_the_compressed_pixels_must_be_there_and_hold()
    {
        var data = PngFile.Deflate([0, 10, 20]);
        foreach (var odd in new byte[][] { data[..^4], [.. data[..^1], (byte)(data[^1] ^ 1)] })
            Problem(PngFile.Of(PngFile.Header(2, 1, 8, 0), ("IDAT", odd), ("IEND", []))).ShouldStartWith("image data: they ");
    }

    [Fact]
    public void The_message_names_the_file_the_place_the_problem_and_the_remedy()
    {
        Problem([]).ShouldBe("header: this is no PNG, JPEG, WebP, BMP or GIF file. Convert it to one of these, or take it away.");
        Problem("once upon a time"u8.ToArray()).ShouldBe("header: this is no PNG, JPEG, WebP, BMP or GIF file. Convert it to one of these, or take it away.");
        Problem(Read("rgb.bmp")[..400]).ShouldBe("image data: they end before the image does: the file is truncated. Fetch or save it again.");
        Problem(Changed(Read("gray8-13x11.png"), 60)).ShouldBe("image data: they are corrupt or truncated. Fetch or save the file again.");
        // An icon, whose picture is a PNG: SkiaSharp could read it, but is not asked to.
        var png = Read("rgb8-13x11.png");
        Problem([0, 0, 1, 0, 1, 0, 13, 11, 0, 0, 1, 0, 24, 0, .. LittleEndian32(png.Length), .. LittleEndian32(22), .. png])
            .ShouldBe("header: this is no PNG, JPEG, WebP, BMP or GIF file. Convert it to one of these, or take it away.");
    }

    static string Problem(byte[] file)
    {
        var problem = Should.Throw<ImageFileException>(() => ImageReader.Decode(file, "cat"));
        problem.Message.ShouldStartWith("cat, ");
        return problem.Message["cat, ".Length..];
    }

    static RasterImage? Try(byte[] file, string name)
    {
        try
        {
            return ImageReader.Decode(file, name);
        }
        catch (ImageFileException)
        {
            return null;
        }
    }

    static byte[] Changed(byte[] file, int at)
    {
        var changed = (byte[])file.Clone();
        changed[at] ^= (byte)(1 << at % 8);
        return changed;
    }

    static byte[] Mutated(byte[] file, Random random)
    {
        var mutated = (byte[])file.Clone();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
            mutated[random.Next(8, mutated.Length)] = (byte)random.Next(256);
        return mutated;
    }

    // A file with both sides 20000: height and width behind a mark in its header.
    static byte[] Sized(string name, ReadOnlySpan<byte> mark, Func<int, byte[]> number)
    {
        var file = Read(name);
        var at = file.AsSpan().IndexOf(mark) + mark.Length;
        byte[] size = [.. number(20000), .. number(20000)];
        size.CopyTo(file, at);
        return file;
    }

    static byte[] BigEndian16(int value) => PngFile.BigEndian(value)[2..];

    static byte[] LittleEndian16(int value) => LittleEndian32(value)[..2];

    static byte[] LittleEndian32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
