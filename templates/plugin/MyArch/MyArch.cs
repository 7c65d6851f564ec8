using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;
using Pixel.Networks;

namespace MyArch;

/// <summary>The options: those of every stack of layers (hidden, layers, head, likelihood, residual, skip), and one of its own.</summary>
public sealed class MyArchOptions : StackOptions
{
    /// <summary>Rows and columns of the masked convolutions; <c>model.kernel</c> in YAML.</summary>
    /// <value>The default value is 3.</value>
    [AllowedValues(1, 3, 5, 7)]
    [Description("Rows and columns of the masked convolutions: 1, 3, 5 or 7.")]
    public int Kernel { get; set; } = 3;
}

/// <summary>The network as a graph of layers; no tensor is made here.</summary>
static class MyArchNetwork
{
    /// <summary>The paper's frame, 7×7 mask A, N layers, output stage, with a layer from 2h to 2h channels that is our own.</summary>
    public static NetworkDescription Describe(MyArchOptions options, BuildContext context) =>
        LayerStack.Describe(context, options, (network, name, input) =>
        {
            var x = network.Rectifier($"{name}_relu1", input);
            x = network.MaskedConvolution($"{name}_conv", x, options.Hidden, options.Kernel); // mask B: only the first layer is A
            x = network.Add($"{name}_above", new MyArchLayer(x.Channels), x);
            x = network.Rectifier($"{name}_relu2", x);
            return network.MaskedConvolution($"{name}_expand", x, 2 * options.Hidden, 1);
        });
}

/// <summary>What the host finds in this plug-in: a public class with a constructor without parameters.</summary>
public sealed class MyArchArchitecture : Architecture<MyArchOptions>
{
    /// <inheritdoc/>
    public override string Name => "my-arch";

    /// <inheritdoc/>
    public override string Summary => "Masked convolutions that add the pixel above, scaled by a learned factor";

    /// <inheritdoc/>
    protected override NetworkDescription Build(MyArchOptions options, BuildContext context) => MyArchNetwork.Describe(options, context);
}
