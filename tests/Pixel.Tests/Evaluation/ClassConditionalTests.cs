using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Host.Evaluation;
using Pixel.Host.Models;
using Pixel.Networks;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Evaluation;

/// <summary>The likelihood of images given their labels, and Bayes' rule on a network.</summary>
public sealed class ClassConditionalTests
{
    const int Classes = 3;

    public static TheoryData<string> Names => ["pixelcnn", "gated-pixelcnn", "row-lstm", "diagonal-bilstm", "multi-scale", "pixelcnn-plus-plus"];

    static readonly ImageShape Image = new(1, 8, 4, 2);

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_image_is_evaluated_given_its_own_label_whatever_the_batch(string architecture)
    {
        using var model = Create(architecture, Image);
        int[] labels = [2, 0, 0, 1, 2, 1, 0];
        var levels = Some.LevelBytes(Image, labels.Length);
        var images = LabelledImages.Of(Image, Classes, levels, labels);
        var mean = labels.Select((label, i) => Nats(model, levels[(i * Image.Dimensions)..((i + 1) * Image.Dimensions)], label)).Average();
        foreach (var batch in new[] { 1, 3, 7 })
            Evaluator.Evaluate(model.Module, model.Likelihood, images, batch).NatsPerImage.ShouldBe(mean, 1e-10);
        var other = ModelLabels.All(images, images.Classes!, 1);
        Math.Abs(Evaluator.Evaluate(model.Module, model.Likelihood, other, 7).NatsPerImage - mean).ShouldBeGreaterThan(1e-4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bayes_rule_takes_the_likelihoods_given_each_label_and_the_true_one_is_told_too(string architecture)
    {
        using var model = Create(architecture, Image);
        int[] labels = [2, 0, 1, 1, 2];
        var levels = Some.LevelBytes(Image, labels.Length);
        var images = LabelledImages.Of(Image, Classes, levels, labels);
        var shares = new List<double>();
        var (result, classification) = BayesClassifier.Evaluate(model.Module, model.Likelihood, images, 2, new Shares(shares));
        result.ShouldBe(Evaluator.Evaluate(model.Module, model.Likelihood, images, 2));
        var given = labels.Select((_, i) => Enumerable.Range(0, Classes).Select(y => Nats(model, levels[(i * Image.Dimensions)..((i + 1) * Image.Dimensions)], y)).ToArray()).ToArray();
        classification.MarginalNatsPerImage.ShouldBe(given.Average(nats => -Math.Log(nats.Average(of => Math.Exp(-of)))), 1e-10);
        classification.Correct.ShouldBe(given.Select((nats, i) => Array.IndexOf(nats, nats.Min()) == labels[i] ? 1 : 0).Sum());
        classification.Confusion.Select(row => row.Sum()).ShouldBe([1, 2, 2]);
        shares.Count.ShouldBe(3 * Classes);
        shares.ShouldBe(shares.Order());
        shares[^1].ShouldBe(1, 1e-15);
    }

    [Fact]
    public void The_marginal_over_the_classes_is_a_likelihood_of_all_images()
    {
        var image = new ImageShape(1, 2, 2, 2);
        using var model = Create("gated-pixelcnn", image);
        Enumerable.Range(0, 16).Sum(x => Math.Exp(-BayesClassifier.Evaluate(
            model.Module, model.Likelihood, LabelledImages.Of(image, Classes, [.. Enumerable.Range(0, 4).Select(bit => (byte)(x >> bit & 1))], 0), 1).Classification.MarginalNatsPerImage)).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Images_without_labels_or_with_those_of_other_classes_are_refused()
    {
        using var model = Create("pixelcnn", Image);
        Should.Throw<ArgumentException>(() => Evaluator.Evaluate(model.Module, model.Likelihood, new RandomImageSet(Image, 2), 2)).Message
            .ShouldStartWith("random has no labels; the network is conditioned on 3 classes.");
        Should.Throw<ArgumentException>(() => Evaluator.Evaluate(model.Module, model.Likelihood, LabelledImages.Of(Image, 10, new byte[Image.Dimensions], 7), 2)).Message
            .ShouldStartWith("given has 10 classes; the network is conditioned on 3 classes.");
        using var unconditional = new TinyModel("pixelcnn", Image);
        Should.Throw<ArgumentException>(() => BayesClassifier.Evaluate(unconditional.Module, unconditional.Likelihood, LabelledImages.Of(Image, 3, new byte[Image.Dimensions], 1), 2));
    }

    [Fact]
    public void A_network_that_knows_no_classes_does_not_look_at_labels()
    {
        using var model = new TinyModel("pixelcnn", Image);
        var levels = Some.LevelBytes(Image, 2);
        Evaluator.Evaluate(model.Module, model.Likelihood, LabelledImages.Of(Image, 3, levels, 1, 2), 2).NatsPerImage
            .ShouldBe(model.MapNats(Some.Levels(Image, 2)).Average(), 1e-10);
    }

    static CheckedModel Create(string architecture, ImageShape image)
    {
        var plugin = Plugins.Find(architecture);
        var options = (ModelOptions)Activator.CreateInstance(plugin.OptionsType)!;
        (options.Hidden, options.Layers, options.Head) = (6, 1, 6);
        return new CheckedModel(plugin, options, image, Plugins.Catalog, classes: Classes);
    }

    static double Nats(CheckedModel model, byte[] image, int label)
    {
        using var scope = NewDisposeScope();
        var context = new ForwardContext { Conditions = new Conditions(Labels: tensor(new[] { (long)label })) };
        var (nats, small) = TeacherForcing.Nats(model.Module, model.Likelihood, SomeImages.ToTensor(image, model.Description.Image), context);
        return nats.ToDouble() + (small?.ToDouble() ?? 0);
    }

    sealed class Shares(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
