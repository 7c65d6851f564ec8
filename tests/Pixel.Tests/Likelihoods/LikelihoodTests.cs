using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Likelihoods;
using Pixel.Networks;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Likelihoods;

public sealed class LikelihoodTests
{
    [Fact]
    public void Mistake_11_nats_and_bits_are_confused_so_that_a_uniform_model_of_256_levels_has_not_8_bits()
    {
        var image = new ImageShape(3, 4, 5, 256);
        var likelihood = new SoftmaxLikelihood();
        using var scope = NewDisposeScope();
        var output = zeros([2, likelihood.OutputFor(image).Channels, 4, 5], ScalarType.Float64);
        var nats = likelihood.NegativeLogLikelihood(output, Some.Levels(image, 2), image).data<double>().ToArray();
        nats.ShouldAllBe(value => Math.Abs(BitsPerDimension.FromNats(value, image.Dimensions) - 8) < 1e-12);
    }

    [Fact]
    public void MNIST_at_79_20_nats_is_0_1457_bits_per_dimension_and_back()
    {
        BitsPerDimension.FromNats(79.20, 784).ShouldBe(0.1457, 5e-5);
        BitsPerDimension.ToNats(BitsPerDimension.FromNats(79.20, 784), 784).ShouldBe(79.20, 1e-12);
    }

    [Theory]
    [InlineData("bernoulli", 2, 1)]
    [InlineData("softmax", 2, 1)]
    [InlineData("softmax", 5, 3)]
    [InlineData("softmax", 256, 3)]
    [InlineData("logistic-mixture", 256, 3)]
    public void The_loss_and_the_probabilities_of_the_sampler_agree_and_sum_to_1(string name, int levels, int channels)
    {
        var image = new ImageShape(channels, 2, 3, levels);
        var likelihood = LikelihoodCatalog.Shared.Find(name, new LikelihoodContext(image));
        var outputs = likelihood.OutputFor(image).Channels;
        using var scope = NewDisposeScope();
        var output = randn([1, outputs, 2, 3], ScalarType.Float64, generator: new Generator(3)) * 3;
        var bytes = Some.LevelBytes(image, 1);
        var loss = likelihood.NegativeLogLikelihood(output, Some.Levels(image, 1), image).data<double>().ToArray()[0];
        var values = output.data<double>().ToArray();
        var (nats, probabilities) = (0.0, new double[levels]);
        for (var place = 0; place < 6; place++)
            for (var channel = 0; channel < channels; channel++)
            {
                var here = Enumerable.Range(0, outputs).Select(k => values[k * 6 + place]).ToArray();
                likelihood.Probabilities(here, [], channel, probabilities);
                probabilities.Sum().ShouldBe(1, 1e-14);
                nats -= Math.Log(probabilities[bytes[channel * 6 + place]]);
            }
        nats.ShouldBe(loss, 1e-10);
    }

    [Theory]
    [InlineData(800)]
    [InlineData(-800)]
    public void Extreme_logits_give_finite_probabilities(double logit)
    {
        var probabilities = new double[2];
        new BernoulliLikelihood().Probabilities([logit], [], 0, probabilities);
        probabilities.ShouldBe(logit > 0 ? [0.0, 1.0] : [1.0, 0.0]);
        new SoftmaxLikelihood().Probabilities([0, logit], [], 0, probabilities);
        probabilities.ShouldBe(logit > 0 ? [0.0, 1.0] : [1.0, 0.0]);
    }

    [Theory]
    [InlineData(KernelPath.Managed, 20)]
    [InlineData(KernelPath.Torch, 20)]
    [InlineData(KernelPath.Managed, 60)]
    [InlineData(KernelPath.Managed, -60)]
    public void The_nats_of_a_model_that_is_sure_keep_their_precision_in_single_precision(KernelPath path, float logit)
    {
        using var model = new TinyModel("pixelcnn", Some.Gray);
        model.Module.to(ScalarType.Float32);
        model.Module.Kernels = path;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (name, parameter) in model.Module.named_parameters())
            if (name.StartsWith("output.", StringComparison.Ordinal)) parameter.fill_(name == "output.bias" ? logit : 0);
        var images = torch.ones([1, 1, 5, 7], ScalarType.Float32);
        var nats = TeacherForcing.Nats(model.Module, model.Likelihood, images).Image.data<float>().ToArray()[0];
        var expected = 35 * (logit > 0 ? Math.Exp(-logit) : -logit); // log(1 + e⁻ˣ)
        (nats / expected).ShouldBe(1, 1e-6);
    }

    [Fact]
    public void Bernoulli_refuses_images_of_more_than_two_levels() =>
        Should.Throw<ModelException>(() => LikelihoodCatalog.Shared.Find("bernoulli", new LikelihoodContext(new ImageShape(1, 2, 2, 256))))
            .Message.ShouldBe("The bernoulli likelihood is for 2 levels, the images have 256; use 'softmax', or 'data.levels: 2'.");
}
