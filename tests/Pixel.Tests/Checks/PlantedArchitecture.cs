using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Numerics;
using Pixel.Contracts;
using Pixel.Likelihoods;
using Pixel.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pixel.Tests.Checks;

/// <summary>A sound small architecture with one fault, in its middle layer or in its options.</summary>
sealed class PlantedArchitecture(Fault fault) : IArchitecture
{
    public string Name => "planted";

    public string Summary => "one fault";

    public Type OptionsType => fault switch
    {
        Fault.UndocumentedOption => typeof(Undocumented),
        Fault.UnlimitedOption => typeof(Unlimited),
        _ => typeof(ModelOptions),
    };

    public NetworkDescription Build(ModelOptions options, BuildContext context)
    {
        var network = new NetworkBuilder(context);
        var features = network.FirstLayer(options.Hidden);
        network.Head(network.Add("planted", new PlantedLayer(features.Channels, fault), features), options.Head);
        return network.Build();
    }

    public sealed class Undocumented : ModelOptions
    {
        [Range(1, 3)]
        public int Depth { get; set; } = 1;
    }

    public sealed class Unlimited : ModelOptions
    {
        [Description("Takes any number.")]
        public int Depth { get; set; } = 1;
    }
}

/// <summary>What is wrong with a <see cref="PlantedArchitecture"/>.</summary>
public enum Fault
{
    None,
    Throws,
    NotFinite,
    UndescribedParameter,
    UndocumentedOption,
    UnlimitedOption,
    RandomNumbers,
    BatchStatistic,
    UnregisteredMask,
    MisnamedBuffer,
    DeclaresTooMuch,
    ReadsTooMuch,
    WrongStep,
    WrongStepOfABatchOfTwo,
    DetachedWeight,
    StateThatIsNotSaved,
    KeptTensors,
    KeptReferences,
    WritesAhead,
}

/// <summary>Multiplies each channel by a weight, with one fault.</summary>
sealed record PlantedLayer(ChannelGroups Channels, Fault Fault) : LayerDescription
{
    public override string Kind => "planted layer";

    public override string Details => $"{Channels.Channels}";

    public override ChannelGroups Output => Channels;

    public override IReadOnlyList<ParameterDescription> Parameters => [new("scale", [Channels.Channels], 1, Channels.Channels)];

    public override bool HasStepFace => Fault != Fault.ReadsTooMuch;

    public override void Validate(IReadOnlyList<ChannelGroups> inputs)
    {
    }

    public override IEnumerable<Read> Reads(Cell cell, int height, int width)
    {
        yield return new Read(0, cell);
        if (Fault == Fault.DeclaresTooMuch && cell.Column > 0) yield return new Read(0, cell with { Column = cell.Column - 1 });
    }

    public override LayerModule CreateModule() => new PlantedModule(this);

    public override StepLayer<T> CreateStep<T>(StepContext<T> context) => new PlantedStep<T>(this, context);
}

sealed class PlantedModule : UnaryLayerModule
{
    readonly Fault _fault;
    readonly Tensor[] _masks = [];
    readonly Tensor? _misnamed;
    readonly Tensor? _seen;

    public PlantedModule(PlantedLayer layer) : base(layer)
    {
        _fault = layer.Fault;
        if (_fault == Fault.UnregisteredMask) _masks = [ones(1, layer.Channels.Channels, 1, 1).DetachFromDisposeScope()];
        if (_fault == Fault.MisnamedBuffer) _misnamed = RegisterConstant("mask", ones(1, layer.Channels.Channels, 1, 1));
        if (_fault == Fault.StateThatIsNotSaved) _seen = RegisterConstant(nameof(_seen), zeros(1));
        if (_fault == Fault.UndescribedParameter) register_parameter("extra", new Parameter(ones(1).DetachFromDisposeScope()));
    }

    /// <summary>What <see cref="Fault.KeptTensors"/> and <see cref="Fault.KeptReferences"/> keep.</summary>
    public static List<Tensor> Kept { get; } = [];

    public override Tensor Forward(Tensor input)
    {
        var scale = Weight("scale").view(1, -1, 1, 1);
        if (_fault == Fault.DetachedWeight) scale = scale.detach();
        var output = input * scale; // (B, C, H, W)
        if (_fault == Fault.KeptTensors) Kept.Add(ones(1).DetachFromDisposeScope());
        if (_fault == Fault.KeptReferences) Kept.Add(Weight("scale").alias().DetachFromDisposeScope());
        if (_seen is not null && training)
        {
            using var _ = no_grad();
            _seen.add_(1);
        }
        return _fault switch
        {
            Fault.Throws => throw new InvalidOperationException("gone wrong"),
            Fault.NotFinite => output / 0.0,
            Fault.ReadsTooMuch => output + nn.functional.pad(output, (1, 0)).narrow(3, 0, output.shape[3]), // the left neighbour
            Fault.RandomNumbers => output + rand_like(output) * 0.01,
            Fault.BatchStatistic => output - output.mean([0L], keepdim: true).detach(),
            Fault.UnregisteredMask => output * _masks[0],
            Fault.MisnamedBuffer => output * _misnamed!,
            Fault.StateThatIsNotSaved => output + _seen!,
            _ => output,
        };
    }
}

sealed class PlantedStep<T>(PlantedLayer layer, StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly T[] _scale = context.Weights["scale"];

    T Factor => layer.Fault == Fault.WrongStep || (layer.Fault == Fault.WrongStepOfABatchOfTwo && context.Output.Batch == 2)
        ? T.CreateTruncating(-1)
        : T.One;

    public override void Step(int row, int column, int group)
    {
        if (layer.Fault == Fault.WritesAhead && column + 1 < context.Output.Width) context.Output.Group(row, column + 1, group).Clear();
        for (var image = 0; image < context.Output.Batch; image++)
            foreach (var channel in layer.Channels.ChannelsOf(group))
                context.Output.At(row, column, image)[channel] = context.Inputs[0].At(row, column, image)[channel] * _scale[channel] * Factor;
    }
}

/// <summary>A softmax whose loss or whose probabilities are half as sure as they should be.</summary>
sealed class UnnormalizedLikelihood(bool inTheLoss) : ILikelihood
{
    readonly SoftmaxLikelihood _right = new();

    public string Name => "unnormalized";

    public ChannelGroups OutputFor(ImageShape image) => _right.OutputFor(image);

    public Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image, ForwardContext? context = null) =>
        _right.NegativeLogLikelihood(output, levels, image) * (inTheLoss ? 0.5 : 1);

    public void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities)
    {
        _right.Probabilities(output, pixel, channel, probabilities);
        if (inTheLoss) return;
        foreach (ref var probability in probabilities) probability /= 2;
    }
}
