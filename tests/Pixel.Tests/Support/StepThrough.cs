using Pixel.Networks;
using static TorchSharp.torch;

namespace Pixel.Tests.Support;

/// <summary>Compares the faces of a model on random images.</summary>
static class StepThrough
{
    /// <summary>The largest difference between the outputs of the step face and of the map face.</summary>
    public static double Difference(TinyModel model, int batch)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var map = model.Forward(Some.Levels(model.Description.Image, batch)).data<double>().ToArray();
        return Outputs(model, Some.LevelBytes(model.Description.Image, batch), batch).Zip(map).Max(pair => Math.Abs(pair.First - pair.Second));
    }

    /// <summary>All outputs, (B, output channels, H, W), by the step face.</summary>
    static double[] Outputs(TinyModel model, byte[] levels, int batch)
    {
        var image = model.Description.Image;
        var channels = model.Description.Output.Channels;
        var network = new StepNetwork<double>(model.Description, model.Weights, batch);
        var outputs = new double[batch * channels * image.Height * image.Width];
        for (var pass = 0; pass < 2; pass++) // the second pass finds the buffers used
        {
            network.Begin(model.SmallImages(batch));
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
