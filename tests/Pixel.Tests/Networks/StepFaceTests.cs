using Pixel.Contracts;
using Pixel.Networks;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Networks;

public sealed class StepFaceTests
{
    public static TheoryData<string, bool> Variants => Architectures.VariantsAndColours();

    [Theory]
    [MemberData(nameof(Variants))]
    public void Stepping_through_images_gives_the_map_of_the_map_face(string variant, bool rgb)
    {
        var image = rgb ? Some.Rgb : Some.Gray;
        using var model = Architectures.Create(variant, image);
        foreach (var batch in new[] { 1, 3 })
        {
            using var scope = NewDisposeScope();
            var levels = Some.Levels(image, batch);
            using var _ = no_grad();
            var map = model.Module.forward(levels).data<double>().ToArray();
            var step = StepThrough(model, Some.LevelBytes(image, batch), batch);
            step.Zip(map).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeLessThan(1e-12);
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

    /// <summary>All outputs, (B, output channels, H, W), by the step face.</summary>
    static double[] StepThrough(TinyModel model, byte[] levels, int batch)
    {
        var image = model.Description.Image;
        var channels = model.Description.Output.Channels;
        var network = new StepNetwork<double>(model.Description, model.Weights, batch);
        var outputs = new double[batch * channels * image.Height * image.Width];
        for (var pass = 0; pass < 2; pass++) // the second pass finds the buffers used
        {
            network.Begin();
            for (var row = 0; row < image.Height; row++)
            {
                network.BeginRow(row);
                for (var column = 0; column < image.Width; column++)
                {
                    for (var channel = 0; channel < image.Channels; channel++)
                    {
                        network.Step(row, column, channel);
                        for (var i = 0; i < batch; i++)
                            network.Set(row, column, channel, i, levels[((i * image.Channels + channel) * image.Height + row) * image.Width + column]);
                    }
                    for (var i = 0; i < batch; i++)
                        for (var k = 0; k < channels; k++)
                            outputs[((i * channels + k) * image.Height + row) * image.Width + column] = network.Output(row, column, i)[k];
                }
            }
        }
        return outputs;
    }
}
