using static TorchSharp.torch;

namespace Pixel.Tests.TorchSharpCompat;

// The numbers are PyTorch's for the same seed. Generators of our own: the global one is shared with tests that run beside.
public sealed class RandomTests
{
    static Generator Seeded() => new Generator().manual_seed(42);

    [Fact]
    public void The_numbers_of_a_seed_are_those_of_PyTorch()
    {
        using var generator = Seeded();
        randn([3], generator: generator).ShouldHoldNearly(1e-6, 0.33669037, 0.12880941, 0.23446237);
        rand([2], generator: generator).ShouldHoldNearly(1e-6, 0.94077147, 0.13318592);
        randint(0, 10, [5], generator: generator).ShouldHold(8, 4, 0, 4, 1);
        randperm(5, generator: generator).ShouldHold(2, 4, 3, 1, 0);
        multinomial(tensor(new[] { 0.1f, 0.2f, 0.7f }), 5, true, generator).ShouldHold(0, 2, 2, 1, 2);
        bernoulli(full([5], 0.5f), generator).ShouldHold(1, 0, 1, 0, 0);
        normal(1.0, 2.0, [2], generator: generator).ShouldHoldNearly(1e-6, 1.46066606, 0.15602791);
    }

    [Fact]
    public void A_state_that_is_set_back_repeats_the_numbers()
    {
        using var generator = Seeded();
        using var state = generator.get_state();
        state.dtype.ShouldBe(ScalarType.Byte);
        var first = Values.Of(rand([4], generator: generator));
        generator.set_state(state);
        Values.Of(rand([4], generator: generator)).ShouldBe(first);
        generator.initial_seed().ShouldBe(42);
    }

    [Fact]
    public void In_place_filling_takes_the_generator_too()
    {
        using var generator = Seeded();
        zeros(3).normal_(0, 1, generator).ShouldHoldNearly(1e-6, 0.33669037, 0.12880941, 0.23446237);
        Values.Of(zeros(1000).uniform_(2, 3, generator)).ShouldAllBe(value => value >= 2 && value < 3);
    }
}
