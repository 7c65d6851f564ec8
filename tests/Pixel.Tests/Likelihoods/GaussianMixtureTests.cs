using Pixel.Contracts;
using Pixel.Host.Evaluation;
using Pixel.Likelihoods;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Likelihoods;

public sealed class GaussianMixtureTests
{
    static readonly ImageShape Pixel = new(1, 1, 1, 8);

    /// <summary>Two components: logits, means, log-scales.</summary>
    static readonly double[] TwoComponents = [0.2, -0.5, -0.3, 0.9, -1.2, -2];

    /// <summary>What Φ gives the bins of eight levels, in 60 digits.</summary>
    static readonly double[] Masses =
    [
        0.045156753614144200066, 0.12412038117186742636, 0.20886624523820507797, 0.18339056438449926733, 0.083988965632119196409,
        0.020541485167933853559, 0.046373883027393171746, 0.28756172176383780656,
    ];

    [Fact]
    public void The_probabilities_are_the_masses_of_the_bins_in_60_digits()
    {
        var probabilities = new double[8];
        new GaussianMixtureLikelihood(2).Probabilities(TwoComponents, [], 0, probabilities);
        for (var level = 0; level < 8; level++) (probabilities[level] / Masses[level]).ShouldBe(1, 1e-13, $"level {level}");
        new GaussianMixtureLikelihood(1).Probabilities([0, -1, -2.9957322735539909934], [], 0, probabilities); // deviation 0.05: level 6 is 30 of them away
        (probabilities[6] / 4.9067139271481872153e-198).ShouldBe(1, 1e-12);
    }

    [Theory]
    [InlineData(10, 256, 1)]
    [InlineData(10, 256, 20)]
    [InlineData(3, 2, 3)]
    [InlineData(100, 17, 3)]
    public void The_mass_functions_sum_to_1(int components, int levels, double spread)
    {
        var (likelihood, probabilities) = (new GaussianMixtureLikelihood(components), new double[levels]);
        for (var draw = 0UL; draw < 20; draw++)
        {
            likelihood.Probabilities(Array.ConvertAll(Some.Numbers<double>(draw, 9 * components), number => spread * number), [], (int)(draw % 3), probabilities);
            probabilities.ShouldAllBe(probability => probability >= 0);
            probabilities.Sum().ShouldBe(1, 1e-12);
        }
    }

    [Fact]
    public void The_mean_nats_of_a_level_are_those_of_the_density_and_at_least_those_of_its_bin()
    {
        const int count = 20_000;
        for (var level = 0; level < 8; level++)
        {
            var nats = Nats(new GaussianMixtureLikelihood(2), TwoComponents, level, count);
            var (mean, error) = (nats.Average(), Deviation(nats) / Math.Sqrt(count));
            mean.ShouldBeGreaterThan(-Math.Log(Masses[level]) - 4 * error); // Jensen
            if (level == 5) mean.ShouldBe(3.9947087780273828824, 4 * error); // by quadrature; the bin has 3.885
            // The density's own mean over the bin is the bin's mass, but for the outermost bins, which reach further.
            if (level is > 0 and < 7) nats.Average(value => Math.Exp(-value)).ShouldBe(Masses[level], 4 * Deviation(Array.ConvertAll(nats, value => Math.Exp(-value))) / Math.Sqrt(count));
        }
        new GaussianMixtureLikelihood().IsBound.ShouldBeTrue();
    }

    [Fact]
    public void An_evaluation_is_the_same_each_time_whatever_the_batch_and_the_threads()
    {
        using var model = new TinyModel("pixelcnn", Some.Rgb, 1, ("Likelihood", "gaussian-mixture"), ("Components", 2));
        var images = new RandomImageSet(Some.Rgb, 7);
        var nats = new List<double>();
        foreach (var threads in new[] { 1, 2 })
            foreach (var batch in new[] { 1, 3, 7 })
                KernelThreads.With(threads, () => nats.Add(Evaluator.Evaluate(model.Module, model.Likelihood, images, batch).NatsPerImage));
        nats.ShouldAllBe(value => value == nats[0]);
        Evaluator.Evaluate(model.Module, model.Likelihood, images, 7, limit: 3).NatsPerImage.ShouldNotBe(nats[0]);
    }

    [Fact]
    public void Training_draws_anew_for_each_seed_step_and_image_and_the_same_for_the_same()
    {
        var likelihood = new GaussianMixtureLikelihood();
        using var scope = NewDisposeScope();
        var levels = zeros(4, 3, 5, 7);
        double[] Draw(ulong seed, long step, long first = 0) => likelihood
            .Targets(levels, new ImageShape(3, 5, 7, 4), new ForwardContext { IsTraining = true, Seed = seed, Step = step, FirstImage = first })
            .to_type(ScalarType.Float64).data<double>().ToArray();
        var drawn = Draw(1, 5);
        drawn.ShouldAllBe(value => value >= 0 && value < 1);
        drawn.Distinct().Count().ShouldBeGreaterThan(drawn.Length - 3); // rounded to float32, two may be equal
        Draw(1, 5).ShouldBe(drawn);
        Draw(1, 6).ShouldNotBe(drawn);
        Draw(2, 5).ShouldNotBe(drawn);
        Draw(1, 5, first: 2)[..210].ShouldBe(drawn[210..]); // a micro-batch draws what the batch does
        var evaluation = likelihood.Targets(levels, new ImageShape(3, 5, 7, 4), ForwardContext.Evaluation).data<float>().ToArray();
        likelihood.Targets(levels, new ImageShape(3, 5, 7, 4), new ForwardContext { Seed = 9, Step = 4 }).data<float>().ToArray().ShouldBe(evaluation);
    }

    [Fact]
    public void Whole_pixels_of_several_colours_are_refused_with_what_to_use() =>
        Should.Throw<ModelException>(() => LikelihoodCatalog.Shared.Find("gaussian-mixture", new LikelihoodContext(Some.Rgb, WholePixels: true))).Message.ShouldBe(
            "The gaussian-mixture likelihood has no coupling of colours, and a network of whole pixels needs one for images of 3×4×6, 4 levels; use 'logistic-mixture', or 'data.channels: 1'.");

    /// <summary>The nats of many images of one pixel, of the same level.</summary>
    static double[] Nats(ILikelihood likelihood, double[] output, int level, int count)
    {
        using var scope = NewDisposeScope();
        var outputs = tensor(output, [1, output.Length, 1, 1]).expand(count, output.Length, 1, 1).contiguous();
        return likelihood.NegativeLogLikelihood(outputs, full([count, 1, 1, 1], level, ScalarType.Float64), Pixel).data<double>().ToArray();
    }

    static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
