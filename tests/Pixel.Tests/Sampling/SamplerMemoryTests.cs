using Pixel.Host.Models;
using Pixel.Networks;
using Pixel.Sampling;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Sampling;

/// <summary>What a sampler is made of goes with it, or with the one whose it stays.</summary>
[Collection("native memory")]
public sealed class SamplerMemoryTests
{
    [Theory]
    [InlineData("pixelcnn")]
    [InlineData("diagonal-bilstm")]
    [InlineData("multi-scale")]
    public void An_ancestral_sampler_leaves_no_tensor_behind(string architecture)
    {
        using var model = new TinyModel(architecture, Some.Rgb);
        Draw(); // what is made once
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        Draw();
        Tensor.TotalCount.ShouldBe(before);

        void Draw()
        {
            using var sampler = Samplers.CreateAncestral(model.Module, model.Likelihood, 2);
            sampler.Sample(Canvas.Empty(Some.Rgb, 1), new SamplingOptions());
        }
    }

    [Theory]
    [InlineData("pixelcnn")]
    [InlineData("diagonal-bilstm")]
    [InlineData("multi-scale")]
    public void A_network_lets_go_of_its_weights_and_constants(string architecture)
    {
        using var scope = NewDisposeScope();
        var model = new TinyModel(architecture, Some.Rgb);
        var single = Tensors(model.Module);
        model.Module.to(ScalarType.Float32);
        var tensors = Tensors(model.Module);
        tensors.ShouldAllBe(tensor => !tensor.IsInvalid);
        model.Dispose();
        tensors.ShouldAllBe(tensor => tensor.IsInvalid);
        single.ShouldAllBe(tensor => tensor.IsInvalid);
    }

    [Fact]
    public void A_trained_model_lets_go_of_the_network_that_its_ancestral_sampler_asked_for()
    {
        var model = TrainedModel.Open(Repository.At("models", "mnist-diag"), [], [Support.Plugins.Folder]);
        using (var sampler = model.CreateSampler(Samplers.Ancestral, 2)) sampler.Name.ShouldBe(Samplers.Ancestral);
        var tensors = Tensors(model.Network);
        tensors.ShouldAllBe(tensor => !tensor.IsInvalid);
        model.Dispose();
        tensors.ShouldAllBe(tensor => tensor.IsInvalid);
    }

    static Tensor[] Tensors(NetworkModule network) => [.. network.parameters(), .. network.buffers()];
}
