using System.Numerics;
using Pixel.Contracts;
using Pixel.Networks;
using Pixel.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Checks.Gradients.Internal;

/// <summary>Checks a whole network: the likelihood of random images, with teacher forcing, and all its gradients.</summary>
/// <param name="network">The network.</param>
/// <param name="claim">The network that it should be: the oracle computes this one.</param>
/// <param name="likelihood">The likelihood of its output.</param>
/// <param name="options">How to check.</param>
/// <param name="random">The random images.</param>
sealed class NetworkRows(
    NetworkDescription network, NetworkDescription claim, ILikelihood likelihood, GradientCheckOptions options, RandomValues random)
{
    readonly Tolerance _exact = Tolerance.Exact(options.IsSingle, options.Device != "cpu");
    readonly List<GradientRow> _rows = [];

    /// <summary>Compares the network's faces.</summary>
    /// <param name="tested">The map face, in the precision to check.</param>
    /// <param name="exact">The same in float64, with the same weights; it may be the same module.</param>
    /// <param name="progress">Is told after each parameter, from 0 to 1.</param>
    public IReadOnlyList<GradientRow> Compare(NetworkModule tested, NetworkModule exact, Action<double> progress)
    {
        using var scope = NewDisposeScope();
        var levels = random.Levels(network.Image, options.Images).to(Placement.Of(options.Device));
        var small = network.Small is { Image: var shape } ? TeacherForcing.Subsample(levels, shape) : null;
        var type = options.IsSingle ? ScalarType.Float32 : ScalarType.Float64;
        var (image, smallImage) = (Variable(levels, type), small is null ? null : Variable(small, type));
        tested.zero_grad();
        int[] classes = network.Classes == 0 ? [] : [.. Enumerable.Range(0, options.Images).Select(i => i % network.Classes)];
        var labels = classes.Length == 0 ? null : tensor(Array.ConvertAll(classes, label => (long)label)).to(Placement.Of(options.Device));
        var output = tested.forward(image, Given(smallImage, labels));
        var (nats, smallNats) = Nats(tested, output, levels.to_type(type), smallImage, small?.to_type(type), labels);
        (smallNats is null ? nats : nats + smallNats).sum().backward();

        var weights = NetworkWeights.Copy(tested);
        var (plain, plainSmall) = (Plain.Weight(levels), small is null ? null : Plain.Weight(small));
        var oracle = Oracle.Supports(claim, likelihood) ? new Oracle(claim, likelihood).Evaluate(weights, plain, plainSmall, classes) : null;
        if (oracle is not null)
        {
            Add("output", output.shape, Plain.Values(output), oracle.Output.As<double>(), ComparedWith.Oracle);
            Add("nats", nats.shape, Plain.Values(nats), oracle.Nats, ComparedWith.Oracle);
            if (smallNats is not null) Add("small nats", smallNats.shape, Plain.Values(smallNats), oracle.SmallNats!, ComparedWith.Oracle);
        }
        if (network.HasStepFace)
            Add("step face", output.shape, options.IsSingle
                    ? NetworkStepFace.Run<float>(network, weights, plain, plainSmall, classes)
                    : NetworkStepFace.Run<double>(network, weights, plain, plainSmall, classes),
                oracle?.Output.As<double>() ?? Plain.Values(output), oracle is null ? ComparedWith.MapFace : ComparedWith.Oracle);

        var (exactImage, exactSmall) = (Variable(levels, ScalarType.Float64), small is null ? null : Variable(small, ScalarType.Float64));
        List<Gradient> gradients = [new(GradientRow.WholeNetwork, "image", exactImage, Plain.Gradient(image), values => values.Image)];
        if (smallImage is not null)
            gradients.Add(new(GradientRow.WholeNetwork, "small image", exactSmall!, Plain.Gradient(smallImage), values => values.SmallImage!));
        foreach (var (name, parameter) in tested.named_parameters())
        {
            var dot = name.IndexOf('.', name.StartsWith("small.", StringComparison.Ordinal) ? "small.".Length : 0);
            gradients.Add(new(name[..dot], name[(dot + 1)..], exact.get_parameter(name)!, Plain.Gradient(parameter), values => values.Parameters[name]));
        }
        var differences = new CentralDifferences(Value, random, options.IsSingle, options.Device != "cpu");
        for (var i = 0; i < gradients.Count; i++)
        {
            var gradient = gradients[i];
            var expected = oracle is null ? null : gradient.Expected(oracle).As<double>();
            if (expected is not null) Add(gradient.Name, gradient.Variable.shape, gradient.Values, expected, ComparedWith.Oracle, gradient.Layer);
            var (deviation, tolerance) = differences.Compare(gradient.Variable, gradient.Values, options.NetworkElements, options.Directions);
            _rows.Add(new GradientRow(
                gradient.Layer, gradient.Name, gradient.Variable.shape, false, ComparedWith.Differences, deviation, tolerance.Relative));
            progress((i + 1.0) / gradients.Count);
        }
        return _rows;

        double Value()
        {
            using var inner = NewDisposeScope();
            using var _ = no_grad();
            var (all, smaller) = Nats(exact, exact.forward(exactImage, Given(exactSmall, labels)), levels, exactSmall, small, labels);
            return (smaller is null ? all : all + smaller).sum().ToDouble();
        }
    }

    /// <summary>The nats of each image. What the network reads and what its likelihood is asked for are told apart: only the first varies.</summary>
    (Tensor Image, Tensor? Small) Nats(NetworkModule module, Tensor output, Tensor levels, Tensor? smallImage, Tensor? smallLevels, Tensor? labels) => (
        likelihood.NegativeLogLikelihood(output, levels, network.Image),
        smallImage is null ? null : likelihood.NegativeLogLikelihood(module.Small!.forward(smallImage, Given(null, labels)), smallLevels!, network.Small!.Image));

    static ForwardContext Given(Tensor? small, Tensor? labels) => new() { Conditions = new Conditions(small, labels) };

    static Tensor Variable(Tensor levels, ScalarType type) => levels.to_type(type, copy: true).detach().requires_grad_();

    void Add(
        string tensor, long[] shape, IReadOnlyList<double> actual, IReadOnlyList<double> expected, ComparedWith against,
        string layer = GradientRow.WholeNetwork) =>
        _rows.Add(new GradientRow(layer, tensor, shape, false, against, Deviation.Of(actual, expected, shape, _exact), _exact.Relative));

    /// <summary>A gradient of the map face, the variable that it is for, and where the oracle has it.</summary>
    sealed record Gradient(string Layer, string Name, Tensor Variable, double[] Values, Func<NetworkValues, WeightTensor> Expected);
}

/// <summary>Runs the step face of a network over whole images.</summary>
static class NetworkStepFace
{
    /// <summary>Steps through the images.</summary>
    /// <typeparam name="T">The arithmetic.</typeparam>
    /// <param name="description">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="levels">The images, (B, C, H, W).</param>
    /// <param name="small">The smaller images of a conditional network, (B, C, s, s).</param>
    /// <param name="labels">The classes of a class-conditional network, (B).</param>
    /// <returns>(B, output channels, H, W).</returns>
    public static double[] Run<T>(NetworkDescription description, WeightSet weights, WeightTensor levels, WeightTensor? small, int[] labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (image, channels, batch) = (description.Image, description.Output.Channels, (int)levels.Shape[0]);
        var (given, network) = (Bytes(levels), new StepNetwork<T>(description, weights, batch));
        var outputs = new double[batch * channels * image.Height * image.Width];
        network.Begin(new PlainConditions(small is null ? [] : Bytes(small), labels));
        for (var row = 0; row < image.Height; row++)
        {
            network.BeginRow(row);
            for (var column = 0; column < image.Width; column++)
            {
                for (var channel = 0; channel < image.Channels; channel++)
                {
                    if (channel < description.Output.Groups) network.Step(row, column, channel);
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
