using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.TorchSharpCompat;

public sealed class ArithmeticTests
{
    static readonly Tensor A = tensor(new[] { 1f, 2f, 4f });
    static readonly Tensor B = tensor(new[] { 2f, 2f, 2f });

    [Fact]
    public void Operators_work_with_tensors_and_numbers_on_either_side()
    {
        (A + B).ShouldHold(3, 4, 6);
        (A + 1).ShouldHold(2, 3, 5);
        (1.5 + A).ShouldHold(2.5, 3.5, 5.5);
        (A - B).ShouldHold(-1, 0, 2);
        (A - 1f).ShouldHold(0, 1, 3);
        (10 - A).ShouldHold(9, 8, 6);
        (A * B).ShouldHold(2, 4, 8);
        (3 * A).ShouldHold(3, 6, 12);
        (A / B).ShouldHold(0.5, 1, 2);
        (A / 4).ShouldHold(0.25, 0.5, 1);
        (8 / A).ShouldHold(8, 4, 2);
        (A % 3).ShouldHold(1, 2, 1);
        (-A).ShouldHold(-1, -2, -4);
    }

    [Fact]
    public void Comparisons_are_element_by_element()
    {
        (A == B).ShouldHold(0, 1, 0);
        (A != B).ShouldHold(1, 0, 1);
        (A < B).ShouldHold(1, 0, 0);
        (A >= 2).ShouldHold(0, 1, 1);
        (A > 1).dtype.ShouldBe(ScalarType.Bool);
        A.le(2).ShouldHold(1, 1, 0);
        A.equal(B).ShouldHold(0, 1, 0);
        ((A > 1) & (A < 4)).ShouldHold(0, 1, 0);
        (~(A > 1)).ShouldHold(1, 0, 0);
        A.allclose(A + 1e-9).ShouldBeTrue();
        A.allclose(B).ShouldBeFalse();
    }

    [Fact]
    public void In_place_methods_change_the_tensor_and_chain()
    {
        using var x = A.clone();
        x.add_(1).mul_(2).sub_(B).div_(2).ShouldHold(1, 2, 4);
        x.add_(B, 10).ShouldHold(21, 22, 24);
        x.copy_(A).addcmul_(A, B, 0.5).ShouldHold(2, 4, 8);
        x.addcdiv_(A, B, 2).ShouldHold(3, 6, 12);
        x.lerp_(zeros(3), tensor(0.5f)).ShouldHold(1.5, 3, 6);
        x.clamp_(2, 5).ShouldHold(2, 3, 5);
        x.masked_fill_(x > 2, 0).ShouldHold(2, 0, 0);
        x.fill_(7).ShouldHold(7, 7, 7);
        x.zero_().ShouldHold(0, 0, 0);
    }

    [Fact]
    public void Elementary_functions()
    {
        A.log().exp().ShouldHoldNearly(1e-6, 1, 2, 4);
        A.sqrt().ShouldHoldNearly(1e-6, 1, Math.Sqrt(2), 2);
        A.pow(2).ShouldHold(1, 4, 16);
        A.pow(B).ShouldHold(1, 4, 16);
        A.neg().abs().ShouldHold(1, 2, 4);
        tensor(new[] { -1.0, 0, 1 }).sigmoid().ShouldHoldNearly(1e-12, 0.2689414213699951, 0.5, 0.7310585786300049);
        tensor(new[] { -1.0, 0, 1 }).tanh().ShouldHoldNearly(1e-12, -0.7615941559557649, 0, 0.7615941559557649);
        tensor(new[] { -1f, 2f }).relu().ShouldHold(0, 2);
        tensor(new[] { -1.5f, 2.5f }).floor().ShouldHold(-2, 2);
        tensor(new[] { 0.5f, 1.5f }).round().ShouldHold(0, 2);
        maximum(A, B).ShouldHold(2, 2, 4);
        minimum(A, B).ShouldHold(1, 2, 2);
        A.clamp(min: 2).ShouldHold(2, 2, 4);
        tensor(new[] { 1f, float.NaN, float.PositiveInfinity }).isfinite().ShouldHold(1, 0, 0);
        tensor(new[] { 1f, float.NaN }).isnan().ShouldHold(0, 1);
        logaddexp(tensor(1000.0), tensor(1000.0)).ToDouble().ShouldBe(1000 + Math.Log(2), 1e-9);
    }

    [Fact]
    public void Reductions_over_everything_and_over_dimensions()
    {
        using var table = Values.Counting(2, 3);
        table.sum().ToSingle().ShouldBe(15);
        table.sum(1).ShouldHold(3, 12);
        table.sum([0, 1], keepdim: true).shape.ShouldBe([1, 1]);
        table.mean([0]).ShouldHold(1.5, 2.5, 3.5);
        table.std().ToDouble().ShouldBe(1.8708287, 1e-6);
        table.max().ToSingle().ShouldBe(5);
        table.argmax().ToInt64().ShouldBe(5);
        table.argmax(1).ShouldHold(2, 2);
        var (values, indexes) = table.max(0);
        values.ShouldHold(3, 4, 5);
        indexes.ShouldHold(1, 1, 1);
        table.cumsum(1).ShouldHold(0, 1, 3, 3, 7, 12);
        table.norm().ToDouble().ShouldBe(Math.Sqrt(55), 1e-5);
        (table > 4).any().ToBoolean().ShouldBeTrue();
        (table > 4).all().ToBoolean().ShouldBeFalse();
        logsumexp(table, 1).ShouldHoldNearly(1e-5, 2.4076059, 5.4076059);
        table.softmax(1).sum(1).ShouldHoldNearly(1e-6, 1, 1);
        table.log_softmax(1).exp().sum(1).ShouldHoldNearly(1e-6, 1, 1);
        ones(2, dtype: uint8).sum().dtype.ShouldBe(ScalarType.Int64);
    }

    [Fact]
    public void Products_of_matrices()
    {
        using var left = Values.Counting(2, 3);
        using var right = Values.Counting(3, 2);
        matmul(left, right).ShouldHold(10, 13, 28, 40);
        left.mm(right).ShouldHold(10, 13, 28, 40);
        bmm(left.unsqueeze(0), right.unsqueeze(0)).shape.ShouldBe([1, 2, 2]);
        einsum("ij,jk->ki", left, right).ShouldHold(10, 28, 13, 40);
    }

    [Fact]
    public void A_wrong_shape_is_an_error_with_libtorchs_words_and_without_its_stack()
    {
        var error = Should.Throw<System.Runtime.InteropServices.ExternalException>(() => matmul(zeros(2, 3), zeros(2, 3)));
        error.Message.ShouldContain("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)");
#if PIXEL_COMPAT
        error.Message.ShouldNotContain("Exception raised from");
#endif
    }
}
