using Pixel.Contracts;
using Pixel.Host.Pictures;
using Pixel.Sampling;
using Pixel.Tests.Support;

namespace Pixel.Tests.Pictures;

public sealed class CompleterTests
{
    public static TheoryData<string, string> ArchitecturesAndParts()
    {
        var data = new TheoryData<string, string>();
        foreach (var architecture in new[] { "pixelcnn", "row-lstm", "diagonal-bilstm" })
            foreach (var part in Occlusion.Parts) data.Add(architecture, part);
        return data;
    }

    [Theory]
    [MemberData(nameof(ArchitecturesAndParts))]
    public void Known_pixels_stand_exactly_and_both_samplers_draw_the_same(string architecture, string part)
    {
        using var model = new TinyModel(architecture, Some.Rgb);
        var (images, occlusion) = (SomeImages(Some.Rgb, 2), Occlusion.Part(part, Some.Rgb));
        var fast = Complete(Incremental(model, 4), model, images, occlusion);
        fast.ShouldBe(Complete(Samplers.CreateAncestral(model.Module, model.Likelihood, 4), model, images, occlusion));
        for (var i = 0; i < fast.Length; i++)
        {
            for (var at = 0; at < fast[i].Length; at++)
            {
                var pixel = at % (Some.Rgb.Height * Some.Rgb.Width);
                if (!occlusion.IsUnknown(pixel / Some.Rgb.Width, pixel % Some.Rgb.Width)) fast[i][at].ShouldBe(images[i / 3][at]);
            }
        }

        fast.Take(3).Select(Convert.ToHexString).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Completions_do_not_depend_on_the_batch()
    {
        using var model = new TinyModel("pixelcnn", Some.Gray);
        var (images, occlusion) = (SomeImages(Some.Gray, 3), Occlusion.Part("bottom", Some.Gray));
        var expected = Complete(Incremental(model, 9), model, images, occlusion);
        foreach (var batch in new[] { 1, 2, 7, 64 }) Complete(Incremental(model, batch), model, images, occlusion).ShouldBe(expected);
    }

    [Fact]
    public void With_nothing_unknown_a_completion_is_the_original()
    {
        using var folder = new TempFolder();
        using var model = new TinyModel("pixelcnn", Some.Gray);
        var (images, nothing) = (SomeImages(Some.Gray, 2), Occlusion.FromMask(Masks.Write(folder, Some.Gray, _ => false), Some.Gray));
        nothing.Unknown.ShouldBe(0);
        Complete(Incremental(model, 4), model, images, nothing).ShouldBe([images[0], images[0], images[0], images[1], images[1], images[1]]);
    }

    [Fact]
    public void With_all_unknown_completions_are_the_samples_of_the_same_seed()
    {
        using var folder = new TempFolder();
        using var model = new TinyModel("pixelcnn", Some.Rgb);
        var all = Occlusion.FromMask(Masks.Write(folder, Some.Rgb, _ => true), Some.Rgb);
        var canvas = Canvas.Empty(Some.Rgb, 6);
        using (var sampler = Incremental(model, 6)) sampler.Sample(canvas, new SamplingOptions { Seed = 3 });
        Complete(Incremental(model, 6), model, SomeImages(Some.Rgb, 2), all).ShouldBe(Enumerable.Range(0, 6).Select(i => canvas[i].ToArray()));
    }

    [Fact]
    public void What_is_occluded_does_not_matter_nor_do_known_pixels_after_it()
    {
        using var model = new TinyModel("diagonal-bilstm", Some.Gray);
        var (images, occlusion) = (SomeImages(Some.Gray, 1), Occlusion.Part("top", Some.Gray));
        var other = images[0].Select(level => (byte)(1 - level)).ToArray();
        var unknown = Enumerable.Range(0, Some.Gray.Dimensions).Where(i => occlusion.IsUnknown(i / Some.Gray.Width, i % Some.Gray.Width)).ToList();
        var first = Complete(Incremental(model, 3), model, images, occlusion);
        var second = Complete(Incremental(model, 3), model, [other], occlusion);
        for (var j = 0; j < 3; j++) unknown.Select(i => second[j][i]).ShouldBe(unknown.Select(i => first[j][i]));
    }

    [Fact]
    public void Images_and_occlusions_of_another_size_are_refused()
    {
        using var model = new TinyModel("pixelcnn", Some.Gray);
        var occlusion = Occlusion.Part("bottom", Some.Gray);
        // Together as long as two whole images.
        Should.Throw<ArgumentException>(() => Complete(Incremental(model, 1), model, [new byte[34], new byte[36]], occlusion)).Message
            .ShouldBe("Image 0 has 34 levels; 1×5×7, 2 levels needs 35. (Parameter 'images')");
        Should.Throw<ArgumentException>(() => Complete(Incremental(model, 1), model, SomeImages(Some.Gray, 1), Occlusion.Part("bottom", new ImageShape(1, 7, 5, 2)))).Message
            .ShouldBe("The occlusion is of 7×5 pixels, the images are of 5×7. (Parameter 'occlusion')");
        Should.Throw<ArgumentException>(() => Complete(Incremental(model, 1), model, [[.. Enumerable.Repeat((byte)2, 35)]], occlusion)).Message
            .ShouldBe("Sub-pixel 0 has level 2; the images have levels 0 to 1.");
    }

    static byte[][] SomeImages(ImageShape image, int count) => [.. Some.LevelBytes(image, count).Chunk(image.Dimensions)];

    static ISampler Incremental(TinyModel model, int batch) => new RasterSampler(
        Samplers.Incremental, model.Likelihood, [new StepConditionals<double>(model.Description, model.Weights, batch)]);

    static byte[][] Complete(ISampler sampler, TinyModel model, byte[][] images, Occlusion occlusion)
    {
        using var _ = sampler;
        var canvas = Completer.Complete(sampler, model.Description.Image, images, occlusion, 3, new SamplingOptions { Seed = 3 });
        return [.. Enumerable.Range(0, canvas.Count).Select(i => canvas[i].ToArray())];
    }
}
