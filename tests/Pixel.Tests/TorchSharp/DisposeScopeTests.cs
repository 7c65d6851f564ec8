using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.TorchSharpCompat;

public sealed class DisposeScopeTests
{
    [Fact]
    public void The_end_of_a_scope_disposes_what_was_made_in_it()
    {
        using var outside = ones(1);
        Tensor inside;
        using (NewDisposeScope())
        {
            inside = outside + 1;
            inside.IsInvalid.ShouldBeFalse();
        }

        inside.IsInvalid.ShouldBeTrue();
        outside.IsInvalid.ShouldBeFalse();
    }

    [Fact]
    public void A_tensor_moved_out_belongs_to_the_scope_around()
    {
        Tensor moved;
        using (NewDisposeScope())
        {
            using (NewDisposeScope()) moved = ones(1).MoveToOuterDisposeScope();
            moved.IsInvalid.ShouldBeFalse();
        }

        moved.IsInvalid.ShouldBeTrue();
    }

    [Fact]
    public void A_detached_tensor_belongs_to_no_scope()
    {
        Tensor byItself, byScope;
        using (var scope = NewDisposeScope())
        {
            byItself = ones(1).DetachFromDisposeScope();
            byScope = scope.Detach(ones(1));
        }

        byItself.ShouldHold(1);
        byScope.ShouldHold(1);
        byItself.Dispose();
        byScope.Dispose();
    }

    [Fact]
    public void A_scope_can_be_emptied_before_it_ends()
    {
        using var scope = NewDisposeScope();
        var kept = ones(1);
        var dropped = ones(1);
        scope.DisposeEverythingBut(kept);
        dropped.IsInvalid.ShouldBeTrue();
        kept.ShouldHold(1);
        scope.DisposablesCount.ShouldBe(1);
        scope.DisposeEverything();
        kept.IsInvalid.ShouldBeTrue();
    }

    [Fact]
    public void A_tensor_disposed_early_leaves_its_scope()
    {
        using var scope = NewDisposeScope();
        ones(1).Dispose();
        scope.DisposablesCount.ShouldBe(0);
        CurrentDisposeScope.ShouldBeSameAs(scope);
    }

    [Fact]
    public void A_tensor_can_be_attached_and_moved_to_another_scope()
    {
        var free = ones(1);
        Tensor moved;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                inner.Attach(free);
                moved = ones(1).MoveToOtherDisposeScope(outer);
            }

            free.IsInvalid.ShouldBeTrue();
            moved.IsInvalid.ShouldBeFalse();
        }

        moved.IsInvalid.ShouldBeTrue();
    }

    [Fact]
    public void Scopes_are_the_threads_own()
    {
        using var scope = NewDisposeScope();
        Tensor? other = null;
        var thread = new Thread(() => other = ones(1));
        thread.Start();
        thread.Join();
        scope.DisposablesCount.ShouldBe(0);
        scope.Dispose();
        other!.ShouldHold(1);
        other!.Dispose();
    }

    [Fact]
    public void A_wrapped_expression_keeps_its_result_only()
    {
        Tensor? between = null;
        using var result = WrappedTensorDisposeScope(() =>
        {
            between = ones(1) + 1;
            return between * 3;
        });
        result.ShouldHold(6);
        between!.IsInvalid.ShouldBeTrue();
    }

    [Fact]
    public void Gradients_and_the_graph_outlive_the_scope()
    {
        using var x = tensor(2.0, requires_grad: true);
        Tensor y;
        using (NewDisposeScope()) y = (x.exp() * x).MoveToOuterDisposeScope();
        using (NewDisposeScope()) y.backward();
        x.grad!.ToDouble().ShouldBe(3 * Math.Exp(2), 1e-12);
    }
}
