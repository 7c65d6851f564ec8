using System.Numerics;
using Pixel.Contracts;
using Pixel.Networks;

namespace Pixel.Checks.Gradients.Internal;

/// <summary>Runs the step face of a network over whole images.</summary>
static class NetworkStepFace
{
    /// <summary>Steps through the images.</summary>
    /// <typeparam name="T">The arithmetic.</typeparam>
    /// <param name="description">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="levels">The images, (B, C, H, W).</param>
    /// <param name="small">The smaller images of a conditional network, (B, C, s, s).</param>
    /// <returns>(B, output channels, H, W).</returns>
    public static double[] Run<T>(NetworkDescription description, WeightSet weights, WeightTensor levels, WeightTensor? small)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (image, channels, batch) = (description.Image, description.Output.Channels, (int)levels.Shape[0]);
        var (given, network) = (Bytes(levels), new StepNetwork<T>(description, weights, batch));
        var outputs = new double[batch * channels * image.Height * image.Width];
        network.Begin(small is null ? [] : Bytes(small));
        for (var row = 0; row < image.Height; row++)
        {
            network.BeginRow(row);
            for (var column = 0; column < image.Width; column++)
            {
                for (var channel = 0; channel < image.Channels; channel++)
                {
                    network.Step(row, column, channel);
                    for (var i = 0; i < batch; i++)
                        network.Set(row, column, channel, i, given[((i * image.Channels + channel) * image.Height + row) * image.Width + column]);
                }
                for (var i = 0; i < batch; i++)
                    for (var k = 0; k < channels; k++)
                        outputs[((i * channels + k) * image.Height + row) * image.Width + column] = double.CreateTruncating(network.Output(row, column, i)[k]);
            }
        }
        return outputs;
    }

    static byte[] Bytes(WeightTensor levels) => Array.ConvertAll(levels.As<double>(), level => (byte)level);
}
