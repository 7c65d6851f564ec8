using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Pixel.Tests.TorchSharpCompat;

public sealed class CustomFunctionTests
{
    [Fact]
    public void Its_own_backward_gives_the_gradient()
    {
        using var x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        using var y = Cube.apply(x, 2.0);
        y.ShouldHold(2, 16);
        y.sum().backward();
        x.grad!.ShouldHold(6, 24);
    }

    [Fact]
    public void A_second_derivative_goes_through_it()
    {
        using var x = tensor(3.0, requires_grad: true);
        var first = grad([Cube.apply(x, 1.0)], [x], retain_graph: true, create_graph: true)[0];
        first.ToDouble().ShouldBe(27);
        grad([first], [x])[0].ToDouble().ShouldBe(18);
    }

    [Fact]
    public void Several_results_each_send_their_gradient()
    {
        using var x = tensor(2.0, requires_grad: true);
        using var y = tensor(5.0, requires_grad: true);
        var results = SumAndProduct.apply(x, y);
        results.Select(result => result.ToDouble()).ShouldBe([7, 10]);
        (results[0] * 100 + results[1]).backward();
        x.grad!.ToDouble().ShouldBe(105);
        y.grad!.ToDouble().ShouldBe(102);
    }

    [Fact]
    public void A_result_that_nobody_uses_sends_zeros()
    {
        using var x = tensor(2.0, requires_grad: true);
        using var y = tensor(5.0, requires_grad: true);
        SumAndProduct.apply(x, y)[1].backward();
        x.grad!.ToDouble().ShouldBe(5);
    }

    [Fact]
    public void Without_gradients_it_only_computes()
    {
        using var x = tensor(2.0, requires_grad: true);
        using (no_grad()) Cube.apply(x, 1.0).requires_grad.ShouldBeFalse();
        Cube.apply(tensor(2.0), 1.0).requires_grad.ShouldBeFalse();
    }

    [Fact]
    public void Its_graph_serves_once_too()
    {
        using var x = tensor(2.0, requires_grad: true);
        using var y = Cube.apply(x, 1.0);
        y.backward();
        Should.Throw<ExternalException>(() => y.backward()).Message.ShouldContain("second time");
    }

    [Fact]
    public void An_exception_in_forward_comes_out_as_it_is()
    {
        using var x = tensor(1.0, requires_grad: true);
        Should.Throw<FormatException>(() => Failing.apply(x, "forward")).Message.ShouldBe("forward went wrong");
    }

#if PIXEL_COMPAT
    // The package ends the process here.
    [Fact]
    public void An_exception_in_backward_comes_out_as_it_is()
    {
        using var x = tensor(1.0, requires_grad: true);
        using var y = Failing.apply(x, "backward") * 2;
        var error = Should.Throw<FormatException>(() => y.backward());
        error.Message.ShouldBe("backward went wrong");
        error.StackTrace.ShouldNotBeNull().ShouldContain(nameof(Failing));
        Should.Throw<FormatException>(() => grad([Failing.apply(x, "backward")], [x]));
    }

    [Fact]
    public void Too_few_gradients_are_an_error()
    {
        using var x = tensor(1.0, requires_grad: true);
        Should.Throw<InvalidOperationException>(() => Failing.apply(x, "count").backward())
            .Message.ShouldContain("incorrect number of gradients (expected 2, got 1)");
    }
#endif

    sealed class Cube : SingleTensorFunction<Cube>
    {
        public override string Name => nameof(Cube);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("factor", vars[1]);
            return x * x * x * (double)vars[1];
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            var x = ctx.get_saved_variables()[0];
            return [grad_output * 3 * x * x * (double)ctx.get_data("factor")!, null!];
        }
    }

    sealed class SumAndProduct : MultiTensorFunction<SumAndProduct>
    {
        public override string Name => nameof(SumAndProduct);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
        {
            var (x, y) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([x, y]);
            return [x + y, x * y];
        }

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            return [grad_outputs[0] + (grad_outputs[1] * saved[1]), grad_outputs[0] + (grad_outputs[1] * saved[0])];
        }
    }

    sealed class Failing : SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("where", vars[1]);
            return (string)vars[1] == "forward" ? throw new FormatException("forward went wrong") : ((Tensor)vars[0]).clone();
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
            (string)ctx.get_data("where")! == "count" ? [grad_output] : throw new FormatException("backward went wrong");
    }
}
