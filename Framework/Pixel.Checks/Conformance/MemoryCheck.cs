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

    /// <summary>What other threads do meanwhile may be counted too, but hardly each time.</summary>
    const int Attempts = 3;

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
            var images = RandomImages.Create(image, Batch, seed: 3);
            var training = new TrainingStep(model.Module, model.Likelihood, new TrainingSettings(), images);
            void Train() => training.Make([0, 1, 2], learningRate: 1e-4);
            if (Growth(Train, Steps) is > 0 and var trained)
                findings.Add($"{Names.Of(image)}: {trained} more tensors are alive after {Steps} training steps{LeakingLayer(model.Module, image)}");
            model.Module.eval();
            if (Growth(() => Draw(Samplers.CreateAncestral(model.Module, model.Likelihood, Batch), image), 2) is > 0 and var drawn)
                findings.Add($"{Names.Of(image)}: {drawn} more tensors are alive after sampling twice{LeakingLayer(model.Module, image)}");
        }
        return Outcome.Of(findings, $"as many live tensors after {Steps} training steps and after sampling as before");
    }

    /// <summary>How many more tensors are alive after some rounds; the least of a few attempts.</summary>
    static long Growth(Action work, int rounds)
    {
        for (var warmUp = 0; warmUp < 2; warmUp++) work(); // optimiser state, caches
        var least = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            Settle();
            var before = Tensor.TotalCount;
            for (var round = 0; round < rounds; round++) work();
            least = Math.Min(least, Tensor.TotalCount - before);
        }
        return least;
    }

    /// <summary>What was dropped before is not to be counted as gone now.</summary>
    static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    static void Draw(ISampler sampler, ImageShape image)
    {
        using (sampler) sampler.Sample(Canvas.Empty(image, Batch), new SamplingOptions());
    }

    /// <summary>The first layer after whose forward, run alone inside a scope, more tensors are alive.</summary>
    static string LeakingLayer(NetworkModule network, ImageShape image)
    {
        var layers = network.named_children().ToDictionary(child => child.name, child => child.module);
        using var _ = no_grad();
        foreach (var node in network.Description.Nodes.Skip(1).Where(node => !node.Layer.ReadsSmallImage))
        {
            void Forward()
            {
                using var scope = NewDisposeScope();
                Tensor[] inputs = [.. node.Inputs.Select(input => zeros([1, network.Description.Nodes[input].Layer.Output.Channels, image.Height, image.Width]))];
                ((LayerModule)layers[node.Name]).forward(inputs);
            }
            if (Growth(Forward, 3) > 0) return $": the layer {Names.Of(node)} leaves them";
        }
        return "";
    }
}
