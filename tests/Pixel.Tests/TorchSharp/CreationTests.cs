using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.TorchSharpCompat;

public sealed class CreationTests
{
    [Fact]
    public void A_number_gives_its_own_type()
    {
        tensor(2.0).dtype.ShouldBe(ScalarType.Float64);
        tensor(2f).dtype.ShouldBe(ScalarType.Float32);
        tensor(1).dtype.ShouldBe(ScalarType.Int32);
        tensor(1L).dtype.ShouldBe(ScalarType.Int64);
        tensor(true).dtype.ShouldBe(ScalarType.Bool);
    }

    [Fact]
    public void Factories_default_to_float32_and_ranges_of_integers_to_int64()
    {
        zeros(2, 3).dtype.ShouldBe(ScalarType.Float32);
        arange(5).dtype.ShouldBe(ScalarType.Int64);
        arange(0, 1, 0.25).dtype.ShouldBe(ScalarType.Float32);
        arange(0, 1, 0.25).ShouldHold(0, 0.25, 0.5, 0.75);
        (tensor(1) / tensor(2)).dtype.ShouldBe(ScalarType.Float32);
    }

    [Fact]
    public void Factories_make_the_shape_and_type_asked_for()
    {
        zeros([2, 3, 4], dtype: int32).shape.ShouldBe([2, 3, 4]);
        ones(2, 2, dtype: float64).ShouldHold(1, 1, 1, 1);
        full([2], 7, dtype: int16).ShouldHold(7, 7);
        eye(2).ShouldHold(1, 0, 0, 1);
        eye(2, 3).shape.ShouldBe([2, 3]);
        linspace(0, 1, 5).ShouldHold(0, 0.25, 0.5, 0.75, 1);
        empty(3, dtype: uint8).element_size().ShouldBe(1);
        zeros_like(ones(2, dtype: float64)).dtype.ShouldBe(ScalarType.Float64);
        ones_like(zeros(2), dtype: int64).ShouldHold(1, 1);
        zeros(2, requires_grad: true).requires_grad.ShouldBeTrue();
    }

    [Fact]
    public void Arrays_become_tensors_of_their_shape()
    {
        tensor(new float[] { 1, 2, 3, 4 }, [2, 2]).shape.ShouldBe([2, 2]);
        tensor(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }).ShouldHold(1, 2, 3, 4, 5, 6);
        tensor(new List<long> { 4, 5 }).dtype.ShouldBe(ScalarType.Int64);
        tensor(new[] { true, false }).ShouldHold(1, 0);
        tensor(new byte[] { 200, 255 }).ShouldHold(200, 255);
        tensor(new[] { 1, 2 }, dtype: float64).dtype.ShouldBe(ScalarType.Float64);
        from_array(new float[,,] { { { 1 }, { 2 } } }).shape.ShouldBe([1, 2, 1]);
    }

    [Fact]
    public void An_array_is_copied_but_a_buffer_is_shared()
    {
        float[] array = [1, 2, 3];
        using var copy = tensor(array);
        using var shared = frombuffer(array, float32);
        array[1] = 9;
        copy.ShouldHold(1, 2, 3);
        shared.ShouldHold(1, 9, 3);
        shared.fill_(4);
        array.ShouldBe([4, 4, 4]);
    }

    [Fact]
    public void A_buffer_may_start_later_and_end_earlier()
    {
        using var middle = frombuffer(new double[] { 0, 1, 2, 3, 4 }, float64, count: 2, offset: 1);
        middle.ShouldHold(1, 2);
    }

    [Fact]
    public void Numbers_and_arrays_convert_implicitly()
    {
        Tensor number = 3f;
        Tensor list = new[] { 1L, 2L };
        number.dtype.ShouldBe(ScalarType.Float32);
        list.ShouldHold(1, 2);
        ((double)number).ShouldBe(3);
        ((long)tensor(2.9)).ShouldBe(2);
    }

    [Fact]
    public void The_default_device_is_the_cpu()
    {
        zeros(1).device.type.ShouldBe(DeviceType.CPU);
        torch.device("cpu").ToString().ShouldBe("cpu");
    }

    [SkippableFact]
    public void Cuda_without_cuda_is_a_clear_error()
    {
        Skip.If(cuda.is_available());
        cuda.device_count().ShouldBe(0);
        Should.Throw<InvalidOperationException>(() => zeros(1).cuda());
    }
}
