using Pixel.Host.Config;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pixel.Host.Training;

/// <summary>Makes the optimiser that an experiment names.</summary>
internal static class Optimizers
{
    /// <summary>The optimiser over a network's parameters.</summary>
    public static OptimizerHelper Create(TrainingSettings settings, nn.Module network) => settings.Optimizer switch
    {
        "adam" => optim.Adam(
            network.parameters(), settings.LearningRate, settings.Beta1, settings.Beta2, settings.Epsilon, settings.WeightDecay),
        "adamw" => optim.AdamW(
            network.parameters(), settings.LearningRate, settings.Beta1, settings.Beta2, settings.Epsilon, settings.WeightDecay),
        _ => optim.RMSProp(
            network.parameters(), settings.LearningRate, settings.Alpha, settings.Epsilon, settings.WeightDecay, settings.Momentum),
    };
}
