using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Networks;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Networks;

[Collection("native memory")]
public sealed class KernelPathTests
{
    [Theory]
    [MemberData(nameof(Architectures.VariantsAndColours), MemberType = typeof(Architectures))]
    public void Both_paths_give_the_same_likelihood_and_gradients(string variant, bool rgb)
    {
        using var model = Architectures.Create(variant, Architectures.Image(variant, rgb));
        var (managed, torch) = (Compute(model, KernelPath.Managed), Compute(model, KernelPath.Torch));
        foreach (var (name, expected) in torch)
        {
            var largest = expected.Max(Math.Abs) + 1e-300;
            managed[name].Zip(expected, (left, right) => Math.Abs(left - right) / largest).Max().ShouldBeLessThan(1e-10, name);
        }
    }

    [Fact]
    public void Both_paths_give_the_same_gradients_where_maps_are_shared_and_summed_in_every_way()
    {
        using var model = new CheckedModel(new Tangle(), new ModelOptions { Hidden = 3 }, Some.Rgb, Plugins.Catalog);
        var (managed, torch) = (Compute(model, KernelPath.Managed), Compute(model, KernelPath.Torch));
        foreach (var (name, expected) in torch)
        {
            expected.Max(Math.Abs).ShouldBeGreaterThan(0, name); // every layer has a part
            managed[name].Zip(expected, (left, right) => Math.Abs(left - right)).Max().ShouldBeLessThan(1e-10 * expected.Max(Math.Abs), name);
        }
        var live = Tensor.TotalCount;
        Compute(model, KernelPath.Managed);
        Tensor.TotalCount.ShouldBe(live);
    }

    [Theory]
    [InlineData("pixelcnn", true)]
    [InlineData("row-lstm", false)]
    [InlineData("diagonal-bilstm", true)]
    public void Both_paths_learn_alike_over_100_steps(string architecture, bool rgb)
    {
        var (managed, torch) = (Learn(architecture, rgb, KernelPath.Managed), Learn(architecture, rgb, KernelPath.Torch));
        torch[^1].ShouldBeLessThan(0.97 * torch[0]); // it does learn
        for (var step = 0; step < torch.Length; step++) (managed[step] / torch[step]).ShouldBe(1, 2e-5, $"step {step}");
    }

    [Fact]
    public void The_path_is_that_of_every_layer_and_of_the_smaller_image_s_network()
    {
        using var model = Architectures.Create("multi-scale", Architectures.Image("multi-scale", rgb: false));
        model.Module.Kernels.ShouldBe(KernelPath.Managed);
        model.Module.Kernels = KernelPath.Torch;
        model.Module.Small!.Kernels.ShouldBe(KernelPath.Torch);
        model.Module.children().OfType<LayerModule>().ShouldAllBe(layer => layer.Kernels == KernelPath.Torch);
    }

    [Theory]
    [InlineData("pixelcnn", true)]
    [InlineData("row-lstm", true)]
    [InlineData("diagonal-bilstm", true)]
    [InlineData("multi-scale", false)] // upsamples by libtorch
    public void A_network_is_managed_where_all_its_layers_are(string architecture, bool expected)
    {
        using var model = Architectures.Create(architecture, Architectures.Image(architecture, rgb: true));
        model.Module.IsManaged.ShouldBe(expected);
        model.Module.Kernels = KernelPath.Torch;
        model.Module.IsManaged.ShouldBeFalse();
    }

    /// <summary>The nats of each image and the gradient of each parameter.</summary>
    static Dictionary<string, double[]> Compute(CheckedModel model, KernelPath path)
    {
        using var scope = NewDisposeScope();
        model.Module.Kernels = path;
        model.Module.zero_grad();
        var labels = new ForwardContext { Conditions = model.Conditions(3) with { Small = null } };
        var (image, small) = TeacherForcing.Nats(model.Module, model.Likelihood, Some.Levels(model.Description.Image, 3), labels);
        var nats = small is null ? image : image + small;
        nats.sum().backward();
        var values = new Dictionary<string, double[]> { ["nats"] = nats.detach().data<double>().ToArray() };
        foreach (var (name, parameter) in model.Module.named_parameters()) values.Add(name, parameter.grad!.data<double>().ToArray());
        return values;
    }

    /// <summary>The nats of each step in single precision.</summary>
    static double[] Learn(string architecture, bool rgb, KernelPath path)
    {
        using var model = new TinyModel(architecture, rgb ? Some.Rgb : Some.Gray, 1, ("Layers", 1));
        model.Module.to(ScalarType.Float32);
        model.Module.Kernels = path;
        using var optimizer = optim.RMSProp(model.Module.parameters(), 3e-4);
        var nats = new double[100];
        for (var step = 0; step < nats.Length; step++)
        {
            using var scope = NewDisposeScope();
            var levels = Some.Levels(model.Description.Image, 4).to_type(ScalarType.Float32);
            var loss = TeacherForcing.Nats(model.Module, model.Likelihood, levels).Image.mean();
            nats[step] = loss.ToDouble();
            optimizer.zero_grad();
            (loss / model.Description.Image.Dimensions).backward();
            optimizer.step();
        }
        return nats;
    }
}

/// <summary>Maps with one, two and three readers; sums of convolutions, of a map with itself, of three maps; ReLUs with one reader and with two.</summary>
sealed class Tangle : IArchitecture
{
    public string Name => "tangle";

    public string Summary => "shared maps and sums";

    public Type OptionsType => typeof(ModelOptions);

    public NetworkDescription Build(ModelOptions options, BuildContext context)
    {
        var network = new NetworkBuilder(context);
        var first = network.FirstLayer(options.Hidden);
        var width = first.Channels.Channels;
        var residual = network.Sum("residual", first, Convolution("inner", network.Rectifier("inner_relu", first), 3));
        var two = network.Sum("two", Convolution("left", residual, 1), Convolution("right", residual, 3));
        var shared = network.Rectifier("shared_relu", two);
        var twice = network.Sum("twice", Convolution("once", shared, 1), shared);
        var before = network.Sum("before", Convolution("early", twice, 1), first); // the convolution is the first term
        var kept = Convolution("kept", before, 1);
        var sums = network.Sum("sums", kept, network.Sum("kept_too", before, kept), residual);
        network.Head(network.Sum("itself", sums, sums), 18);
        return network.Build();

        NodeRef Convolution(string name, NodeRef input, int kernel) => network.MaskedConvolution(name, input, width, kernel);
    }
}
