using System.Numerics;
using Pixel.Kernels;
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
        return Outputs<double>(model, batch).Zip(map).Max(pair => Math.Abs(pair.First - pair.Second));
    }

    /// <summary>All outputs, (B, output channels, H, W), by the step face.</summary>
    public static T[] Outputs<T>(TinyModel model, int batch, VectorKernels<T>? kernels = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (image, channels) = (model.Description.Image, model.Description.Output.Channels);
        var levels = Some.LevelBytes(image, batch);
        var network = new StepNetwork<T>(model.Description, model.Weights, batch, kernels);
        var outputs = new T[batch * channels * image.Height * image.Width];
        for (var pass = 0; pass < 2; pass++) // the second pass finds the buffers used
        {
            network.Begin(model.SmallImages(batch));
            for (var row = 0; row < image.Height; row++)
                StepRow(network, row, levels, column =>
                {
                    for (var i = 0; i < batch; i++)
                        for (var k = 0; k < channels; k++)
                            outputs[((i * channels + k) * image.Height + row) * image.Width + column] = network.Output(row, column, i)[k];
                });
        }
        return outputs;
    }

    /// <summary>Steps through a row of given images.</summary>
    public static void StepRow<T>(StepNetwork<T> network, int row, byte[] levels, Action<int>? onPixel = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var image = network.Description.Image;
        network.BeginRow(row);
        for (var column = 0; column < image.Width; column++)
        {
            for (var channel = 0; channel < image.Channels; channel++)
            {
                network.Step(row, column, channel);
                for (var i = 0; i < network.Batch; i++)
                    network.Set(row, column, channel, i, levels[((i * image.Channels + channel) * image.Height + row) * image.Width + column]);
            }
            onPixel?.Invoke(column);
        }
    }
}
