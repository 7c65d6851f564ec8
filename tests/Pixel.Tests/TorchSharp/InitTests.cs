using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Pixel.Tests.TorchSharpCompat;

public sealed class InitTests
{
    [Fact]
    public void Constants_fill_even_what_requires_a_gradient()
    {
        using var weight = ones(2, requires_grad: true);
        init.zeros_(weight).ShouldHold(0, 0);
        init.constant_(weight, 3).ShouldHold(3, 3);
    }

    [Fact]
    public void Uniform_initialisations_keep_to_their_bounds()
    {
        using var weight = empty(8, 4, 3, 3);
        init.xavier_uniform_(weight);
        weight.abs().max().ToDouble().ShouldBeInRange(0.2, Math.Sqrt(6.0 / (36 + 72)));
        init.kaiming_uniform_(weight, a: Math.Sqrt(5));
        weight.abs().max().ToDouble().ShouldBeInRange(0.14, 1 / Math.Sqrt(36));
        init.uniform_(weight, 2, 3);
        weight.min().ToDouble().ShouldBeInRange(2, 2.1);
    }

    [Fact]
    public void Normal_initialisations_have_their_deviation()
    {
        using var weight = empty(200, 100);
        init.kaiming_normal_(weight);
        weight.std().ToDouble().ShouldBe(Math.Sqrt(2.0 / 100), 0.01);
        init.normal_(weight, 1, 0.1);
        weight.mean().ToDouble().ShouldBe(1, 0.01);
    }

    [Fact]
    public void An_orthogonal_matrix_times_its_transpose_is_the_identity()
    {
        using var wide = empty(3, 5, dtype: float64);
        init.orthogonal_(wide, gain: 2);
        (wide.matmul(wide.transpose(0, 1)) / 4).allclose(eye(3, dtype: float64)).ShouldBeTrue();
    }
}
