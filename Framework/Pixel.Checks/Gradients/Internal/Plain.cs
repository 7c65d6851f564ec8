using Pixel.Contracts;
using Pixel.Networks;
using static TorchSharp.torch;

namespace Pixel.Checks.Gradients.Internal;

/// <summary>Tensors as plain numbers.</summary>
static class Plain
{
    /// <summary>The values in float64.</summary>
    public static double[] Values(Tensor tensor) => NetworkWeights.ToWeight(tensor).As<double>();

    /// <summary>The gradient that a backward pass left; zeros if it left none.</summary>
    public static double[] Gradient(Tensor variable)
    {
        using var scope = NewDisposeScope();
        return variable.grad is { } gradient ? Values(gradient) : new double[variable.numel()];
    }

    /// <summary>The values and shape in float64.</summary>
    public static WeightTensor Weight(Tensor tensor) => new([.. tensor.shape], Values(tensor));
}
