using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Pixel.Contracts;
using Pixel.Host.Files;

namespace Pixel.Host.Storage;

/// <summary>Reads weights in the safetensors format: 8 bytes of header length, a JSON header, the raw little-endian values.</summary>
public static class SafetensorsReader
{
    const long LongestHeader = 100_000_000; // the limit of the format's own library

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads all tensors of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is missing or malformed, or holds a type other than F32 and F64.</exception>
    public static WeightSet Read(string path)
    {
        try
        {
            using var stream = RegularFile.Open(path);
            return Read(stream, path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path}: cannot be read: {problem.Message}");
        }
    }

    static WeightSet Read(FileStream stream, string path)
    {
        Span<byte> length = stackalloc byte[8];
        if (stream.ReadAtLeast(length, 8, throwOnEndOfStream: false) < 8) throw Malformed(path, "is shorter than its 8-byte header length");
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (headerLength > (ulong)Math.Min(LongestHeader, stream.Length - 8))
            throw Malformed(path, $"declares a header of {headerLength} bytes in a file of {stream.Length}");
        var header = new byte[headerLength];
        stream.ReadExactly(header);
        var dataLength = stream.Length - stream.Position;
        var weights = new WeightSet();
        try
        {
            using var json = JsonDocument.Parse(header, Strict);
            var end = 0L;
            foreach (var (name, entry) in json.RootElement.EnumerateObject().Select(property => (property.Name, property.Value))
                         .Where(property => property.Name != "__metadata__").OrderBy(property => Offsets(property.Value)))
            {
                var (begin, next) = Offsets(entry);
                if (begin != end || next < begin || next > dataLength) throw Malformed(path, $"places '{name}' at {begin}–{next} of {dataLength} bytes");
                weights.Add(name, ReadTensor(stream, path, name, entry, next - begin));
                end = next;
            }
            if (end != dataLength) throw Malformed(path, $"holds {dataLength} bytes of values, its header describes {end}");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
                                            or ArgumentException)
        {
            throw Malformed(path, "has a header that is not safetensors JSON");
        }
        return weights;
    }

    static (long Begin, long End) Offsets(JsonElement entry)
    {
        var offsets = entry.GetProperty("data_offsets");
        return offsets.GetArrayLength() == 2 ? (offsets[0].GetInt64(), offsets[1].GetInt64()) : throw new FormatException();
    }

    static WeightTensor ReadTensor(FileStream stream, string path, string name, JsonElement entry, long bytes)
    {
        long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        var type = entry.GetProperty("dtype").GetString();
        var size = type switch
        {
            "F32" => 4,
            "F64" => 8,
            _ => throw new CheckpointException($"{path}: tensor '{name}' has type {type}; F32 and F64 can be read. Convert the file."),
        };
        var elements = bytes / size;
        if (bytes % size != 0 || Elements(shape) != elements)
            throw Malformed(path, $"gives '{name}' the shape ({string.Join(", ", shape)}) and {bytes} bytes of {type}");
        if (elements > Array.MaxLength)
            throw new CheckpointException($"{path}: tensor '{name}' has {elements} elements; at most {Array.MaxLength} can be read. Use a smaller network.");
        if (size == 8)
        {
            var doubles = new double[elements];
            stream.ReadExactly(MemoryMarshal.AsBytes(doubles.AsSpan()));
            return new WeightTensor(shape, doubles);
        }
        var floats = new float[elements];
        stream.ReadExactly(MemoryMarshal.AsBytes(floats.AsSpan()));
        return new WeightTensor(shape, floats);
    }

    // Null where a size is negative, or their product is beyond every file; sizes beside a 0 count too.
    static long? Elements(long[] shape)
    {
        var (product, isEmpty) = ((Int128)1, false);
        foreach (var extent in shape)
        {
            if (extent < 0) return null;
            isEmpty |= extent == 0;
            product *= Math.Max(extent, 1);
            if (product > long.MaxValue) return null;
        }
        return isEmpty ? 0 : (long)product;
    }

    static CheckpointException Malformed(string path, string what) =>
        new($"{path}: {what}; the file is damaged or no safetensors file. Use another checkpoint.");
}

/// <summary>Writes weights in the safetensors format, atomically.</summary>
public static class SafetensorsWriter
{
    /// <summary>Writes all tensors to a file.</summary>
    /// <param name="path">The file, replaced if it exists.</param>
    /// <param name="weights">The tensors.</param>
    public static void Write(string path, WeightSet weights) => AtomicFile.Write(path, stream =>
    {
        var header = Header(weights);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var name in weights.Names)
        {
            var tensor = weights[name];
            stream.Write(tensor.IsDouble
                ? MemoryMarshal.AsBytes(tensor.As<double>().AsSpan())
                : MemoryMarshal.AsBytes(tensor.As<float>().AsSpan()));
        }
    });

    static byte[] Header(WeightSet weights)
    {
        var entries = new Dictionary<string, object> { ["__metadata__"] = new Dictionary<string, string> { ["format"] = "pt" } };
        var offset = 0L;
        foreach (var name in weights.Names)
        {
            var tensor = weights[name];
            var end = offset + tensor.Shape.Aggregate(1L, (product, size) => product * size) * (tensor.IsDouble ? 8 : 4);
            entries.Add(name, new { dtype = tensor.IsDouble ? "F64" : "F32", shape = tensor.Shape, data_offsets = new[] { offset, end } });
            offset = end;
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(entries);
        var padding = Encoding.ASCII.GetBytes(new string(' ', (8 - json.Length % 8) % 8)); // values start on a multiple of 8
        return [.. json, .. padding];
    }
}

/// <summary>A file of a run that cannot be used, such as a checkpoint or its weights; the message names the file, what is wrong and what to do.</summary>
/// <param name="message">The full message.</param>
public sealed class CheckpointException(string message) : Exception(message);
