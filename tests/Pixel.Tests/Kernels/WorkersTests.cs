using Pixel.Kernels.Training;
using Pixel.Tests.Support;

namespace Pixel.Tests.Kernels;

[Collection("native memory")]
public sealed class WorkersTests
{
    [Fact]
    public void A_run_inside_an_item_is_done_by_the_thread_of_that_item() => KernelThreads.With(2, () =>
    {
        var (others, inner) = (0, 0);
        using var together = new Barrier(2); // both items run, each on a thread of its own
        Workers.Run(2, _ =>
        {
            together.SignalAndWait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
            var own = Environment.CurrentManagedThreadId;
            Workers.Run(1000, _ =>
            {
                Interlocked.Increment(ref inner);
                if (Environment.CurrentManagedThreadId != own) Interlocked.Increment(ref others);
            });
            together.SignalAndWait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        });
        (inner, others).ShouldBe((2000, 0));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_an_item_throws_is_thrown_as_it_is_when_the_others_are_done(int failing) => KernelThreads.With(2, () =>
    {
        var done = 0;
        Should.Throw<NotSupportedException>(() => Workers.Run(2, item =>
        {
            if (item == failing) throw new NotSupportedException("not this one");
            Thread.Sleep(20);
            Interlocked.Increment(ref done);
        })).Message.ShouldBe("not this one");
        done.ShouldBe(1);
    });
}
