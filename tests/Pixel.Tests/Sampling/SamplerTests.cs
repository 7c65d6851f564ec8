using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Likelihoods;
using Pixel.Sampling;
using Pixel.Tests.Support;

namespace Pixel.Tests.Sampling;

public sealed class SamplerTests
{
    public static TheoryData<string, bool> Variants => Architectures.VariantsAndColours();

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_incremental_sampler_draws_the_images_of_the_ancestral_one(string variant, bool rgb)
    {
        using var model = Architectures.Create(variant, Architectures.Image(variant, rgb));
        model.TrainOneStep(seed: 2);
        var ancestral = Draw(Ancestral(model, 5), model, 5);
        Draw(Incremental(model, 5), model, 5).ShouldBe(ancestral);
    }

    [Fact]
    public void The_images_do_not_depend_on_the_batch_and_do_depend_on_the_seed()
    {
        using var model = new TinyModel("pixelcnn", Some.Rgb);
        var images = Draw(Incremental(model, 7), model, 7);
        foreach (var batch in new[] { 1, 3, 16 }) Draw(Incremental(model, batch), model, 7).ShouldBe(images);
        Draw(Incremental(model, 7), model, 7, seed: 2).ShouldNotBe(images);
    }

    [Theory]
    [InlineData("pixelcnn")]
    [InlineData("diagonal-bilstm")]
    [InlineData("multi-scale")]
    public void The_images_depend_neither_on_the_number_of_threads_nor_on_the_vector_width(string variant)
    {
        using var model = Architectures.Create(variant, Architectures.Image(variant, rgb: true));
        var images = Draw(Float(1, VectorWidth.Scalar), model, 11);
        foreach (var width in Enum.GetValues<VectorWidth>())
            foreach (var threads in new[] { 1, 2, 3 }) Draw(Float(threads, width), model, 11).ShouldBe(images);

        ISampler Float(int threads, VectorWidth width) =>
            Samplers.CreateIncremental<float>(model.Description, model.Likelihood, model.Weights, 5, threads, VectorKernels<float>.Of(width));
    }

    [Fact]
    public void Progress_goes_up_row_by_row_to_the_whole_whatever_the_threads()
    {
        using var model = new TinyModel("pixelcnn", Some.Rgb);
        foreach (var threads in new[] { 1, 2 })
        {
            var shares = new List<double>();
            using var sampler = Samplers.CreateIncremental<float>(model.Description, model.Likelihood, model.Weights, 4, threads);
            sampler.Sample(Canvas.Empty(Some.Rgb, 8), new SamplingOptions { Progress = new ProgressList(shares) });
            shares.Count.ShouldBe(2 * threads * Some.Rgb.Height);
            shares.ShouldBe(Enumerable.Range(1, shares.Count).Select(i => (double)i / shares.Count));
        }
    }

