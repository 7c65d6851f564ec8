using System.Numerics;
using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Layers;

/// <summary>Weight normalisation (Salimans and Kingma, 2016): w = g · v / ‖v‖ for each output channel, as PixelCNN++ trains its layers.</summary>
static class NormedWeight
{
    const double Negligible = 0.1; // of a sum of numbers about 1 with weights of length 1

    /// <summary>What directions are drawn from (PixelCNN++'s released code).</summary>
    public static Initialiser Direction { get; } = new NormalInitialiser(0.05);

    /// <summary>The weight.</summary>
    /// <param name="direction">v, silent taps zero.</param>
    /// <param name="gain">g, (out); null for 1.</param>
    /// <param name="output">The dimension of v that counts the output channels.</param>
    /// <returns>As v.</returns>
    public static Tensor Of(Tensor direction, Tensor? gain, int output)
    {
        long[] others = [.. Enumerable.Range(0, (int)direction.dim()).Where(dimension => dimension != output)];
        var length = direction.square().sum(others, keepdim: true).sqrt();
        return gain is null ? direction / length : direction * (gain.view([.. length.shape]) / length);
    }

    /// <summary>The weight on plain memory, for the step face.</summary>
    /// <typeparam name="T">The arithmetic.</typeparam>
    /// <param name="direction">v, row-major.</param>
    /// <param name="gain">g, (out).</param>
    /// <param name="isSilent">Whether the mask silences an element.</param>
    /// <param name="outputOf">The output channel of an element.</param>
    public static T[] Of<T>(T[] direction, T[] gain, Func<int, bool> isSilent, Func<int, int> outputOf) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var squares = new double[gain.Length];
        for (var i = 0; i < direction.Length; i++)
            if (!isSilent(i)) squares[outputOf(i)] += double.CreateTruncating(direction[i]) * double.CreateTruncating(direction[i]);
        var weight = new T[direction.Length];
        for (var i = 0; i < weight.Length; i++)
            weight[i] = T.CreateTruncating(double.CreateTruncating(direction[i]) * double.CreateTruncating(gain[outputOf(i)]) / Math.Sqrt(squares[outputOf(i)]));
        return weight;
    }

    /// <summary>Sets gain and bias so that each output channel has mean 0 and a given deviation over a batch.</summary>
    /// <param name="output">What the layer gives with a gain of 1 and no bias, (B, out, H, W).</param>
    /// <param name="gain">g, (out).</param>
    /// <param name="bias">(out).</param>
    /// <param name="deviation">The deviation.</param>
    public static void InitializeFrom(Tensor output, Tensor gain, Tensor bias, double deviation = 1)
    {
        var mean = output.mean([0L, 2, 3]); // (out)
        var spread = (output - mean.view(1, -1, 1, 1)).square().mean([0L, 2, 3]).sqrt(); // (out)
        // A channel that hardly varies over the batch would only have its rounding errors blown up, layer after layer.
        var scale = deviation / where(spread > Negligible, spread, ones_like(spread)); // (out)
        gain.copy_(scale);
        bias.copy_(-mean * scale);
    }
}
