using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Pixel.Tests.TorchSharpCompat;

public sealed class AutogradTests
{
    [Fact]
    public void Backward_adds_into_the_gradients_of_the_leaves()
    {
        using var x = tensor(new[] { 1f, 2f, 3f }, requires_grad: true);
        x.grad.ShouldBeNull();
        (x * x).sum().backward();
        x.grad!.ShouldHold(2, 4, 6);
        (x * 10).sum().backward();
        x.grad!.ShouldHold(12, 14, 16);
        x.grad = null;
        x.grad.ShouldBeNull();
        x.grad = ones(3);
        x.grad!.ShouldHold(1, 1, 1);
    }

    [Fact]
    public void Leaves_are_what_no_operation_made()
    {
        using var x = ones(2, requires_grad: true);
        using var y = x * 2;
        x.is_leaf.ShouldBeTrue();
        y.is_leaf.ShouldBeFalse();
        y.detach().requires_grad.ShouldBeFalse();
        y.retain_grad();
        y.sum().backward();
        y.grad!.ShouldHold(1, 1);
    }

    [Fact]
    public void Gradients_of_a_convolution_agree_with_central_differences()
    {
        using var generator = new Generator(3);
        using var image = randn([2, 2, 5, 4], dtype: float64, generator: generator);
        using var weight = randn([3, 2, 3, 2], dtype: float64, requires_grad: true, generator: generator);
        using var bias = randn([3], dtype: float64, requires_grad: true, generator: generator);
        Loss().backward();
        foreach (var parameter in new[] { weight, bias })
        {
            var exact = Values.Of(parameter.grad!);
            for (var i = 0; i < exact.Length; i++)
            {
                const double h = 1e-5;
                var difference = (Moved(parameter, i, h) - Moved(parameter, i, -h)) / (2 * h);
                exact[i].ShouldBe(difference, 1e-6 * Math.Max(1, Math.Abs(difference)));
            }
        }

        Tensor Loss() => functional.conv2d(image, weight, bias, strides: [2, 1], padding: [1, 1]).tanh().pow(2).sum();

        double Moved(Tensor parameter, int index, double by)
        {
            using var mode = no_grad();
            using var flat = parameter.view(-1);
            flat[index] = flat[index] + by;
            var loss = Loss().ToDouble();
            flat[index] = flat[index] - by;
            return loss;
        }
    }

    [Fact]
    public void Grad_gives_gradients_without_touching_the_leaves()
    {
        using var x = tensor(3.0, requires_grad: true);
        using var unused = tensor(1.0, requires_grad: true);
        using var y = x.pow(3);
        var first = autograd.grad([y], [x], retain_graph: true, create_graph: true)[0];
        first.ToDouble().ShouldBe(27);
        autograd.grad([first], [x])[0].ToDouble().ShouldBe(18);
        x.grad.ShouldBeNull();
        autograd.grad([x * 2], [x, unused], allow_unused: true)[1].IsInvalid.ShouldBeTrue();
    }

    [Fact]
    public void Given_output_gradients_weigh_the_result()
    {
        using var x = ones(2, requires_grad: true);
        (x * 3).backward([tensor(new[] { 1f, 10f })]);
        x.grad!.ShouldHold(3, 30);
        autograd.grad([x * 3], [x], [tensor(new[] { 2f, 0f })])[0].ShouldHold(6, 0);
    }

    [Fact]
    public void Grad_modes_switch_the_recording_and_back()
    {
        using var x = ones(1, requires_grad: true);
        is_grad_enabled().ShouldBeTrue();
        using (no_grad())
        {
            is_grad_enabled().ShouldBeFalse();
            (x * 2).requires_grad.ShouldBeFalse();
            using (enable_grad()) (x * 2).requires_grad.ShouldBeTrue();
            using (set_grad_enabled(true)) is_grad_enabled().ShouldBeTrue();
            is_grad_enabled().ShouldBeFalse();
        }

        is_grad_enabled().ShouldBeTrue();
        using (inference_mode()) (x * 2).requires_grad.ShouldBeFalse();
        is_grad_enabled().ShouldBeTrue();
    }

    [Fact]
    public void A_graph_serves_once_unless_it_is_retained()
    {
        using var x = ones(1, requires_grad: true);
        using var y = (x * x).sum();
        y.backward(retain_graph: true);
        y.backward();
        x.grad!.ShouldHold(4);
        Should.Throw<ExternalException>(() => y.backward()).Message.ShouldContain("second time");
    }

    [Fact]
    public void What_needs_no_gradient_has_none() =>
        Should.Throw<ExternalException>(() => ones(1).backward()).Message.ShouldContain("does not require grad");

#if PIXEL_COMPAT
    [Fact]
    public void An_error_in_grad_is_an_exception() =>
        Should.Throw<ExternalException>(() => autograd.grad([ones(1)], [ones(1)])).Message.ShouldContain("does not require grad");
#endif

    [Fact]
    public void In_place_change_of_a_leaf_is_refused()
    {
        using var x = ones(1, requires_grad: true);
        Should.Throw<ExternalException>(() => x.add_(1)).Message.ShouldContain("leaf Variable that requires grad");
    }
}
