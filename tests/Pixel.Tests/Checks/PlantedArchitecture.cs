using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Contracts;
using Pixel.Networks;

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
