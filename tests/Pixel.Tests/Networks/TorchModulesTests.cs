using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Models;
using Pixel.Host.Storage;
using Pixel.Layers;
using Pixel.Networks;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Networks;

/// <summary>A layer of a plug-in may hold the modules that TorchSharp brings, with parameters of their own.</summary>
[Collection("native memory")]
public sealed class TorchModulesTests
{
    public static readonly TheoryData<string> Modules =
        new("Conv2d", "Linear", "LayerNorm", "GroupNorm", "BatchNorm2d", "GELU", "Dropout", "Embedding", "MultiheadAttention", "scaled_dot_product_attention");

    [Theory]
    [MemberData(nameof(Modules))]
    public void They_are_trained_averaged_and_resumed_bit_for_bit(string module)
    {
        using var folder = new TempFolder();
        using var whole = new TinyTraining(folder["whole"], Settings, Model(module));
        var before = whole.Model.Weights;
        whole.Run();
        var after = whole.Model.Weights;
        foreach (var name in before.Names) after[name].As<double>().ShouldNotBe(before[name].As<double>(), name);

        using (var first = new TinyTraining(folder["parts"], Settings, Model(module)) { StopAfter = 3 })
            Should.Throw<OperationCanceledException>(first.Run);
        using var second = new TinyTraining(folder["parts"], Settings, Model(module, seed: 2));
        manual_seed(9); // whatever was drawn in between
        second.Trainer.Resume();
        second.Run();
        foreach (var file in new[] { CheckpointStore.Weights, CheckpointStore.Average, CheckpointStore.Optimizer })
            File.ReadAllBytes(Path.Combine(second.Store.Last!, file)).ShouldBe(File.ReadAllBytes(Path.Combine(whole.Store.Last!, file)), file);
        var average = SafetensorsReader.Read(Path.Combine(second.Store.Last!, CheckpointStore.Average));
        average.Names.ShouldBe(after.Names);
        foreach (var (name, _) in second.Model.Module.named_buffers().Where(buffer => buffer.name.Contains(".inner.", StringComparison.Ordinal)))
            average[name].As<double>().ShouldBe(after[name].As<double>(), name); // running means are not averaged once more

        static void Settings(TrainingSettings settings) => (settings.Steps, settings.Optimizer, settings.Ema, settings.ValidateEvery) = (6, "adam", 0.9, 4);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void They_are_saved_loaded_moved_and_counted(string module)
    {
        using var folder = new TempFolder();
        using var model = Model(module);
        using var other = Model(module, seed: 2);
        SafetensorsWriter.Write(folder["weights"], model.Weights);
        NetworkWeights.Load(SafetensorsReader.Read(folder["weights"]), other.Module);
        var levels = SomeImages.Levels(Some.Gray, 2);
        var expected = model.Outputs(levels);
        other.Outputs(levels).ShouldBe(expected);

        model.Module.to(ScalarType.Float32);
        model.Module.parameters().ShouldAllBe(parameter => parameter.dtype == ScalarType.Float32);
        model.Module.to(ScalarType.Float64);
        model.Outputs(levels).Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-4);

        model.Description.Parameters.ShouldBe(model.Module.parameters().Sum(parameter => parameter.numel()));
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_seed_gives_their_first_weights(string module)
    {
        using var one = Model(module, seed: 5);
        _ = randn(3);
        using var same = Model(module, seed: 5);
        foreach (var name in one.Weights.Names) same.Weights[name].As<double>().ShouldBe(one.Weights[name].As<double>(), name);
    }

    static CheckedModel Model(string module, ulong seed = 1) => new(new Net(module), new ModelOptions { Hidden = 4, Head = 6 }, Some.Gray, Plugins.Catalog, seed, ScalarType.Float64);

    sealed class Net(string module) : Architecture<ModelOptions>
    {
        public override string Name => "torch-modules";

        public override string Summary => module;

        protected override NetworkDescription Build(ModelOptions options, BuildContext context)
        {
            var network = new NetworkBuilder(context);
            var x = network.FirstLayer(options.Hidden);
            network.Head(network.Add("own", new Own(x.Channels, module), x), options.Head);
            return network.Build();
        }
    }

    sealed record Own(ChannelGroups Channels, string Module) : LayerDescription
    {
        public override string Kind => "own";

        public override string Details => Module;

        public override ChannelGroups Output => Channels;

        public override void Validate(IReadOnlyList<ChannelGroups> inputs) => LayerInputs.Require(this, inputs, [Channels]);

        public override IEnumerable<Read> Reads(Cell cell, int height, int width) => [new Read(0, cell)];

        public override LayerModule CreateModule() => new OwnModule(this);
    }

    sealed class OwnModule : UnaryLayerModule
    {
        readonly Func<Tensor, Tensor> _forward;

        public OwnModule(Own layer) : base(layer)
        {
            _forward = Create(layer.Module, layer.Channels.Channels);
        }

        public override Tensor Forward(Tensor input) // (B, C, H, W)
        {
            var (pixels, size) = (input.flatten(2).transpose(1, 2), input.shape); // (B, HW, C)
            return _forward(pixels).transpose(1, 2).reshape(size);
        }

        /// <summary>A module on pixels (B, HW, C).</summary>
        Func<Tensor, Tensor> Create(string module, int channels)
        {
            switch (module)
            {
                case "Conv2d":
                    var convolution = Keep(nn.Conv2d(channels, channels, 1));
                    return x => convolution.forward(x.transpose(1, 2).unsqueeze(3)).squeeze(3).transpose(1, 2);
                case "Linear":
                    return Keep(nn.Linear(channels, channels)).forward;
                case "LayerNorm":
                    return Keep(nn.LayerNorm(channels)).forward;
                case "GroupNorm":
                    var norm = Keep(nn.GroupNorm(2, channels));
                    return x => norm.forward(x.transpose(1, 2)).transpose(1, 2);
                case "BatchNorm2d":
                    var batchNorm = Keep(nn.BatchNorm2d(channels));
                    return x => batchNorm.forward(x.transpose(1, 2).unsqueeze(3)).squeeze(3).transpose(1, 2);
                case "GELU":
                    return Keep(nn.GELU()).forward;
                case "Dropout":
                    return Keep(nn.Dropout(0.5)).forward;
                case "Embedding":
                    var embedding = Keep(nn.Embedding(64, channels));
                    return x => x + embedding.forward(arange(x.shape[1], ScalarType.Int64, x.device));
                case "MultiheadAttention":
                    var attention = Keep(nn.MultiheadAttention(channels, 2));
                    return x => x + attention.call(x.transpose(0, 1), x.transpose(0, 1), x.transpose(0, 1)).Item1.transpose(0, 1);
                default:
                    return x => x + nn.functional.scaled_dot_product_attention(x, x, x, is_casual: true);
            }
        }

        T Keep<T>(T module) where T : nn.Module
        {
            register_module("inner", module);
            return module;
        }
    }
}
