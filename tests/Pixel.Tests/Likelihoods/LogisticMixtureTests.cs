using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Likelihoods;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Likelihoods;

public sealed class LogisticMixtureTests
{
    static readonly ImageShape Pixel = new(3, 1, 1, 256);

    /// <summary>Two components: logits, means, log-scales and coefficients of R, G, B.</summary>
    static readonly double[] TwoComponents =
        [0.3, -0.7, -0.4, 0.6, 0.1, -0.2, 0.5, -0.9, -2.5, -1, -3, -0.5, -1.5, -2, 0.8, -1.2, 0.25, 2, -0.6, 0.4];

    [Fact]
    public void A_pixel_has_the_probabilities_that_its_definition_gives_in_60_digits()
    {
        var likelihood = new LogisticMixtureLikelihood(2, wholePixels: true);
        byte[] levels = [60, 200, 0];
        double[] expected = [0.010158786587164474284, 0.000071992996516033530687, 0.81214595664737838044];
        Nats(likelihood, Pixel, TwoComponents, levels).ShouldBe(14.336433194059072989, 1e-13);
        var probabilities = new double[256];
        for (var channel = 0; channel < 3; channel++)
        {
            likelihood.Probabilities(TwoComponents, levels.AsSpan(0, channel), channel, probabilities);
            (probabilities[levels[channel]] / expected[channel]).ShouldBe(1, 1e-12);
        }
    }

