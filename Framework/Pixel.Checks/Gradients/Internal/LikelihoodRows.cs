using Pixel.Contracts;
using Pixel.Likelihoods;
using Pixel.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Checks.Gradients.Internal;

/// <summary>Checks a likelihood alone: the nats of random images given random outputs, and their gradient, by tensor operations and on plain memory.</summary>
/// <param name="likelihood">The likelihood.</param>
/// <param name="image">The images.</param>
/// <param name="options">How to check.</param>
sealed class LikelihoodRows(ILikelihood likelihood, ImageShape image, GradientCheckOptions options)
{
    readonly Tolerance _exact = Tolerance.Exact(options.IsSingle, options.Device != "cpu");
    readonly List<GradientRow> _rows = [];

    /// <summary>Compares the likelihood with the oracle, where that knows it, and with central differences.</summary>
    /// <param name="claim">The likelihood that it should be, which the oracle computes.</param>
    public GradientReport Compare(ILikelihood claim)
    {
        using var scope = NewDisposeScope();
        var random = new RandomValues(options.Seed);
        var device = Placement.Of(options.Device);
        var type = options.IsSingle ? ScalarType.Float32 : ScalarType.Float64;
        var channels = likelihood.OutputFor(image).Channels;
        var levels = random.Levels(image, options.Images).to(device); // (B, C, H, W)
        var exact = random.Tensor(options.Images, channels, image.Height, image.Width).to(device).to_type(type).to_type(ScalarType.Float64); // (B, channels, H, W)
        var output = exact.to_type(type, copy: true).detach().requires_grad_();
        var nats = likelihood.NegativeLogLikelihood(output, levels.to_type(type), image); // (B)
        nats.sum().backward();
        var oracle = Oracle.Supports(claim) ? Oracle.Evaluate(claim, image, Plain.Weight(exact), Plain.Weight(levels)) : null;
        var (natsThere, gradientThere) = (oracle?.Nats, oracle?.Output.As<double>());
        if (oracle is not null)
        {
            Add("nats", nats.shape, Plain.Values(nats), natsThere!, ComparedWith.Oracle);
            Add("output", output.shape, Plain.Gradient(output), gradientThere!, ComparedWith.Oracle);
        }
        if (likelihood is IPixelLikelihood pixels && options.Device == "cpu")
        {
            // Where there is no oracle, plain memory must give what the tensor operations do.
            var against = oracle is null ? ComparedWith.MapFace : ComparedWith.Oracle;
            var (plain, gradient) = OnPlainMemory(pixels, output.detach(), levels.to_type(type));
            Add("nats, plain memory", nats.shape, plain, natsThere ?? Plain.Values(nats), against);
            Add("output, plain memory", output.shape, gradient, gradientThere ?? Plain.Gradient(output), against);
        }
        var differences = new CentralDifferences(Value, random, options.IsSingle, options.Device != "cpu");
        var (deviation, tolerance) = differences.Compare(exact, Plain.Gradient(output), options.Elements, options.Directions);
        _rows.Add(new GradientRow(likelihood.Name, "output", output.shape, true, ComparedWith.Differences, deviation, tolerance.Relative));
        return new GradientReport(_rows, oracle is null ? [likelihood.Name] : [], true);

        double Value()
        {
            using var inner = NewDisposeScope();
            using var _ = no_grad();
            return likelihood.NegativeLogLikelihood(exact, levels, image).sum().ToDouble();
        }
    }

    /// <summary>The nats of each image, and the gradient of all of them for the output, as the managed kernels compute them.</summary>
    (double[] Nats, double[] Gradient) OnPlainMemory(IPixelLikelihood pixels, Tensor output, Tensor levels)
    {
        var targets = pixels.Targets(levels, image, ForwardContext.Evaluation);
        var loss = pixels.CreateLoss(image);
        return options.IsSingle ? Compute<float>(loss, output, targets) : Compute<double>(loss, output, targets);
    }

    static (double[] Nats, double[] Gradient) Compute<T>(IPixelLoss loss, Tensor output, Tensor targets) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var numbers = Pixels<T>(output); // (B, H, W, channels)
        var seen = Pixels<T>(targets); // (B, H, W, C)
        var (batch, count) = ((int)output.shape[0], (int)(output.shape[2] * output.shape[3]));
        var nats = new double[batch];
        for (var i = 0; i < batch; i++)
        {
            var at = numbers.AsSpan(i * count * loss.Outputs, count * loss.Outputs);
            var there = seen.AsSpan(i * seen.Length / batch, seen.Length / batch);
            var kept = new T[count * loss.Kept];
            nats[i] = loss.Nats<T>(at, there, kept);
            loss.Gradient(at, there, kept, T.One);
        }
        var gradient = tensor(Array.ConvertAll(numbers, double.CreateTruncating), [batch, output.shape[2], output.shape[3], loss.Outputs]);
        return (nats, Plain.Values(gradient.permute(0, 3, 1, 2).contiguous()));
    }

    static T[] Pixels<T>(Tensor map) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        Array.ConvertAll(Plain.Values(map.permute(0, 2, 3, 1).contiguous()), T.CreateTruncating);

    void Add(string tensor, long[] shape, IReadOnlyList<double> actual, IReadOnlyList<double> expected, ComparedWith against) =>
        _rows.Add(new GradientRow(likelihood.Name, tensor, shape, true, against, Deviation.Of(actual, expected, shape, _exact), _exact.Relative));
}
