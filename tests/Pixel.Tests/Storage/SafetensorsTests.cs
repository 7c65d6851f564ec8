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
    public void A_damaged_file_is_told_of(ulong header, string rest, string problem)
    {
        using var folder = new TempFolder();
        var start = rest.Length == 0 ? [1, 2] : BitConverter.GetBytes(header);
        File.WriteAllBytes(folder["w"], [.. start, .. Encoding.ASCII.GetBytes(rest)]);
        Should.Throw<CheckpointException>(() => SafetensorsReader.Read(folder["w"]))
            .Message.ShouldBe($"{folder["w"]}: {problem}; the file is damaged or no safetensors file. Use another checkpoint.");
    }

    [Fact]
    public void A_file_with_bytes_changed_at_random_is_read_or_told_of_but_never_more()
    {
        using var folder = new TempFolder();
        var weights = new WeightSet();
        weights.Add("w", new WeightTensor([2, 2], [1f, 2f, 3f, 4f]));
        SafetensorsWriter.Write(folder["w"], weights);
        var good = File.ReadAllBytes(folder["w"]);
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var bad = (byte[])good.Clone();
            for (var j = 0; j < 3; j++) bad[random.Next(bad.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(folder["bad"], bad[..random.Next(bad.Length + 1)]);
            try
            {
                SafetensorsReader.Read(folder["bad"]);
            }
            catch (CheckpointException)
            {
            }
        }
    }
}
