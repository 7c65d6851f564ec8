using Pixel.Checks.Models;
using Pixel.Randomness;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pixel.Checks.Conformance;

/// <summary>For each parameter, the loss changes along a random direction as the gradient says.</summary>
sealed class GradientsCheck : IConformanceCheck
{
    const double Step = 1e-6;

    /// <summary>Of the slope, and as much again of the largest slope: a central difference in double precision is no better.</summary>
    const double Tolerance = 1e-5;

    public string Name => "gradients";

    public string Meaning =>
        "Training follows a wrong slope: look at the backward of the layer's own autograd function, and for detach, no_grad or plain memory in the forward of the layer that owns the parameter.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id, DeterminismCheck.Id, DtypeCheck.Id];

    public Outcome Run(Subject subject)
    {
        var (findings, count) = (new List<string>(), 0);
        foreach (var image in subject.Measured)
        {
            using var model = subject.Create(image);
            var slopes = Slopes(model);
            count += slopes.Count;
            var largest = slopes.Max(slope => Math.Abs(slope.Measured));
            findings.AddRange(
                from slope in slopes
                where !(Math.Abs(slope.Gradient - slope.Measured) <= Tolerance * (Math.Abs(slope.Measured) + largest))
                select $"{Names.Of(image)}: along a random direction of {slope.Parameter} the gradient gives {slope.Gradient:G6}, the loss changes by {slope.Measured:G6}");
        }
        return Outcome.Of(findings, $"{count} parameters agree with central differences within {Tolerance:0e+0}");
    }

    static List<(string Parameter, double Gradient, double Measured)> Slopes(CheckedModel model)
    {
        var levels = SomeImages.Levels(model.Description.Image, 2);
        using (NewDisposeScope()) model.Nats(levels).mean().backward();
        var slopes = new List<(string, double, double)>();
        var item = 0UL;
        foreach (var (name, parameter) in model.Module.named_parameters())
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            var direction = Direction(parameter, item++);
            var gradient = parameter.grad is { } known ? (known * direction).sum().item<double>() : 0;
            slopes.Add((name, gradient, (Loss(Step) - Loss(-Step)) / (2 * Step)));

            double Loss(double step)
            {
                parameter.add_(direction * step);
                var loss = model.Nats(levels).mean().item<double>();
                parameter.sub_(direction * step);
                return loss;
            }
        }
        model.Module.zero_grad();
        return slopes;
    }

    static Tensor Direction(Parameter parameter, ulong item)
    {
        var random = new CounterRandom(21, RandomStream.Images);
        var count = (int)parameter.shape.Aggregate(1L, (a, b) => a * b);
        return tensor([.. Enumerable.Range(0, count).Select(i => 2 * random.Uniform(item, (uint)i) - 1)], parameter.shape);
    }
}