    [Theory]
    [InlineData(1, 256, 1)]
    [InlineData(10, 256, 1)]
    [InlineData(10, 256, 20)] // scales from e⁻⁷ to e²⁰, means far outside
    [InlineData(10, 2, 1)]
    [InlineData(10, 3, 5)]
    [InlineData(100, 17, 3)]
    public void The_mass_functions_of_R_of_G_given_R_and_of_B_given_R_and_G_sum_to_1(int components, int levels, double spread)
    {
        var likelihood = new LogisticMixtureLikelihood(components, wholePixels: true);
        var image = new ImageShape(3, 1, 1, levels);
        var probabilities = new double[levels];
        for (var draw = 0UL; draw < 20; draw++)
        {
            var output = Array.ConvertAll(Some.Numbers<double>(draw, likelihood.OutputFor(image).Channels), number => spread * number);
            var pixel = Some.LevelBytes(image, 1, draw);
            for (var channel = 0; channel < 3; channel++)
            {
                likelihood.Probabilities(output, pixel.AsSpan(0, channel), channel, probabilities);
                probabilities.ShouldAllBe(probability => probability >= 0);
                probabilities.Sum().ShouldBe(1, 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(false, 256, 3)]
    [InlineData(true, 256, 3)]
    [InlineData(true, 2, 3)]
    [InlineData(true, 5, 1)]
    [InlineData(true, 5, 2)]
    [InlineData(false, 3, 3)]
    public void The_loss_is_that_of_the_product_of_the_probabilities(bool wholePixels, int levels, int channels)
    {
        var likelihood = new LogisticMixtureLikelihood(7, wholePixels);
        var image = new ImageShape(channels, 1, 1, levels);
        for (var draw = 0UL; draw < 10; draw++)
        {
            var output = Array.ConvertAll(Some.Numbers<double>(draw, likelihood.OutputFor(image).Channels), number => 3 * number);
            var pixel = Some.LevelBytes(image, 1, draw + 1);
            Nats(likelihood, image, output, pixel).ShouldBe(ProbabilityNats(likelihood, image, output, pixel), 1e-10);
        }
    }

    [Fact]
    public void The_probabilities_of_all_729_RGB_images_of_two_whole_pixels_and_3_levels_sum_to_1()
    {
        var image = new ImageShape(3, 1, 2, 3);
        var likelihood = new LogisticMixtureLikelihood(4, wholePixels: true);
        var (channels, images) = (likelihood.OutputFor(image).Channels, Enumerable.Range(0, 729).ToArray());
        int Level(int number, int place) => number / (int)Math.Pow(3, place) % 3; // place: colour · 2 + column
        using var scope = NewDisposeScope();
        var levels = tensor(images.SelectMany(number => Enumerable.Range(0, 6).Select(place => (double)Level(number, place))).ToArray(), [729, 3, 1, 2]);
        // The second pixel's output is another one for each first pixel, as a network would give it.
        var first = Some.Numbers<double>(99, channels);
        var outputs = images.SelectMany(number =>
        {
            var second = Some.Numbers<double>((ulong)(Level(number, 0) + 3 * Level(number, 2) + 9 * Level(number, 4)), channels);
            return first.Zip(second).SelectMany(pair => new[] { 2 * pair.First, 2 * pair.Second });
        }).ToArray();
        var nats = likelihood.NegativeLogLikelihood(tensor(outputs, [729, channels, 1, 2]), levels, image);
        nats.data<double>().ToArray().Sum(value => Math.Exp(-value)).ShouldBe(1, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_probabilities_of_all_images_of_a_grouped_network_sum_to_1(int channels)
    {
        var image = channels == 1 ? new ImageShape(1, 2, 2, 3) : new ImageShape(3, 1, 2, 3);
        using var model = new TinyModel("pixelcnn", image, 1, ("Likelihood", "logistic-mixture"), ("Components", 3));
        model.TrainOneStep(seed: 5);
        using var scope = NewDisposeScope();
        var all = SomeImages.ToTensor(SomeImages.All(image), image);
        model.MapNats(all).Sum(nats => Math.Exp(-nats)).ShouldBe(1, 1e-9);
    }

    [Fact]
    public void What_G_is_depends_on_R_by_the_responsibilities_of_the_components_alone()
    {
        // Two components far apart, without coefficients: once R is known, so is the component, and with it G.
        var image = new ImageShape(3, 1, 1, 256);
        var likelihood = new LogisticMixtureLikelihood(2, wholePixels: true);
        double[] output = [0, 0, -0.8, 0.8, -0.5, 0.5, 0, 0, -4, -4, -4, -4, -4, -4, 0, 0, 0, 0, 0, 0];
        foreach (var (red, green) in new[] { (25, 63), (230, 191) }) // means −0.8, −0.5 and 0.8, 0.5
        {
            var probabilities = new double[256];
            likelihood.Probabilities(output, [(byte)red], 1, probabilities);
            Math.Abs(probabilities.Index().MaxBy(pair => pair.Item).Index - green).ShouldBeLessThan(2);
            likelihood.Probabilities(output, [], 0, probabilities);
            probabilities[25].ShouldBe(probabilities[230], 1e-12); // before it both are as likely
        }
        Nats(likelihood, image, output, [25, 191, 128]).ShouldBeGreaterThan(Nats(likelihood, image, output, [25, 64, 128]) + 10);
    }

    [Theory]
    [InlineData(-1, -9, 200, 1715.9085377068258865)] // 1,716 nats away, with the least scale there is
    [InlineData(0.5, 30, 100, 36.234410725718371456)] // a bin that is 10⁻¹⁶ of the distribution
    public void A_tail_or_a_narrow_bin_keeps_its_precision(double mean, double scale, byte level, double nats)
    {
        var image = new ImageShape(1, 1, 1, 256);
        var likelihood = new LogisticMixtureLikelihood(1);
        (Nats(likelihood, image, [0, mean, scale], [level]) / nats).ShouldBe(1, 1e-13);
        (PlainNats<double>(likelihood, image, [0, mean, scale], [level]).Nats / nats).ShouldBe(1, 1e-13);
        (PlainNats<float>(likelihood, image, [0, (float)mean, (float)scale], [level]).Nats / nats).ShouldBe(1, 1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(128)]
    [InlineData(255)]
    public void Extreme_outputs_give_finite_nats_and_gradients_by_both_paths(byte level)
    {
        var image = new ImageShape(1, 1, 1, 256);
        var likelihood = new LogisticMixtureLikelihood(2);
        foreach (var logit in new[] { -1e4, 1e4 })
            foreach (var mean in new[] { -1e3, 0, 1e3 })
                foreach (var scale in new[] { -100, -7, 60, 500.0 })
                {
                    double[] output = [logit, 0, mean, 0.1, scale, -1];
                    foreach (var type in new[] { ScalarType.Float64, ScalarType.Float32 })
                    {
                        using var scope = NewDisposeScope();
                        var (nats, gradient) = TorchNats(likelihood, image, output, [level], type);
                        var plain = type == ScalarType.Float64
                            ? PlainNats<double>(likelihood, image, output, [level])
                            : PlainNats<float>(likelihood, image, Array.ConvertAll(output, number => (float)number), [level]);
                        double.IsFinite(nats).ShouldBeTrue();
                        Math.Abs(plain.Nats - nats).ShouldBeLessThan((type == ScalarType.Float64 ? 1e-10 : 1e-3) * (1 + nats)); // an edge may be certain
                        for (var i = 0; i < output.Length; i++)
                        {
                            double.IsFinite(gradient[i]).ShouldBeTrue($"{string.Join(", ", output)}: {i}");
                            Math.Abs(plain.Gradient[i] - gradient[i]).ShouldBeLessThan((type == ScalarType.Float64 ? 1e-9 : 1e-3) * (1 + Math.Abs(gradient[i])));
                        }
                    }
                }
    }

    [Fact]
    public void A_log_scale_below_the_least_counts_as_the_least_and_has_no_gradient()
    {
        var image = new ImageShape(1, 1, 1, 256);
        var likelihood = new LogisticMixtureLikelihood(1);
        using var scope = NewDisposeScope();
        var (least, _) = TorchNats(likelihood, image, [0, 0.1, -7], [140], ScalarType.Float64);
        var (below, gradient) = TorchNats(likelihood, image, [0, 0.1, -8], [140], ScalarType.Float64);
        below.ShouldBe(least);
        gradient[2].ShouldBe(0);
        gradient[1].ShouldNotBe(0);
        PlainNats<double>(likelihood, image, [0, 0.1, -8], [140]).Gradient[2].ShouldBe(0);
    }

    [Fact]
    public void Channels_are_10_a_component_for_whole_RGB_pixels_and_3_for_each_colour_else()
    {
        new LogisticMixtureLikelihood(10, wholePixels: true).OutputFor(Pixel).ShouldBe(new ChannelGroups(100, 1));
        new LogisticMixtureLikelihood(10).OutputFor(Pixel).ShouldBe(new ChannelGroups(90, 3));
        new LogisticMixtureLikelihood(5, wholePixels: true).OutputFor(new ImageShape(1, 2, 2, 256)).ShouldBe(new ChannelGroups(15, 1));
    }

    static double Nats(LogisticMixtureLikelihood likelihood, ImageShape image, double[] output, byte[] levels)
    {
        using var scope = NewDisposeScope();
        return TorchNats(likelihood, image, output, levels, ScalarType.Float64).Nats;
    }

    /// <summary>Of one pixel, by tensor operations.</summary>
    static (double Nats, double[] Gradient) TorchNats(ILikelihood likelihood, ImageShape image, double[] output, byte[] levels, ScalarType type)
    {
        var variable = tensor(output, [1, output.Length, 1, 1]).to_type(type).requires_grad_();
        var nats = likelihood.NegativeLogLikelihood(variable, tensor(Array.ConvertAll(levels, level => (double)level), [1, levels.Length, 1, 1]).to_type(type), image);
        nats.sum().backward();
        return (nats.sum().ToDouble(), variable.grad!.to_type(ScalarType.Float64).data<double>().ToArray());
    }

    /// <summary>Of one pixel, on plain memory.</summary>
    static (double Nats, double[] Gradient) PlainNats<T>(IPixelLikelihood likelihood, ImageShape image, T[] output, byte[] levels)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var (loss, seen) = (likelihood.CreateLoss(image), Array.ConvertAll(levels, level => T.CreateTruncating(level)));
        T[] gradient = [.. output];
        var nats = loss.Nats<T>(output, seen, new T[loss.Kept]);
        loss.Gradient<T>(gradient, seen, new T[loss.Kept], T.One);
        return (nats, Array.ConvertAll(gradient, double.CreateTruncating));
    }

    static double ProbabilityNats(ILikelihood likelihood, ImageShape image, double[] output, byte[] pixel)
    {
        var (nats, probabilities) = (0.0, new double[image.Levels]);
        for (var channel = 0; channel < image.Channels; channel++)
        {
            likelihood.Probabilities(output, pixel.AsSpan(0, channel), channel, probabilities);
            nats -= Math.Log(probabilities[pixel[channel]]);
        }
        return nats;
    }
}
