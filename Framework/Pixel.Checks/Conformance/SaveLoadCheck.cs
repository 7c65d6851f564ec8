using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Host.Storage;
using Pixel.Networks;
using static TorchSharp.torch;

namespace Pixel.Checks.Conformance;

/// <summary>A trained network that was saved and loaded gives the same output, bit for bit.</summary>
sealed class SaveLoadCheck : IConformanceCheck
{
    public string Name => "save and load";

    public string Meaning =>
        "A trained network is not its saved weights: look for what training changes besides the described parameters, such as running statistics in a buffer; only parameters are saved.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id, DeterminismCheck.Id, DtypeCheck.Id];

    public Outcome Run(Subject subject)
    {
        var folder = Directory.CreateTempSubdirectory("pixelfw-check-");
        try
        {
            var path = Path.Combine(folder.FullName, "weights.safetensors");
            var findings = from image in subject.Measured
                           from type in new[] { ScalarType.Float32, ScalarType.Float64 }
                           let difference = Difference(subject, image, type, path)
                           where difference != 0
                           select $"{Names.Of(image)}: after a training step, a safetensors file and back the output differs by {difference:G2} in {type}";
            return Outcome.Of([.. findings], "a trained network comes back from its safetensors file bit for bit");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static double Difference(Subject subject, ImageShape image, ScalarType type, string path)
    {
        using var trained = subject.Create(image, seed: 1, type);
        using var loaded = subject.Create(image, seed: 2, type);
        trained.TrainOneStep(seed: 3);
        SafetensorsWriter.Write(path, trained.Weights);
        NetworkWeights.Load(SafetensorsReader.Read(path), loaded.Module);
        var levels = SomeImages.Levels(image, 2);
        return trained.Outputs(levels).Zip(loaded.Outputs(levels)).Max(pair => Math.Abs(pair.First - pair.Second));
    }
}
