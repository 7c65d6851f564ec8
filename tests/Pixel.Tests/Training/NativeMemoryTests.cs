using System.Runtime.InteropServices;
using Pixel.Contracts;
using Pixel.Host.Evaluation;
using Pixel.Kernels;
using Pixel.Networks;
using Pixel.Sampling;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Training;

[Collection("native memory")]
public sealed class NativeMemoryTests
{
    [Fact]
    public void The_number_of_live_tensors_is_flat_over_50_training_steps()
    {
        using var folder = new TempFolder();
        var counts = new List<long>();
        using var run = new TinyTraining(folder.Path, settings => (settings.Steps, settings.Ema, settings.Clip, settings.Optimizer) = (60, 0.9, 1, "adam"));
        GC.Collect(); // what other tests left behind would be finalised in between
        GC.WaitForPendingFinalizers();
        run.Trainer.Run(new Pixel.Host.Training.MetricsLog(run.Metrics, 0, validationDue: false), afterEpoch: _ => counts.Add(Tensor.TotalCount));
        counts.Count.ShouldBe(12); // 18 images in batches of 4 are 5 steps an epoch
        counts[1..].ShouldAllBe(count => count == counts[1]);
    }

    [SkippableTheory]
    [InlineData("pixelcnn", KernelPath.Managed)]
    [InlineData("pixelcnn", KernelPath.Torch)]
    [InlineData("diagonal-bilstm", KernelPath.Managed)]
    public void The_memory_that_libtorch_holds_is_flat_over_1000_training_steps(string architecture, KernelPath kernels)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the C library that tells how much it gave out is glibc");
        using var folder = new TempFolder();
        var held = new List<long>();
        using var run = new TinyTraining(folder.Path, settings => (settings.Steps, settings.Epochs, settings.ValidateEvery, settings.CheckpointEvery) = (1200, 1000, 5000, 5000), new TinyModel(architecture, Some.Gray));
        run.Model.Module.Kernels = kernels;
        run.Trainer.Run(new Pixel.Host.Training.MetricsLog(run.Metrics, 0, validationDue: false), afterEpoch: epoch =>
        {
            if (epoch % 40 == 0) held.Add(Held()); // 5 steps an epoch
        });
        held.Count.ShouldBe(6);
        // The runtime's own use of the C library comes and goes by a megabyte or two; one map forgotten in each step, of some 10 KB, would be more.
        ((held[3..].Min() - held[..3].Min()) / 600.0).ShouldBeLessThan(4096, string.Join(", ", held));
    }

    [Theory]
    [InlineData("pixelcnn")]
    [InlineData("row-lstm")]
    [InlineData("diagonal-bilstm")]
    [InlineData("multi-scale")]
    public void A_forward_pass_leaves_its_output_and_no_other_tensor(string architecture)
    {
        using var model = new TinyModel(architecture, Some.Rgb);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var levels = Some.Levels(Some.Rgb, 2, seed: 3);
        var small = model.Description.Small is { Image: var image } ? Some.Levels(image, 2, seed: 4) : null;
        using (NewDisposeScope()) model.Module.forward(levels, Some.Given(small));
        var before = Tensor.TotalCount;
        model.Module.forward(levels, Some.Given(small));
        Tensor.TotalCount.ShouldBe(before + 1);
    }

    [Fact]
    public void A_layer_may_hand_its_input_on()
    {
        var description = new NetworkDescription(Some.Gray, [new NodeDescription("image", new HandedOn(), []), new NodeDescription("same", new HandedOn(), [0])]);
        using var network = new NetworkModule(description);
        using var scope = NewDisposeScope();
        var levels = Some.Levels(Some.Gray, 2, seed: 3);
        ReferenceEquals(network.forward(levels), levels).ShouldBeTrue();
        levels.IsInvalid.ShouldBeFalse();
        scope.Contains(levels).ShouldBeTrue();
    }

    [Fact]
    public void Evaluation_and_ancestral_sampling_leave_no_tensor_behind()
    {
        using var model = new TinyModel("pixelcnn", Some.Gray);
        Work();
        var before = Tensor.TotalCount;
        Work();
        Tensor.TotalCount.ShouldBe(before);

        void Work()
        {
            Evaluator.Evaluate(model.Module, model.Likelihood, new RandomImageSet(Some.Gray, 5), 2);
            using var sampler = Samplers.CreateAncestral(model.Module, model.Likelihood, 2);
            sampler.Sample(Canvas.Empty(Some.Gray, 3), new SamplingOptions());
        }
    }

    /// <summary>The bytes that the C library has given out and not been given back.</summary>
    static long Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var info = MallInfo();
        return (long)(info.InUse + info.Mapped);
    }

    [DllImport("libc", EntryPoint = "mallinfo2")]
    static extern Allocated MallInfo();

    [StructLayout(LayoutKind.Sequential)]
    struct Allocated // struct mallinfo2
    {
        public nuint Arena, Free, FastBlocks, MappedBlocks, Mapped, MostUsed, FastBytes, InUse, FreeBytes, Releasable;
    }

    sealed record HandedOn : LayerDescription
    {
        public override string Kind => "handed on";

        public override string Details => "";

        public override ChannelGroups Output => new(1, 1);

        public override void Validate(IReadOnlyList<ChannelGroups> inputs)
        {
        }

        public override IEnumerable<Read> Reads(Cell cell, int height, int width) => [new Read(0, cell)];

        public override LayerModule CreateModule() => new Module(this);

        sealed class Module(HandedOn layer) : UnaryLayerModule(layer)
        {
            public override Tensor Forward(Tensor input) => input;
        }
    }
}