    [Fact]
    public void A_failure_on_any_thread_ends_the_sampling_with_its_own_error()
    {
        var image = new ImageShape(1, 2, 2, 4);
        IConditionals[] threads = [new FixedConditionals(image, [0, 0, 0, 0]), new FixedConditionals(image, [0, double.NaN, 0, 0])];
        using var sampler = new RasterSampler("fixed", new SoftmaxLikelihood(), [threads[1], threads[0]]);
        Should.Throw<ModelException>(() => sampler.Sample(Canvas.Empty(image, 4), new SamplingOptions()));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => sampler.Sample(Canvas.Empty(image, 4), new SamplingOptions(), cancelled.Token));
    }

    [Fact]
    public void Known_pixels_stand_and_the_others_are_drawn_given_them()
    {
        using var model = new TinyModel("pixelcnn", Some.Rgb);
        var (image, levels) = (Some.Rgb, Some.LevelBytes(Some.Rgb, 2));
        var known = new bool[2 * image.Height * image.Width];
        for (var i = 0; i < known.Length; i++) known[i] = i % (image.Height * image.Width) < 10;
        var (fast, slow) = (Canvas.Partial(image, levels, known), Canvas.Partial(image, levels, known));
        using (var sampler = Incremental(model, 2)) sampler.Sample(fast, new SamplingOptions { Seed = 4 });
        using (var sampler = Ancestral(model, 2)) sampler.Sample(slow, new SamplingOptions { Seed = 4 });
        for (var i = 0; i < 2; i++)
        {
            fast[i].ToArray().ShouldBe(slow[i].ToArray());
            for (var channel = 0; channel < 3; channel++)
                fast[i].Slice(channel * 24, 10).ToArray().ShouldBe(levels.AsSpan((i * 3 + channel) * 24, 10).ToArray());
        }
    }

    [Fact]
    public void Mistake_13_all_colours_of_a_pixel_are_drawn_at_once_so_that_their_joint_distribution_is_lost()
    {
        // All channels drawn at once would give the product of the marginals, which differs.
        var image = new ImageShape(3, 1, 1, 2);
        using var model = new TinyModel("pixelcnn", image, 3, ("Likelihood", "softmax"));
        using (TorchSharp.torch.no_grad())
            foreach (var (name, parameter) in model.Module.named_parameters()) parameter.mul_(name.EndsWith("bias", StringComparison.Ordinal) ? 0 : 4);
        var every = SomeImages.All(image);
        using var scope = TorchSharp.torch.NewDisposeScope();
        var exact = model.MapNats(SomeImages.ToTensor(every, image)).Select(nats => Math.Exp(-nats)).ToArray();
        const int Count = 40_000;
        var counts = new int[8];
        foreach (var sample in Draw(Incremental(model, 1000), model, Count)) counts[sample[0] + 2 * sample[1] + 4 * sample[2]]++;
        for (var i = 0; i < 8; i++)
            ((double)counts[i] / Count).ShouldBe(exact[i], 5 * Math.Sqrt(exact[i] * (1 - exact[i]) / Count) + 1e-9);
        var marginals = Enumerable.Range(0, 3).Select(c => Enumerable.Range(0, 8).Where(i => (i >> c & 1) == 1).Sum(i => exact[i])).ToArray();
        var independent = Enumerable.Range(0, 8).Select(i => Enumerable.Range(0, 3).Aggregate(1.0, (p, c) => p * ((i >> c & 1) == 1 ? marginals[c] : 1 - marginals[c])));
        independent.Zip(exact).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeGreaterThan(0.02);
    }

    [Fact]
    public void A_low_temperature_draws_the_likeliest_levels_and_a_high_one_all_alike()
    {
        var likelihood = new SoftmaxLikelihood();
        var image = new ImageShape(1, 40, 50, 4);
        Share(1e-3).ShouldBe([0, 0, 1, 0]);
        Share(1e6).ShouldAllBe(share => Math.Abs(share - 0.25) < 0.05);

        double[] Share(double temperature)
        {
            var canvas = Canvas.Empty(image, 1);
            using var sampler = new RasterSampler("fixed", likelihood, [new FixedConditionals(image, [0, 1, 1.5, -1])]);
            sampler.Sample(canvas, new SamplingOptions { Temperature = temperature });
            var levels = canvas[0].ToArray();
            return [.. Enumerable.Range(0, 4).Select(level => levels.Count(value => value == level) / 2000.0)];
        }
    }

    [Fact]
    public void Weights_that_are_not_finite_are_told_of()
    {
        var image = new ImageShape(1, 2, 2, 4);
        using var sampler = new RasterSampler("fixed", new SoftmaxLikelihood(), [new FixedConditionals(image, [0, double.NaN, 0, 0])]);
        Should.Throw<ModelException>(() => sampler.Sample(Canvas.Empty(image, 1), new SamplingOptions()))
            .Message.ShouldBe("The model's output is not finite; its weights hold NaN or infinity.");
    }

    sealed class ProgressList(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }

    static ISampler Ancestral(TinyModel model, int batch) => Samplers.CreateAncestral(model.Module, model.Likelihood, batch);

    static ISampler Incremental(TinyModel model, int batch) =>
        Samplers.CreateIncremental<double>(model.Description, model.Likelihood, model.Weights, batch);

    static byte[][] Draw(ISampler sampler, TinyModel model, int count, ulong seed = 1)
    {
        using var _ = sampler;
        var canvas = model.EmptyCanvas(count);
        sampler.Sample(canvas, new SamplingOptions { Seed = seed });
        return [.. Enumerable.Range(0, count).Select(i => canvas[i].ToArray())];
    }
}
