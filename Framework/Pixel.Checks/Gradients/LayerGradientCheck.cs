using Pixel.Checks.Gradients.Internal;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Models;
using Pixel.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Checks.Gradients;

/// <summary>Checks one layer, with random weights and inputs, against the oracle and against central differences.</summary>
/// <param name="layer">The layer.</param>
/// <param name="sources">The layers whose outputs it reads; only their channels matter, and whether one is the image itself.</param>
/// <param name="image">The image, which gives the height and width of the maps.</param>
/// <param name="options">How to check; by default two images on the CPU in float64.</param>
public sealed class LayerGradientCheck(
    LayerDescription layer, IReadOnlyList<LayerDescription> sources, ImageShape image, GradientCheckOptions? options = null)
{
    readonly GradientCheckOptions _options = options ?? new GradientCheckOptions();

    /// <summary>The layer that this one should be, which the oracle computes; null for the layer itself.</summary>
    public LayerDescription? Claim { get; init; }

    /// <summary>The smaller image, for a layer that reads it.</summary>
    public ImageShape? SmallImage { get; init; }

    /// <summary>Checks the layer.</summary>
    /// <exception cref="ModelException">The layer does not fit its inputs.</exception>
    /// <exception cref="ExperimentException">There is no such device.</exception>
    public IReadOnlyList<GradientRow> Run()
    {
        TorchLibrary.Load();
        layer.Validate([.. sources.Select(source => source.Output)]);
        var random = new RandomValues(_options.Seed);
        using var exact = Devices.Place(layer.CreateModule(), _options.Device);
        using var tested = Devices.Place(layer.CreateModule(), _options.Device);
        (exact.Kernels, tested.Kernels) = (_options.Kernels, _options.Kernels);
        exact.to(ScalarType.Float64);
        if (!_options.IsSingle) tested.to(ScalarType.Float64);
        using (var scope = NewDisposeScope())
        using (var _ = no_grad())
        {
            foreach (var parameter in layer.Parameters) tested.get_parameter(parameter.Name)!.copy_(random.Tensor([.. parameter.Shape]));
            // In float32 both take the rounded values.
            foreach (var (name, parameter) in tested.named_parameters()) exact.get_parameter(name)!.copy_(parameter);
        }
        exact.eval();
        tested.eval();
        var node = new NodeDescription(layer.Kind, layer, [.. Enumerable.Range(0, sources.Count)]);
        return new LayerRows(node, Claim ?? layer, sources, image, SmallImage, _options, random).Compare(tested, exact);
    }
}
