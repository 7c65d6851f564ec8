using Pixel.Randomness;

namespace Pixel.Tests.Randomness;

public sealed class PhiloxTests
{
    // The known answers that come with the authors' own library (Random123, kat_vectors, philox4x32 10).
    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x0000000000000000ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xfffffffffffffffful, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0x299f31d0a4093822ul, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_known_answers(uint c0, uint c1, uint c2, uint c3, ulong key, uint w0, uint w1, uint w2, uint w3) =>
        Philox.Words(key, c0, c1, c2, c3).ShouldBe((w0, w1, w2, w3));

    [Fact]
    public void A_permutation_holds_each_number_once_and_differs_between_epochs()
    {
        var random = new CounterRandom(5, RandomStream.DataOrder);
        var first = random.Permutation(0, 100);
        first.Order().ShouldBe(Enumerable.Range(0, 100));
        first.ShouldNotBe(random.Permutation(1, 100));
        first.ShouldBe(new CounterRandom(5, RandomStream.DataOrder).Permutation(0, 100));
    }

    [Fact]
    public void Uniform_numbers_fill_the_unit_interval_evenly()
    {
        var random = new CounterRandom(5, RandomStream.Sampling);
        var counts = new int[10];
        for (var i = 0u; i < 100_000; i++) counts[(int)(10 * random.Uniform(3, i))]++;
        counts.ShouldAllBe(count => Math.Abs(count - 10_000) < 400); // over 4 standard deviations
    }
}
