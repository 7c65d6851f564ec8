using Pixel.Contracts;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pixel.Tests.Checks;

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

    /// <summary>What <see cref="Fault.KeptTensors"/> keeps.</summary>
    public static List<Tensor> Kept { get; } = [];

    public override Tensor Forward(Tensor input)
    {
        var scale = Weight("scale").view(1, -1, 1, 1);
        if (_fault == Fault.DetachedWeight) scale = scale.detach();
        var output = input * scale; // (B, C, H, W)
        if (_fault == Fault.KeptTensors) Kept.Add(ones(1).DetachFromDisposeScope());
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
