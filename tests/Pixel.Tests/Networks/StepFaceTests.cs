using System.Numerics;
using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Networks;
using Pixel.Tests.Support;

namespace Pixel.Tests.Networks;

public sealed class StepFaceTests
{
    public static TheoryData<string, bool> Variants => Architectures.VariantsAndColours();

    public static TheoryData<VectorWidth, bool> Widths
    {
        get
        {
            var data = new TheoryData<VectorWidth, bool>();
            foreach (var width in Enum.GetValues<VectorWidth>())
                foreach (var rgb in new[] { false, true }) data.Add(width, rgb);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Stepping_through_images_gives_the_map_of_the_map_face(string variant, bool rgb)
    {
        using var model = Architectures.Create(variant, Architectures.Image(variant, rgb));
        foreach (var batch in new[] { 1, 3, 16 }) StepThrough.Difference<double>(model, batch).ShouldBeLessThan(1e-12);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_bits_depend_neither_on_the_vector_width_nor_on_the_batch(VectorWidth width, bool rgb)
    {
        foreach (var variant in new[] { "pixelcnn", "row-lstm", "diagonal-bilstm", "multi-scale", "multi-scale Network=pixelcnn" })
        {
            using var model = Architectures.Create(variant, Architectures.Image(variant, rgb));
            SameBits<float>(model, width);
            SameBits<double>(model, width);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Stepping_allocates_no_memory(string variant, bool rgb)
    {
        using var model = Architectures.Create(variant, Architectures.Image(variant, rgb));
        foreach (var batch in new[] { 1, 8 }) // few images sum a whole row at once
        {
            var network = new StepNetwork<float>(model.Description, model.Weights, batch);
            var levels = Some.LevelBytes(model.Description.Image, batch);
            network.Begin(new PlainConditions(model.SmallImages(batch), model.Labels(batch)));
            StepRow(network, 0, levels);
            var before = GC.GetAllocatedBytesForCurrentThread();
            StepRow(network, 1, levels);
            StepRow(network, 2, levels);
            GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
        }
    }

    [Theory]
    [InlineData("pixelcnn")]
    [InlineData("row-lstm")]
    [InlineData("diagonal-bilstm")]
    public void The_memory_of_an_image_grows_with_its_width_alone(string architecture)
    {
        var bytes = BytesPerImage(architecture, new ImageShape(3, 8, 9, 4), 1);
        BytesPerImage(architecture, new ImageShape(3, 80, 9, 4), 1).ShouldBe(bytes);
        BytesPerImage(architecture, new ImageShape(3, 8, 90, 4), 1).ShouldBeInRange(5 * bytes, 10 * bytes);
        BytesPerImage(architecture, new ImageShape(3, 8, 9, 4), 8).ShouldBeLessThanOrEqualTo(bytes); // sums pixel by pixel
    }

    [Theory]
    [InlineData("pixelcnn")]
    [InlineData("row-lstm")]
    [InlineData("diagonal-bilstm")]
    [InlineData("multi-scale")]
    [InlineData("multi-scale Factor=6")] // two maps between
    [InlineData("multi-scale Network=pixelcnn")]
    public void The_memory_of_an_image_is_what_is_allocated_for_one_more(string variant)
    {
        using var model = Architectures.Create(variant, new ImageShape(3, 12, 18, 4));
        var weights = model.Weights;
        var bytes = new StepNetwork<float>(model.Description, weights, 16).BytesPerImage;
        var more = Allocated(48) - Allocated(16);
        ((double)more / 32).ShouldBe(bytes, 2); // lengths of arrays are rounded up

        long Allocated(int batch)
        {
            var least = long.MaxValue;
            for (var i = 0; i < 3; i++) // the runtime may allocate what is its own, such as for a method that it compiles
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                new StepNetwork<float>(model.Description, weights, batch);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            return least;
        }
    }

    [Theory] // the table of docs/architectures.md
    [InlineData("pixelcnn", 49, 105)]
    [InlineData("row-lstm", 89, 184)]
    [InlineData("diagonal-bilstm", 104, 212)]
    public void The_memory_of_an_image_is_what_the_documentation_says(string architecture, long gray, long rgb)
    {
        (string, object)[] small = [("Hidden", 16), ("Layers", 7), ("Head", 32)];
        (string, object)[] large = [("Hidden", 48), ("Layers", 4), ("Head", 192), ("Likelihood", "softmax")];
        KibibytesPerImage(new ImageShape(1, 28, 28, 2), small).ShouldBe(gray);
        KibibytesPerImage(new ImageShape(3, 32, 32, 256), large).ShouldBe(rgb);

        long KibibytesPerImage(ImageShape image, (string, object)[] options)
        {
            using var model = new TinyModel(architecture, image, 1, options);
            return (long)Math.Round(new StepNetwork<float>(model.Description, model.Weights, 8).BytesPerImage / 1024.0);
        }
    }

    [Fact]
    public void Weights_of_another_shape_are_refused_by_name()
    {
        using var small = new TinyModel("pixelcnn", Some.Gray);
        using var wide = new TinyModel("pixelcnn", Some.Gray, 1, ("Hidden", 16));
        Should.Throw<ModelException>(() => new StepNetwork<float>(wide.Description, small.Weights, 1))
            .Message.ShouldBe("The weights' 'input.weight' has shape (24, 1, 7, 7), the network needs (32, 1, 7, 7); they belong to another network.");
    }

    /// <summary>The outputs of a batch at a width are those of its images alone, one number at a time.</summary>
    static void SameBits<T>(TinyModel model, VectorWidth width) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var alone = Outputs(1, VectorWidth.Scalar);
        foreach (var batch in new[] { 1, 5, 8 }) Outputs(batch, width).AsSpan(0, alone.Length).SequenceEqual(alone).ShouldBeTrue($"{width}, {batch} images");

        double[] Outputs(int batch, VectorWidth bits) =>
            StepThrough.Outputs(model, Some.LevelBytes(model.Description.Image, batch), batch, VectorKernels<T>.Of(bits));
    }

    static void StepRow(StepNetwork<float> network, int row, byte[] levels)
    {
        var image = network.Description.Image;
        network.BeginRow(row);
        for (var column = 0; column < image.Width; column++)
            for (var channel = 0; channel < image.Channels; channel++)
            {
                if (channel < network.Description.Output.Groups) network.Step(row, column, channel);
                for (var i = 0; i < network.Batch; i++)
                    network.Set(row, column, channel, i, levels[((i * image.Channels + channel) * image.Height + row) * image.Width + column]);
            }
    }

    static long BytesPerImage(string architecture, ImageShape image, int batch)
    {
        using var model = new TinyModel(architecture, image);
        return new StepNetwork<float>(model.Description, model.Weights, batch).BytesPerImage;
    }
}
