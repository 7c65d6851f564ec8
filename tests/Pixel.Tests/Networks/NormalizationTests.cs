using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Sampling;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Networks;

public sealed class NormalizationTests
{
    public static TheoryData<string> Variants => [.. Architectures.Variants];

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_probabilities_of_all_81_gray_images_of_2x2_pixels_and_3_levels_sum_to_1(string variant) =>
        SumOfAll(variant, new ImageShape(1, 2, 2, 3)).ShouldBe(1, 1e-9);

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_probabilities_of_all_4096_RGB_images_of_2x2_pixels_and_2_levels_sum_to_1(string variant) =>
        SumOfAll(variant, new ImageShape(3, 2, 2, 2)).ShouldBe(1, 1e-9);

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_step_face_gives_every_image_the_likelihood_of_the_map_face(string variant)
    {
        var image = new ImageShape(3, 2, 2, 2);
        using var model = Architectures.Create(variant, image);
        model.TrainOneStep(seed: 5);
        var levels = Some.LevelBytes(image, 9);
        using var scope = NewDisposeScope();
        var map = model.MapNats(SomeImages.ToTensor(levels, image));
        StepNats(model, levels, 9).Zip(map).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-12);
    }

    static double SumOfAll(string variant, ImageShape image)
    {
        using var model = Architectures.Create(variant, image);
        model.TrainOneStep(seed: 5);
        using var scope = NewDisposeScope();
        var levels = SomeImages.ToTensor(SomeImages.All(image), image);
        int?[] labels = model.Description.Classes == 0 ? [null] : [.. Enumerable.Range(0, model.Description.Classes).Select(label => (int?)label)];
        return labels.Average(label => model.MapNats(levels, label).Sum(nats => Math.Exp(-nats)));
    }

    static double[] StepNats(TinyModel model, byte[] levels, int count)
    {
        var image = model.Description.Image;
        using var conditionals = new StepConditionals<double>(model.Description, model.Weights, count);
        var nats = new double[count];
        var probabilities = new double[image.Levels];
        conditionals.Begin(new PlainConditions(model.SmallImages(count), model.Labels(count)));
        var pixel = new byte[image.Channels];
        for (var row = 0; row < image.Height; row++)
            for (var column = 0; column < image.Width; column++)
                for (var channel = 0; channel < image.Channels; channel++)
                {
                    conditionals.MoveTo(row, column, channel);
                    for (var i = 0; i < count; i++)
                    {
                        var level = levels[((i * image.Channels + channel) * image.Height + row) * image.Width + column];
                        for (var before = 0; before < channel; before++) pixel[before] = levels[((i * image.Channels + before) * image.Height + row) * image.Width + column];
                        model.Likelihood.Probabilities(conditionals.Output(i), pixel.AsSpan(0, channel), channel, probabilities);
                        nats[i] -= Math.Log(probabilities[level]);
                        conditionals.Set(i, level);
                    }
                }
        return nats;
    }
}
