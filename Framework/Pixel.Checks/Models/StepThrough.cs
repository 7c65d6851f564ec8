using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Networks;

namespace Pixel.Checks.Models;

/// <summary>Compares the faces of a model on random images.</summary>
public static class StepThrough
{
    /// <summary>The largest difference between the outputs of the step face and of the map face, over all places and channels.</summary>
    /// <typeparam name="T">The arithmetic of the step face; the model's own type is that of the map face.</typeparam>
    /// <param name="model">The model; every layer must have a step face.</param>
    /// <param name="batch">Images in lock-step.</param>
    public static double Difference<T>(CheckedModel model, int batch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var levels = SomeImages.Levels(model.Description.Image, batch);
        return Outputs<T>(model, levels, batch).Zip(model.Outputs(levels)).Max(pair => Math.Abs(pair.First - pair.Second));
    }

    /// <summary>All outputs by the step face, given the model's small images.</summary>
    /// <typeparam name="T">The arithmetic.</typeparam>
    /// <param name="model">The model; every layer must have a step face.</param>
    /// <param name="levels">Whole images, (B, C, H, W).</param>
    /// <param name="batch">B, in lock-step.</param>
    /// <param name="kernels">The arithmetic's kernels; null for this machine's.</param>
    /// <returns>(B, output channels, H, W).</returns>
    /// <exception cref="LayerException">A layer of a plug-in reads or writes what its maps do not keep.</exception>
    public static double[] Outputs<T>(CheckedModel model, byte[] levels, int batch, VectorKernels<T>? kernels = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var image = model.Description.Image;
        var output = model.Description.Output;
        var network = new StepNetwork<T>(model.Description, model.Weights, batch, kernels);
        var outputs = new double[batch * output.Channels * image.Height * image.Width];
        for (var pass = 0; pass < 2; pass++) // the second pass finds the buffers used
        {
            network.Begin(new PlainConditions(model.SmallImages(batch), model.Labels(batch)));
            for (var row = 0; row < image.Height; row++)
            {
                network.BeginRowWatched(row);
                for (var column = 0; column < image.Width; column++)
                {
                    StepPixel(network, levels, row, column);
                    for (var i = 0; i < batch; i++)
                        for (var k = 0; k < output.Channels; k++)
                            outputs[((i * output.Channels + k) * image.Height + row) * image.Width + column] =
                                double.CreateTruncating(network.Output(row, column, i)[k]);
                }
            }
        }
        return outputs;
    }

    static void StepPixel<T>(StepNetwork<T> network, byte[] levels, int row, int column) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var image = network.Description.Image;
        for (var channel = 0; channel < image.Channels; channel++)
        {
            if (channel < network.Description.Output.Groups) network.StepWatched(row, column, channel);
            for (var i = 0; i < network.Batch; i++)
                network.Set(row, column, channel, i, levels[((i * image.Channels + channel) * image.Height + row) * image.Width + column]);
        }
    }
}
