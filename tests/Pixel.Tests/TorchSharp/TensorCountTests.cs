using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;
using static TorchSharp.torch.nn;

namespace Pixel.Tests.TorchSharpCompat;

[Collection("native memory")]
public sealed class TensorCountTests
{
    [Fact]
    public void The_live_count_stays_the_same_over_50_training_steps()
    {
        using var net = new Net();
        using var optimizer = optim.Adam(net.parameters(), lr: 0.01);
        using var input = rand(4, 1, 6, 6);
        using var target = rand(4, 1, 6, 6);
        Train();
        var before = Settled();
        var losses = new List<double>();
        for (var i = 0; i < 50; i++) losses.Add(Train());
        Settled().ShouldBe(before);
        Tensor.PeakCount.ShouldBeGreaterThanOrEqualTo(before);
        losses[^1].ShouldBeLessThan(losses[0]);

        double Train()
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = functional.mse_loss(net.call(input), target);
            loss.backward();
            nn.utils.clip_grad_norm_(net.parameters(), 1);
            optimizer.step();
            return loss.ToDouble();
        }
    }

    [Fact]
    public void What_a_custom_function_saved_goes_with_its_graph()
    {
        using var x = ones(8, requires_grad: true);
        Once(backward: true);
        var before = Settled();
        for (var i = 0; i < 20; i++) Once(backward: i % 2 == 0);
        Settled().ShouldBe(before);

        void Once(bool backward)
        {
            using var y = Squared.apply(x);
            using var sum = y.sum();
            if (backward) sum.backward();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_graph_lets_go_of_its_function_even_where_that_saved_its_own_result(bool backward)
    {
        using var x = ones(2, requires_grad: true);
        var kept = Call();
        Settled();
        kept.TryGetTarget(out _).ShouldBeFalse();

        // Not inlined, so that nothing of it stays on the stack.
        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference<object> Call()
        {
            var mark = new object();
            using var y = Exponential.apply(x, mark);
            using var sum = y.sum();
            if (backward) sum.backward();
            return new(mark);
        }
    }

    [Fact]
    public void Scopes_outside_a_custom_backward_do_not_reach_into_it()
    {
        using var x = ones(2, requires_grad: true);
        using var scope = NewDisposeScope();
        var sum = Squared.apply(x).sum();
        var before = scope.DisposablesCount;
        sum.backward();
        scope.DisposablesCount.ShouldBe(before);
        x.grad!.ShouldHold(2, 2);
    }

    // Other tests have left tensors for the finalizer.
    static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    sealed class Net : Module<Tensor, Tensor>
    {
        readonly Parameter _first = new(randn(4, 1, 3, 3) * 0.3);
        readonly Parameter _second = new(randn(1, 4, 3, 3) * 0.3);
        readonly Parameter _bias = new(zeros(1));

        public Net() : base(nameof(Net)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var hidden = functional.conv2d(input, _first, padding: [1, 1]).relu();
            return functional.conv2d(hidden, _second, _bias, padding: [1, 1]);
        }
    }

    sealed class Exponential : SingleTensorFunction<Exponential>
    {
        public override string Name => nameof(Exponential);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var y = ((Tensor)vars[0]).exp();
            ctx.save_for_backward([y]);
            ctx.save_data("mark", vars[1]);
            return y;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
            [grad_output * ctx.get_saved_variables()[0], null!];
    }

    sealed class Squared : SingleTensorFunction<Squared>
    {
        public override string Name => nameof(Squared);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            return x * x;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
            [grad_output * ctx.get_saved_variables()[0] * 2];
    }
}
