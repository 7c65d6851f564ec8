using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Pixel.Contracts;
using Pixel.Host.Storage;

namespace Pixel.Host.Checkpoints;

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
