using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Support;

/// <summary>A layer computed by the managed kernels and by libtorch, on the same random input and weights.</summary>
static class BothPaths
{
    /// <summary>The layer's output, without gradients and with them, and all its gradients by one path: of each input, then of each parameter.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="path">The path.</param>
    /// <param name="shape">Images, rows, columns.</param>
    /// <param name="type">The precision.</param>
    /// <param name="inputs">The channels of each input.</param>
    public static List<double[]> Compute(
        LayerDescription layer, KernelPath path, (int Batch, int Height, int Width) shape, ScalarType type, params ChannelGroups[] inputs)
    {
        using var module = layer.CreateModule();
        module.Kernels = path;
        module.to(type);
        return Compute(module, shape, type, inputs);
    }

    /// <summary>Checks that forward and backward by the managed path leave no tensor behind, the gradients of the parameters apart.</summary>
    public static void ShouldLeaveNoTensorBehind(LayerDescription layer, params ChannelGroups[] inputs)
    {
        using var module = layer.CreateModule();
        Compute(module, (2, 4, 3), ScalarType.Float32, inputs);
        var before = Tensor.TotalCount;
        Compute(module, (2, 4, 3), ScalarType.Float32, inputs);
        Tensor.TotalCount.ShouldBe(before);
    }

    static List<double[]> Compute(LayerModule module, (int Batch, int Height, int Width) shape, ScalarType type, ChannelGroups[] inputs)
    {
        using var scope = NewDisposeScope();
        var item = 0UL;
        using (no_grad())
            foreach (var parameter in module.parameters()) parameter.copy_(Random(item++, parameter.shape));
        Tensor[] given = [.. inputs.Select(groups => Random(item++, [shape.Batch, groups.Channels, shape.Height, shape.Width]).to_type(type).requires_grad_())];
        var output = module.forward(given);
        (output * Random(item, output.shape).to_type(type)).sum().backward();
        return
        [
            Evaluate(module, given), Values(output), .. given.Select(input => Values(input.grad!)), .. module.parameters().Select(parameter => Values(parameter.grad!)),
        ];
    }

    /// <summary>Checks that both paths give the same, as a share of the largest number of each tensor.</summary>
    public static void ShouldAgree(
        LayerDescription layer, (int Batch, int Height, int Width) shape, ScalarType type, double tolerance, params ChannelGroups[] inputs)
    {
        var managed = Compute(layer, KernelPath.Managed, shape, type, inputs);
        var torch = Compute(layer, KernelPath.Torch, shape, type, inputs);
        managed.Count.ShouldBe(torch.Count);
        for (var i = 0; i < torch.Count; i++)
        {
            managed[i].Length.ShouldBe(torch[i].Length);
            var largest = torch[i].Max(Math.Abs) + 1e-300;
            for (var j = 0; j < torch[i].Length; j++)
                (Math.Abs(managed[i][j] - torch[i][j]) / largest).ShouldBeLessThan(tolerance, $"{layer.Kind} {layer.Details}, {shape}: tensor {i}, number {j}");
        }
    }

    /// <summary>Checks that the managed path gives the same bits, output and gradients, with one thread and with two.</summary>
    public static void ShouldNotDependOnThreads(LayerDescription layer, params ChannelGroups[] inputs)
    {
        List<double[]> one = [], two = [];
        KernelThreads.With(1, () => one = Compute(layer, KernelPath.Managed, (3, 5, 7), ScalarType.Float32, inputs));
        KernelThreads.With(2, () => two = Compute(layer, KernelPath.Managed, (3, 5, 7), ScalarType.Float32, inputs));
        one.ShouldNotBeEmpty();
        two.ShouldBe(one);
    }

    static double[] Evaluate(LayerModule module, Tensor[] inputs)
    {
        using var _ = no_grad();
        return Values(module.forward(inputs));
    }

    static Tensor Random(ulong item, long[] shape)
    {
        var random = new CounterRandom(11, RandomStream.Images);
        var values = new double[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++) values[i] = random.Uniform(item, (uint)i) - 0.5;
        return tensor(values, shape);
    }

    static double[] Values(Tensor tensor) => tensor.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
}
