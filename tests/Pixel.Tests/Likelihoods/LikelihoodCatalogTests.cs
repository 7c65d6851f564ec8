using Pixel.Contracts;
using Pixel.Likelihoods;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Likelihoods;

public sealed class LikelihoodCatalogTests
{
    [Theory]
    [InlineData(1, 2, false, "bernoulli")]
    [InlineData(3, 256, false, "softmax")]
    [InlineData(3, 2, true, "bernoulli")]
    [InlineData(1, 256, true, "softmax")]
    [InlineData(3, 256, true, "logistic-mixture")]
    public void Auto_is_what_suits_images_and_network(int channels, int levels, bool wholePixels, string expected)
    {
        var context = new LikelihoodContext(new ImageShape(channels, 2, 2, levels), wholePixels);
        var likelihood = LikelihoodCatalog.Shared.Find("auto", context);
        likelihood.Name.ShouldBe(expected);
        likelihood.OutputFor(context.Image).Groups.ShouldBe(wholePixels ? 1 : channels);
        likelihood.IsBound.ShouldBeFalse();
    }

    [Fact]
    public void An_architecture_s_options_say_which_of_how_many_components_and_it_says_whether_pixels_are_whole()
    {
        var options = new ModelOptions { Likelihood = "logistic-mixture", Components = 4 };
        var likelihood = LikelihoodCatalog.Shared.Find(new WholePixelNet(), options, Some.Rgb).ShouldBeOfType<LogisticMixtureLikelihood>();
        (likelihood.Components, likelihood.WholePixels).ShouldBe((4, true));
        Plugins.Find("pixelcnn").WholePixels.ShouldBeFalse();
    }

    [Fact]
    public void A_name_that_is_not_there_is_told_with_all_that_are()
    {
        var catalog = new LikelihoodCatalog([new Halved()]);
        catalog.Names.ShouldBe(["auto", "bernoulli", "softmax", "logistic-mixture", "gaussian-mixture", "halved"]);
        catalog.Find("halved", new LikelihoodContext(Some.Gray)).ShouldBeOfType<SoftmaxLikelihood>();
        Should.Throw<ModelException>(() => catalog.Find("soft-max", new LikelihoodContext(Some.Gray))).Message.ShouldBe(
            "There is no likelihood 'soft-max'; known are auto, bernoulli, softmax, logistic-mixture, gaussian-mixture, halved.");
    }

    [Fact]
    public void Softmax_of_whole_pixels_takes_one_group_and_gives_the_same_nats()
    {
        var image = new ImageShape(3, 2, 3, 5);
        var (whole, grouped) = (new SoftmaxLikelihood(wholePixels: true), new SoftmaxLikelihood());
        whole.OutputFor(image).ShouldBe(new ChannelGroups(15, 1));
        using var scope = NewDisposeScope();
        var output = tensor(Some.Numbers<double>(1, 2 * 15 * 6), [2, 15, 2, 3]);
        whole.NegativeLogLikelihood(output, Some.Levels(image, 2), image).data<double>().ToArray()
            .ShouldBe(grouped.NegativeLogLikelihood(output, Some.Levels(image, 2), image).data<double>().ToArray());
    }

    /// <summary>A likelihood of a plug-in.</summary>
    sealed class Halved : ILikelihoodFamily
    {
        public string Name => "halved";

        public string Summary => "";

        public ILikelihood Create(LikelihoodContext context) => new SoftmaxLikelihood();
    }

    sealed class WholePixelNet : IArchitecture
    {
        public string Name => "whole";

        public string Summary => "";

        public Type OptionsType => typeof(ModelOptions);

        public bool WholePixels => true;

        public NetworkDescription Build(ModelOptions options, BuildContext context) => throw new NotSupportedException();
    }
}
