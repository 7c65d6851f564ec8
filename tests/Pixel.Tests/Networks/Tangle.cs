using Pixel.Contracts;
using Pixel.Networks;

namespace Pixel.Tests.Networks;

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
