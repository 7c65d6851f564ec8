using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.TorchSharpCompat;

public sealed class DataTests
{
    [Fact]
    public void Elements_are_read_in_order_even_through_a_view()
    {
        using var turned = Values.Counting(2, 3).transpose(0, 1);
        turned.data<float>().ToArray().ShouldBe([0, 3, 1, 4, 2, 5]);
        turned.data<float>()[1, 1].ShouldBe(4);
        ((float[,])turned.data<float>().ToNDArray())[2, 0].ShouldBe(2);
    }

    [Fact]
    public void Elements_can_be_written()
    {
        using var table = zeros(2, 2, dtype: int64);
        table.data<long>().CopyFrom([1, 2, 3, 4]);
        table.data<long>()[3] = 9;
        table.ShouldHold(1, 2, 3, 9);
        var target = new long[4];
        table.data<long>().CopyTo(target);
        target.ShouldBe([1, 2, 3, 9]);
    }

    [Fact]
    public void Another_type_than_the_tensors_own_is_refused()
    {
        Should.Throw<ArgumentException>(() => zeros(1).data<double>());
        Should.Throw<ArgumentException>(() => zeros(1).item<long>());
        Should.Throw<ArgumentException>(() => zeros(2).item<float>());
    }

    [Fact]
    public void ToDouble_and_its_like_convert()
    {
        tensor(3).ToDouble().ShouldBe(3);
        tensor(2.75).ToSingle().ShouldBe(2.75f);
        tensor(2.75).ToInt64().ShouldBe(2);
        tensor(2.75f).ToInt32().ShouldBe(2);
    }

    [Fact]
    public void Bytes_are_the_memory_itself()
    {
        using var tensor = zeros(2);
        tensor.bytes = [0, 0, 128, 63, 0, 0, 0, 64];
        tensor.ShouldHold(1, 2);
        tensor.bytes.Length.ShouldBe(8);
        using var turned = zeros(2, 3).transpose(0, 1);
        Should.Throw<InvalidOperationException>(() => turned.bytes.Length);
    }

    [Fact]
    public void Types_convert_and_what_need_not_be_copied_is_shared()
    {
        using var floats = tensor(new[] { 1.75f, -1.75f });
        floats.to(int64).ShouldHold(1, -1);
        floats.to(bfloat16).to_type(float32).ShouldHold(1.75, -1.75);
        floats.to(float16).dtype.ShouldBe(ScalarType.Float16);
        using var shared = floats.to(float32);
        using var copied = floats.to(float32, copy: true);
        shared[0] = tensor(5f);
        floats.ShouldHold(5, -1.75);
        copied.ShouldHold(1.75, -1.75);
    }

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        var tensor = zeros(1);
        tensor.Dispose();
        tensor.IsInvalid.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => tensor.sum()).Message.ShouldBe("Tensor invalid -- empty handle.");
        Should.Throw<InvalidOperationException>(() => ones(1) + tensor).Message.ShouldBe("Tensor invalid -- empty handle.");
        tensor.Dispose();
    }
}
