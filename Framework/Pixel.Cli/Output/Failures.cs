using System.Runtime.InteropServices;
using Pixel.Contracts;
using Pixel.Host.Checkpoints;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Experiments;
using Pixel.Host.Imaging;
using Pixel.Host.Plugins;
using Pixel.Host.Training;
using Pixel.Kernels;

namespace Pixel.Cli.Output;

/// <summary>Tells of a failure in words, and gives its exit code. A stack trace is shown only for what nobody foresaw.</summary>
static class Failures
{
    /// <summary>Reports a failure on stderr.</summary>
    public static int Report(Exception problem)
    {
        switch (problem)
        {
            case OperationCanceledException:
                Console.Error.WriteLine("pixelfw: stopped.");
                return ExitCodes.Failed;
            case ConfigException:
                Console.Error.WriteLine(problem.Message);
                return ExitCodes.Usage;
            case ModelException or UnknownArchitectureException or PluginTemplateException or VectorWidthException or ExperimentException { IsUsage: true }:
                Console.Error.WriteLine($"pixelfw: {problem.Message}");
                return ExitCodes.Usage;
            case LayerException layer:
                Console.Error.WriteLine($"pixelfw: {PluginException.Of(layer)?.Message ?? layer.Message}");
                return ExitCodes.Failed;
            case ExperimentException or TrainingException or CheckpointException or DataUnavailableException
                or DataFormatException or ImageFileException or IOException or UnauthorizedAccessException:
                Console.Error.WriteLine($"pixelfw: {problem.Message}");
                return ExitCodes.Failed;
            case ExternalException: // what TorchSharp throws for an error of libtorch
                Console.Error.WriteLine($"pixelfw: libtorch failed: {problem.Message}");
                return ExitCodes.Failed;
            case var _ when PluginException.Of(problem) is { } plugin:
                Console.Error.WriteLine($"pixelfw: {plugin.Message}");
                return ExitCodes.Failed;
            default:
                Console.Error.WriteLine($"pixelfw: an unforeseen failure; please report it with this text.\n{problem}");
                return ExitCodes.Failed;
        }
    }
}
