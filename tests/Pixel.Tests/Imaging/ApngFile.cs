using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Pixel.Tests.Imaging;

/// <summary>An animated PNG file, read strictly by the words of the specification with no code of the writer: chunks, order, checksums, frames.</summary>
sealed class ApngFile
{
    readonly byte[] _canvas;
    readonly int _samples;
    int _sequence;

    ApngFile(byte[] file)
    {
        file.AsSpan(0, 8).ToArray().ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var chunks = Chunks(file).ToList();
        Order = string.Join(' ', chunks.Select(chunk => chunk.Type));
        var header = chunks[0].Data;
        (Width, Height) = ((int)Number(header, 0), (int)Number(header, 4));
        header[8..].ShouldBe([8, header[9], 0, 0, 0]);
        _samples = header[9] switch { 4 => 2, 6 => 4, _ => throw new InvalidDataException($"colour type {header[9]}") };
        _canvas = new byte[Width * Height * _samples];
        var control = chunks.Single(chunk => chunk.Type == "acTL").Data;
        control.Length.ShouldBe(8);
        Plays = (int)Number(control, 4);
        Texts = [.. chunks.Where(chunk => chunk.Type is "tEXt" or "iTXt").Select(chunk => Encoding.UTF8.GetString(chunk.Data))];
        Still = Opaque(Rows(chunks.Single(chunk => chunk.Type == "IDAT").Data, Width, Height));
        foreach (var (frame, data) in chunks.Where(chunk => chunk.Type == "fcTL").Zip(chunks.Where(chunk => chunk.Type == "fdAT"))) Add(frame.Data, data.Data);
        ((int)Number(control, 0)).ShouldBe(Frames.Count);
    }

    /// <summary>The types of all chunks.</summary>
    public string Order { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>How often it is played; 0 for no end.</summary>
    public int Plays { get; }

    public IReadOnlyList<string> Texts { get; }

    /// <summary>What a viewer without animation shows: gray or RGB samples.</summary>
    public byte[] Still { get; }

    /// <summary>What is on the screen in each frame, gray or RGB.</summary>
    public List<byte[]> Frames { get; } = [];

    /// <summary>Pixels that each frame's data cover.</summary>
    public List<int> Areas { get; } = [];

    public List<int> Milliseconds { get; } = [];

    public static ApngFile Load(string path) => new(File.ReadAllBytes(path));

    public static ApngFile Decode(byte[] file) => new(file);

    void Add(byte[] control, byte[] data)
    {
        control.Length.ShouldBe(26);
        Number(control, 0).ShouldBe((uint)_sequence++);
        Number(data, 0).ShouldBe((uint)_sequence++);
        var (width, height, left, top) = ((int)Number(control, 4), (int)Number(control, 8), (int)Number(control, 12), (int)Number(control, 16));
        width.ShouldBeInRange(1, Width - left);
        height.ShouldBeInRange(1, Height - top);
        Milliseconds.Add(1000 * BinaryPrimitives.ReadUInt16BigEndian(control.AsSpan(20)) / BinaryPrimitives.ReadUInt16BigEndian(control.AsSpan(22)));
        control[24].ShouldBe((byte)0, "the frame is left in place");
        var rows = Rows(data[4..], width, height);
        for (var i = 0; i < width * height; i++)
        {
            var pixel = rows.AsSpan(i * _samples, _samples);
            pixel[^1].ShouldBeOneOf<byte>(0, 255);
            if (control[25] == 0 || pixel[^1] == 255) pixel.CopyTo(_canvas.AsSpan(((top + i / width) * Width + left + i % width) * _samples));
        }

        Areas.Add(width * height);
        Frames.Add(Opaque(_canvas));
    }

    byte[] Opaque(byte[] pixels)
    {
        pixels.Where((_, i) => i % _samples == _samples - 1).ShouldAllBe(alpha => alpha == 255);
        return [.. pixels.Where((_, i) => i % _samples != _samples - 1)];
    }

    byte[] Rows(byte[] compressed, int width, int height)
    {
        var rowBytes = width * _samples;
        using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        zlib.CopyTo(inflated);
        var filtered = inflated.ToArray();
        filtered.Length.ShouldBe(height * (rowBytes + 1));
        var pixels = new byte[height * rowBytes];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (y, x) = (i / rowBytes, i % rowBytes);
            var (left, above, corner) = (x < _samples ? 0 : pixels[i - _samples], y == 0 ? 0 : pixels[i - rowBytes],
                x < _samples || y == 0 ? 0 : pixels[i - rowBytes - _samples]);
            var type = filtered[y * (rowBytes + 1)];
            pixels[i] = (byte)(filtered[y * (rowBytes + 1) + 1 + x] + type switch
            {
                0 => 0,
                1 => left,
                2 => above,
                3 => (left + above) / 2,
                4 => new[] { left, above, corner }.MinBy(value => Math.Abs(left + above - corner - value)),
                _ => throw new InvalidDataException($"filter {type}"),
            });
        }

        return pixels;
    }

    static IEnumerable<(string Type, byte[] Data)> Chunks(byte[] file)
    {
        for (var offset = 8; offset < file.Length;)
        {
            var length = (int)Number(file, offset);
            var checksum = uint.MaxValue;
            foreach (var value in file.AsSpan(offset + 4, 4 + length))
            {
                checksum ^= value;
                for (var bit = 0; bit < 8; bit++) checksum = checksum >> 1 ^ ((checksum & 1) == 0 ? 0 : 0xEDB88320);
            }

            Number(file, offset + 8 + length).ShouldBe(~checksum);
            yield return (Encoding.ASCII.GetString(file, offset + 4, 4), file[(offset + 8)..(offset + 8 + length)]);
            offset += 12 + length;
        }
    }

    static uint Number(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(offset));
}
