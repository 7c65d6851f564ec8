using System.Text;
using Pixel.Contracts;
using Pixel.Host.Storage;
using Pixel.Tests.Support;

namespace Pixel.Tests.Storage;

public sealed class SafetensorsTests
{
    [Fact]
    public void Weights_come_back_as_they_were_written()
    {
        using var folder = new TempFolder();
        var weights = new WeightSet();
        weights.Add("b.weight", new WeightTensor([2, 3], [1f, -2f, float.Epsilon, float.MaxValue, float.NaN, -0f]));
        weights.Add("a", new WeightTensor([], [Math.PI]));
        SafetensorsWriter.Write(folder["w"], weights);
        var read = SafetensorsReader.Read(folder["w"]);
        read.Names.ShouldBe(["b.weight", "a"]);
        read["b.weight"].Shape.ShouldBe([2L, 3]);
        Array.ConvertAll(read["b.weight"].As<float>(), BitConverter.SingleToInt32Bits)
            .ShouldBe(Array.ConvertAll(weights["b.weight"].As<float>(), BitConverter.SingleToInt32Bits));
        read["a"].As<double>().ShouldBe([Math.PI]);
    }

    [Theory]
    [InlineData(0, "", "is shorter than its 8-byte header length")]
    [InlineData(1UL << 60, "{}", "declares a header of 1152921504606846976 bytes in a file of 10")]
    [InlineData(2, "{x", "has a header that is not safetensors JSON")]
    [InlineData(55, """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} 1234""", "places 'a' at 0–8 of 4 bytes")]
    [InlineData(55, """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}} 1234""", "gives 'a' the shape (2) and 4 bytes of F32")]
    [InlineData(55, """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} 12345678""", "holds 8 bytes of values, its header describes 4")]
    [InlineData(40, """{"a":{"dtype":"F32","data_offsets":[0]}}""", "has a header that is not safetensors JSON")]
    [InlineData(44, """{"a":{"dtype":"F32","data_offsets":[0,0,0]}}""", "has a header that is not safetensors JSON")]
    [InlineData(81, """{"a":{"dtype":"F32","shape":[4611686018427387904,4,16],"data_offsets":[0,0]}}    """, "gives 'a' the shape (4611686018427387904, 4, 16) and 0 bytes of F32")]
    [InlineData(81, """{"a":{"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]}}     """, "gives 'a' the shape (0, 4611686018427387904, 4) and 0 bytes of F32")]
    [InlineData(107, """{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", "has a header that is not safetensors JSON")]
    [InlineData(56, """{"a":{"dtype":"F32","shape":[NaN],"data_offsets":[0,4]}}1234""", "has a header that is not safetensors JSON")]
    public void A_damaged_file_is_told_of(ulong header, string rest, string problem)
    {
        using var folder = new TempFolder();
        var start = rest.Length == 0 ? [1, 2] : BitConverter.GetBytes(header);
        File.WriteAllBytes(folder["w"], [.. start, .. Encoding.ASCII.GetBytes(rest)]);
        Should.Throw<CheckpointException>(() => SafetensorsReader.Read(folder["w"]))
            .Message.ShouldBe($"{folder["w"]}: {problem}; the file is damaged or no safetensors file. Use another checkpoint.");
    }

    [Fact]
    public void A_tensor_without_elements_may_begin_where_another_does()
    {
        using var folder = new TempFolder();
        var header = """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]}}""";
        File.WriteAllBytes(folder["w"], [.. BitConverter.GetBytes((ulong)header.Length), .. Encoding.ASCII.GetBytes(header), 0, 0, 128, 63]);
        var read = SafetensorsReader.Read(folder["w"]);
        read["a"].As<float>().ShouldBe([1f]);
        read["b"].Shape.ShouldBe([0L, 3]);
    }
}
