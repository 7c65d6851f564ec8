using Pixel.Contracts;
using Pixel.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Checks.Gradients.Internal;

/// <summary>Checks one layer alone, on random inputs and a random cotangent.</summary>
/// <param name="node">The layer and its name.</param>
/// <param name="claim">The layer that it should be: the oracle computes this one.</param>
/// <param name="sources">The layers that give its inputs.</param>
/// <param name="image">The image.</param>
/// <param name="small">The smaller image of a conditional network.</param>
/// <param name="options">How to check.</param>
/// <param name="random">The random inputs.</param>
sealed class LayerRows(
    NodeDescription node, LayerDescription claim, IReadOnlyList<LayerDescription> sources, ImageShape image, ImageShape? small,
    GradientCheckOptions options, RandomValues random)
{
    readonly Tolerance _exact = Tolerance.Exact(options.IsSingle, options.Device != "cpu");

    /// <summary>Compares the layer's faces.</summary>
    /// <param name="tested">The map face, in the precision to check.</param>
    /// <param name="exact">The same in float64, with the same weights; it may be the same module.</param>
    public IReadOnlyList<GradientRow> Compare(LayerModule tested, LayerModule exact)
    {
        using var scope = NewDisposeScope();
        var type = options.IsSingle ? ScalarType.Float32 : ScalarType.Float64;
        Tensor[] inputs = [.. Inputs().Select(input => input.to_type(type).to(Target))];
        Tensor[] variables = [.. inputs.Select(input => input.detach().clone().requires_grad_())];
        tested.zero_grad();
        var output = tested.forward(variables);
        var cotangent = random.Tensor(output.shape).to_type(type).to(Target);
        var weighted = (output * cotangent).sum();
        if (weighted.requires_grad) weighted.backward();

        var gradients = new List<Gradient>();
        Tensor[] exactInputs = [.. inputs.Select(input => input.to_type(ScalarType.Float64, copy: true))];
        foreach (var i in Enumerable.Range(0, inputs.Length))
            gradients.Add(new(inputs.Length == 1 ? "input" : $"input {i + 1}", exactInputs[i], Plain.Gradient(variables[i]), values => values.Inputs[i]));
        foreach (var parameter in node.Layer.Parameters)
            gradients.Add(new(
                parameter.Name, exact.get_parameter(parameter.Name)!, Plain.Gradient(tested.get_parameter(parameter.Name)!),
                values => values.Parameters[parameter.Name]));

        var weights = node.Layer.Parameters.ToDictionary(
            parameter => parameter.Name, parameter => Plain.Weight(tested.get_parameter(parameter.Name)!));
        WeightTensor[] plain = [.. inputs.Select(Plain.Weight)];
        var oracle = Oracle.Supports(claim) ? Oracle.Evaluate(claim, plain, weights, Plain.Weight(cotangent)) : null;

        var rows = new List<GradientRow>();
        if (oracle is not null) rows.Add(Exact("output", output.shape, Plain.Values(output), oracle.Output, ComparedWith.Oracle));
        if (node.Layer.HasStepFace && node.Inputs.Count + (node.Layer.ReadsSmallImage ? 1 : 0) > 0)
            rows.Add(Exact(
                "step face", output.shape, options.IsSingle ? Step<float>(plain, weights) : Step<double>(plain, weights),
                oracle?.Output ?? Plain.Weight(output), oracle is null ? ComparedWith.MapFace : ComparedWith.Oracle));
        if (oracle is not null)
            foreach (var gradient in gradients)
                rows.Add(Exact(gradient.Name, gradient.Variable.shape, gradient.Values, gradient.Expected(oracle), ComparedWith.Oracle));
        var exactCotangent = cotangent.to_type(ScalarType.Float64);
        var differences = new CentralDifferences(() => Value(exact, exactInputs, exactCotangent), random, options.IsSingle, options.Device != "cpu");
        foreach (var gradient in gradients)
        {
            var (deviation, tolerance) = differences.Compare(gradient.Variable, gradient.Values, options.Elements, options.Directions);
            rows.Add(new GradientRow(
                node.Name, gradient.Name, gradient.Variable.shape, true, ComparedWith.Differences, deviation, tolerance.Relative));
        }
        return rows;
    }

    Device Target => Placement.Of(options.Device);

    double[] Step<T>(WeightTensor[] inputs, Dictionary<string, WeightTensor> weights)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        LayerStepFace<T>.Run(node.Layer, inputs, sources, weights, image, small);

    IEnumerable<Tensor> Inputs()
    {
        if (node.Layer.ReadsSmallImage) return [random.Levels(small!, options.Images)];
        if (sources.Count == 0) return [random.Levels(image, options.Images)];
        return [.. sources.Select(source => random.Tensor(options.Images, source.Output.Channels, image.Height, image.Width))];
    }

    static double Value(LayerModule module, Tensor[] inputs, Tensor cotangent)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return (module.forward(inputs) * cotangent).sum().ToDouble();
    }

    GradientRow Exact(string tensor, long[] shape, double[] actual, WeightTensor expected, ComparedWith against) => new(
        node.Name, tensor, shape, true, against, Deviation.Of(actual, expected.As<double>(), shape, _exact), _exact.Relative);

    /// <summary>A gradient of the map face, the variable that it is for, and where the oracle has it.</summary>
    sealed record Gradient(string Name, Tensor Variable, double[] Values, Func<LayerValues, WeightTensor> Expected);
}
