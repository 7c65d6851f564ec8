using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Pixel.Tests.TorchSharpCompat;

// The numbers come from PyTorch 1.13.
public sealed class FunctionalTests
{
    static readonly Tensor X = arange(12, dtype: float64).reshape(3, 4) / 10;
    static readonly Tensor Square = X * X;
    static readonly Tensor Target = tensor(new[] { 1L, 0L, 3L });

    [Fact]
    public void Convolutions()
    {
        using var image = Values.Counting(1, 1, 4, 4);
        using var kernel = tensor(new[] { 1f, 2f, 3f, 4f }, [1, 1, 2, 2]);
        functional.conv2d(image, kernel, tensor(new[] { 0.5f }), strides: [2, 2]).ShouldHold(34.5, 54.5, 114.5, 134.5);
        functional.conv2d(image, kernel, padding: [1, 1], dilation: [2, 2]).shape.ShouldBe([1, 1, 4, 4]);
        functional.conv2d_padding(image, ones(1, 1, 3, 3), padding: Padding.Same).shape.ShouldBe([1, 1, 4, 4]);
        functional.conv_transpose2d(tensor(new[] { 0f, 1f, 4f, 5f }, [1, 1, 2, 2]), kernel, strides: [2, 2])
            .ShouldHold(0, 0, 1, 2, 0, 0, 3, 4, 4, 8, 5, 10, 12, 16, 15, 20);
        functional.conv1d(Values.Counting(1, 1, 4), tensor(new[] { 1f, -1f }, [1, 1, 2])).ShouldHold(-1, -1, -1);
        functional.conv1d(Values.Counting(1, 1, 4), ones(1, 1, 2), stride: 2, padding: 1).ShouldHold(0, 3, 3);
        functional.conv_transpose1d(ones(1, 1, 2), ones(1, 1, 2), stride: 2, output_padding: 1).ShouldHold(1, 1, 1, 1, 0);
        functional.linear(ones(1, 2), Values.Counting(3, 2), ones(3)).ShouldHold(2, 6, 10);
    }

    [Fact]
    public void Activations()
    {
        functional.elu(-X, 0.5).sum().ToDouble().ShouldBe(-2.328358406921645, 1e-12);
        functional.gelu(X).sum().ToDouble().ShouldBe(5.086155299695871, 1e-12);
        functional.glu(X).sum().ToDouble().ShouldBe(1.9098816181951768, 1e-12);
        functional.silu(X).sum().ToDouble().ShouldBe(4.488806259202217, 1e-12);
        functional.softplus(X, 2, 20).sum().ToDouble().ShouldBe(8.58937058288797, 1e-12);
        functional.leaky_relu(-X, 0.2).sum().ToDouble().ShouldBe(-1.32, 1e-12);
        functional.relu(X - 0.5).sum().ToDouble().ShouldBe(2.1, 1e-12);
        using var changed = tensor(new[] { -1f, 1f });
        functional.relu(changed, inplace: true);
        changed.ShouldHold(0, 1);
    }

    [Fact]
    public void Normalisations()
    {
        functional.layer_norm(X, [4])[0, 0].ToDouble().ShouldBe(-1.3411044519645503, 1e-12);
        using var mean = zeros(4, dtype: float64);
        using var variance = ones(4, dtype: float64);
        functional.batch_norm(X, mean, variance, training: true)[0, 0].ToDouble().ShouldBe(-1.224687465512062, 1e-12);
        mean[0].ToDouble().ShouldBe(0.04, 1e-12);
    }

    [Fact]
    public void Losses()
    {
        functional.cross_entropy(Square, Target).ToDouble().ShouldBe(1.3582785803301363, 1e-12);
        functional.cross_entropy(Square, Target, reduction: Reduction.Sum, label_smoothing: 0.1).ToDouble()
            .ShouldBe(4.086335740990409, 1e-12);
        functional.nll_loss(functional.log_softmax(Square, 1), Target).ToDouble().ShouldBe(1.3582785803301363, 1e-12);
        functional.cross_entropy(Square, Target, reduction: Reduction.None).shape.ShouldBe([3]);
        functional.binary_cross_entropy_with_logits(X, full_like(X, 0.25)).ToDouble().ShouldBe(0.8817213119790464, 1e-12);
        functional.binary_cross_entropy(X.sigmoid(), full_like(X, 0.25)).ToDouble().ShouldBe(0.8817213119790464, 1e-12);
        functional.mse_loss(X, Square).ToDouble().ShouldBe(0.02878333333333333, 1e-12);
        functional.l1_loss(X, Square, Reduction.Sum).ToDouble().ShouldBe(1.76, 1e-12);
    }

    [Fact]
    public void One_hot_and_dropout()
    {
        functional.one_hot(Target, 4).ShouldHold(0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1);
        functional.dropout(X, 0.5, training: false).ShouldHold(Values.Of(X));
        Values.Of(functional.dropout(ones(1000), 0.5)).Distinct().Order().ShouldBe([0.0, 2.0]);
    }
}
