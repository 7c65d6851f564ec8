using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Models;
using Pixel.Host.Storage;
using Pixel.Host.Training;
using Pixel.Layers;
using Pixel.Networks;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Training;

/// <summary>What PixelCNN++ asks of a training: dropout, first weights of a batch, weight normalisation; and numbers that are saved and not trained.</summary>
[Collection("native memory")]
public sealed class FollowUpTrainingTests
{
    [Fact]
    public void A_network_with_dropout_and_first_weights_of_a_batch_resumes_bit_for_bit()
    {
        using var folder = new TempFolder();
        using var whole = new TinyTraining(folder["whole"], Settings, PlusPlus());
        whole.Trainer.InitializeFromBatch();
        whole.Run();
        using (var first = new TinyTraining(folder["parts"], Settings, PlusPlus()) { StopAfter = 3 })
        {
            first.Trainer.InitializeFromBatch();
            Should.Throw<OperationCanceledException>(first.Run);
        }
        using var second = new TinyTraining(folder["parts"], Settings, PlusPlus(seed: 2));
        second.Trainer.Resume();
        second.Run();
        SameFiles(second, whole);

        static void Settings(TrainingSettings settings) => (settings.Steps, settings.Optimizer, settings.Ema, settings.ValidateEvery, settings.MicroBatch) = (6, "adam", 0.9, 4, 3);
    }

    [Fact]
    public void The_average_begins_at_the_first_weights_of_the_batch()
    {
        using var folder = new TempFolder();
        using var run = new TinyTraining(folder.Path, settings => settings.Ema = 0.9, PlusPlus());
        run.Trainer.InitializeFromBatch();
        var (trained, average) = (run.Model.Weights, NetworkWeights.Copy(run.Trainer.Evaluated));
        foreach (var name in trained.Names) average[name].As<double>().ShouldBe(trained[name].As<double>(), name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_drops_is_the_same_however_a_batch_is_cut(int microBatch)
    {
        Nats(microBatch, seed: 1).ShouldBe(Nats(null, seed: 1), 1e-10);
        Math.Abs(Nats(null, seed: 2) - Nats(null, seed: 1)).ShouldBeGreaterThan(1e-6);

        static double Nats(int? microBatch, int seed)
        {
            using var model = PlusPlus();
            using var step = new TrainingStep(model.Module, model.Likelihood, new TrainingSettings { MicroBatch = microBatch, Seed = seed }, new RandomImageSet(Some.Gray, 12));
            return step.Make(4, [7, 2, 5, 0, 3], learningRate: 0.1).Nats;
        }
    }

    [Fact]
    public void After_the_first_weights_of_a_batch_the_outputs_of_a_normed_layer_have_mean_0_and_deviation_1()
    {
        using var scope = NewDisposeScope();
        var channels = new ChannelGroups(6, 1);
        var layer = new MaskedConvolution(new MapDescription(channels), new MapDescription(channels), Taps.DownRight(2, 2)) { WeightNorm = true };
        var module = layer.CreateModule();
        module.to(ScalarType.Float64);
        using (no_grad())
            foreach (var parameter in module.parameters()) parameter.copy_(randn_like(parameter));
        var input = randn([4, 6, 5, 7], ScalarType.Float64) * 3 + 1;
        using (no_grad()) module.InitializeFrom([input]);
        var output = module.forward(input).transpose(0, 1).flatten(1); // (out, B·H·W)
        output.mean([1L]).data<double>().ShouldAllBe(mean => Math.Abs(mean) < 1e-10);
        output.std(1, unbiased: false).data<double>().ShouldAllBe(deviation => Math.Abs(deviation - 1) < 1e-10);
    }

    [Fact]
    public void Buffers_are_saved_resumed_and_those_of_the_average_are_those_of_the_network()
    {
        using var folder = new TempFolder();
        using var whole = new TinyTraining(folder["whole"], Settings, Centred());
        whole.Run();
        using (var first = new TinyTraining(folder["parts"], Settings, Centred()) { StopAfter = 3 })
            Should.Throw<OperationCanceledException>(first.Run);
        using var second = new TinyTraining(folder["parts"], Settings, Centred(seed: 2));
        second.Trainer.Resume();
        second.Run();
        SameFiles(second, whole);
        var (weights, average) = (Read(whole, CheckpointStore.Weights), Read(whole, CheckpointStore.Average));
        weights["centre.mean"].As<double>().ShouldNotContain(0);
        average["centre.mean"].As<double>().ShouldBe(weights["centre.mean"].As<double>());
        average["input.weight"].As<double>().ShouldNotBe(weights["input.weight"].As<double>());

        static void Settings(TrainingSettings settings) => (settings.Steps, settings.Ema, settings.ValidateEvery) = (6, 0.9, 4);
    }

    static WeightSet Read(TinyTraining run, string file) => SafetensorsReader.Read(Path.Combine(run.Store.Last!, file));

    static void SameFiles(TinyTraining run, TinyTraining other)
    {
        foreach (var file in new[] { CheckpointStore.Weights, CheckpointStore.Average, CheckpointStore.Optimizer })
            File.ReadAllBytes(Path.Combine(run.Store.Last!, file)).ShouldBe(File.ReadAllBytes(Path.Combine(other.Store.Last!, file)), file);
    }

    static TinyModel PlusPlus(ulong seed = 1) => new("pixelcnn-plus-plus", Some.Gray, seed, ("Resolutions", 1), ("Layers", 1));

    static CheckedModel Centred(ulong seed = 1) => new(new CentredNet(), new ModelOptions { Hidden = 4, Head = 6 }, Some.Gray, Plugins.Catalog, seed, ScalarType.Float64);

    sealed class CentredNet : Architecture<ModelOptions>
    {
        public override string Name => "centred";

        public override string Summary => "Takes a running mean off its features";

        protected override NetworkDescription Build(ModelOptions options, BuildContext context)
        {
            var network = new NetworkBuilder(context);
            var x = network.FirstLayer(options.Hidden);
            network.Head(network.Add("centre", new Centre(x.Channels), x), options.Head);
            return network.Build();
        }
    }

    sealed record Centre(ChannelGroups Channels) : LayerDescription
    {
        public override string Kind => "centre";

        public override string Details => $"{Channels.Channels}";

        public override ChannelGroups Output => Channels;

        public override IReadOnlyList<BufferDescription> Buffers => [new("mean", [Channels.Channels])];

        public override void Validate(IReadOnlyList<ChannelGroups> inputs) => LayerInputs.Require(this, inputs, [Channels]);

        public override IEnumerable<Read> Reads(Cell cell, int height, int width) => [new Read(0, cell)];

        public override LayerModule CreateModule() => new CentreModule(this);
    }

    sealed class CentreModule(Centre layer) : LayerModule(layer)
    {
        public override Tensor forward(Tensor[] inputs, ForwardContext context)
        {
            var (mean, input) = (Saved("mean"), inputs[0]);
            using (no_grad())
                if (context.IsTraining) mean.mul_(0.5).add_(input.mean([0L, 2, 3]), 0.5);
            return input - mean.clone().view(1, -1, 1, 1); // (B, C, H, W)
        }
    }
}
