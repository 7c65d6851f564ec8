using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Pixel.Host.Data;
using Pixel.Host.Imaging;
using Pixel.Tests.Support;

namespace Pixel.Tests.Data;

/// <summary>Tiny files in the formats of the known sets.</summary>
static class DataFiles
{
    /// <summary>A machine that has no data, no cache and no network.</summary>
    public static DataEnvironment Bare(TempFolder folder, HttpMessageHandler? handler = null) => new()
    {
        DataRoot = null,
        SystemRoot = folder["system"],
        CacheRoot = folder["cache"],
        Handler = handler ?? new FakeServer(_ => throw new HttpRequestException("there is no network")),
        NetworkTimeout = TimeSpan.FromSeconds(0.3),
    };

    public static byte[] Idx(int count, int rows = 28, int columns = 28)
    {
        var file = new byte[16 + count * rows * columns];
        BinaryPrimitives.WriteInt32BigEndian(file, 0x0803);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4), count);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(8), rows);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(12), columns);
        for (var i = 16; i < file.Length; i++)
            file[i] = (byte)((i - 16) * 7);
        return file;
    }

    /// <summary>Labels in an IDX file.</summary>
    public static byte[] IdxLabels(params byte[] labels)
    {
        var file = new byte[8 + labels.Length];
        BinaryPrimitives.WriteInt32BigEndian(file, 0x0801);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4), labels.Length);
        labels.CopyTo(file, 8);
        return file;
    }

    /// <summary>Labels that follow no simple pattern, so that a wrong place shows.</summary>
    public static byte[] SomeLabels(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)((long)i * i / 3 % 10))];

    public static byte[] Amat(int count, int pixels = 784)
    {
        var text = new StringBuilder();
        for (var line = 0; line < count; line++)
            text.Append(string.Join(' ', Enumerable.Range(0, pixels).Select(i => (i + line) % 3 == 0 ? '1' : '0'))).Append('\n');
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Records whose label is their number modulo 10, and whose samples all are <paramref name="first"/> plus their number.</summary>
    public static byte[] Cifar(int count, int first = 0)
    {
        var file = new byte[count * 3073];
        for (var record = 0; record < count; record++)
        {
            file.AsSpan(record * 3073, 3073).Fill((byte)(first + record));
            file[record * 3073] = (byte)(record % 10);
        }

        return file;
    }

    public static byte[] TarGz(params (string Name, byte[] Data)[] files)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach (var (name, data) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(data) });
        }

        return stream.ToArray();
    }

    public static byte[] Gzip(byte[] data)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
            gzip.Write(data);
        return stream.ToArray();
    }

    public static byte[] Png(int width, int height, params byte[] pixels)
    {
        using var stream = new MemoryStream();
        PngWriter.Write(stream, new RasterImage(width, height, pixels.Length / width / height, pixels));
        return stream.ToArray();
    }

    /// <summary>A .npy array.</summary>
    public static byte[] Npy(string type, int[] shape, byte[] data, byte version = 1, string order = "False")
    {
        var text = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {order}, 'shape': ({string.Join(", ", shape)}{(shape.Length == 1 ? "," : "")}), }}\n");
        var length = new byte[version == 1 ? 2 : 4];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }

    /// <summary>An .npz file of one array and of labels, which are no array where none are given.</summary>
    public static byte[] Npz(string name, byte[] array, bool isDeflated = false, byte[]? labels = null)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (member, content) in new[] { ("labels.npy", labels ?? [1, 2]), (name + ".npy", array) })
            {
                using var entry = zip.CreateEntry(member, isDeflated ? CompressionLevel.Optimal : CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Image(IImageSet set, int index)
    {
        var image = new byte[set.Shape.Dimensions];
        set.CopyTo(index, image);
        return image;
    }

    /// <summary>The labels of all images of a set.</summary>
    public static int[] Labels(IImageSet set) => [.. Enumerable.Range(0, set.Count).Select(set.LabelOf)];
}
