using Pixel.Contracts;
using Pixel.Networks;

namespace DecayNet;

/// <summary>Linear recurrences in place of an LSTM: local masked convolutions, and fading memories of all that is above and to the left.</summary>
public sealed class DecayNetArchitecture : Architecture<StackOptions>
{
    /// <inheritdoc/>
    public override string Name => "decay-net";

    /// <inheritdoc/>
    public override string Summary => "Masked convolutions with exponentially fading memories along rows and columns; no gates, no steps to wait for";

    /// <inheritdoc/>
    protected override NetworkDescription Build(StackOptions options, BuildContext context) =>
        LayerStack.Describe(context, options, (network, name, input) =>
        {
            var x = network.MaskedConvolution($"{name}_conv", network.Rectifier($"{name}_relu1", input), options.Hidden, 3);
            x = network.Biased($"{name}_biased", x);
            x = network.Add($"{name}_decay", new Decay(x.Channels), x);
            return network.MaskedConvolution($"{name}_expand", network.Rectifier($"{name}_relu2", x), 2 * options.Hidden, 1);
        });
}
