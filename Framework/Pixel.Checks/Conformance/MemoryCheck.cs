using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Training;
using Pixel.Networks;
using Pixel.Sampling;
using static TorchSharp.torch;

namespace Pixel.Checks.Conformance;

/// <summary>The number of live tensors stays the same over training steps and over sampling.</summary>
sealed class MemoryCheck : IConformanceCheck
{
    const int Steps = 20;
    const int Batch = 3;

    public string Name => "memory";

    public string Meaning =>
        "Tensors are left behind, so that a long run ends for want of memory: look for tensors kept in fields, lists or statics, or detached from their dispose scope, in the forward of the named layer.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id];

    public Outcome Run(Subject subject)
    {
        var findings = new List<string>();
        foreach (var image in subject.Measured)
        {
            using var model = subject.Create(image, type: ScalarType.Float32);
            model.Module.train();
            var images = RandomImages.Create(image, Batch, seed: 3, model.Description.Classes);
            using var training = new TrainingStep(model.Module, model.Likelihood, new TrainingSettings(), images);
            void Train() => training.Make(0, [0, 1, 2], learningRate: 1e-4);
            if (Left(model.Module, Train, Steps, _ => 1) is { } trained) findings.Add($"{Names.Of(image)}: {trained.Tensors} alive after {Steps} training steps{trained.Layer}");
            model.Module.eval();
            void Sample() => Draw(Samplers.CreateAncestral(model.Module, model.Likelihood, Batch), model);
            if (Left(model.Module, Sample, 2, Draws) is { } drawn) findings.Add($"{Names.Of(image)}: {drawn.Tensors} alive after sampling twice{drawn.Layer}");
        }
        return Outcome.Of(findings, $"as many live tensors after {Steps} training steps and after sampling as before");
    }

    /// <summary>What some rounds leave behind, and the layer that does; null for nothing.</summary>
    /// <param name="module">The network.</param>
    /// <param name="work">A round.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="passes">How many forward passes through a network, this one or that of the smaller image, a round takes.</param>
    static (string Tensors, string Layer)? Left(NetworkModule module, Action work, int rounds, Func<NetworkDescription, int> passes)
    {
        var more = LiveTensors.More(work, rounds);
        if (more <= 0) return null;
        var layers = LeavingLayer.Of(module).ToList();
        more -= rounds * layers.Where(layer => !layer.AreHeld).Sum(layer => layer.Tensors * passes(layer.Network));
        if (more <= 0) return null;
        return ($"{Counted.Of(more, "more tensor")} {(more == 1 ? "is" : "are")}",
            layers.Find(layer => layer.AreHeld) is { } leak ? $": the layer {Names.Of(leak.Node)} leaves them" : "");
    }

    static int Draws(NetworkDescription network) => network.Image.Height * network.Image.Width * network.Output.Groups;

    static void Draw(ISampler sampler, CheckedModel model)
    {
        using (sampler) sampler.Sample(model.EmptyCanvas(Batch), new SamplingOptions());
    }
}
