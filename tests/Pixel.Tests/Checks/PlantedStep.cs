using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Tests.Checks;

sealed class PlantedStep<T>(PlantedLayer layer, StepContext<T> context) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly T[] _scale = context.Weights["scale"];

    T Factor => layer.Fault == Fault.WrongStep || (layer.Fault == Fault.WrongStepOfABatchOfTwo && context.Output.Batch == 2)
        ? T.CreateTruncating(-1)
        : T.One;

    public override void Step(int row, int column, int group)
    {
        for (var image = 0; image < context.Output.Batch; image++)
            foreach (var channel in layer.Channels.ChannelsOf(group))
                context.Output.At(row, column, image)[channel] = context.Inputs[0].At(row, column, image)[channel] * _scale[channel] * Factor;
    }
}
