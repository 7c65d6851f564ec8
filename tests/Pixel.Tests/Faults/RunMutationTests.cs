using System.Text;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Models;
using Pixel.Host.Storage;
using Pixel.Networks;
using Pixel.Sampling;
using Pixel.Tests.Config;
using Pixel.Tests.Support;

namespace Pixel.Tests.Faults;

/// <summary>Random damage to configs, and to the files of a run.</summary>
public sealed class RunMutationTests
{
    const int MostHeader = 400;

    const string Nested = """
        name: "a b" # why
        data: {set: fashion-mnist, root: ~/x, levels: 2}
        model:
          architecture: multi-scale
          factors: [2, 4]
          blend: {share: 0.25, note: 'x'}
          small:
            architecture: row-lstm
            kernel: 5
        training: {learningRate: 1e-3, clip: ~, schedule: {kind: cosine, minimum: 0.1}}
        plugins:
          - a
        """;

    [Fact]
    public void Damaged_weights_are_read_or_told_of()
    {
        var weights = new WeightSet();
        weights.Add("w", new WeightTensor([2, 2], [1f, 2f, 3f, 4f]));
        weights.Add("of none", new WeightTensor([0, 3], Array.Empty<float>()));
        weights.Add("v", new WeightTensor([], [Math.PI]));
        Campaign.Run("w.safetensors", Bytes(path => SafetensorsWriter.Write(path, weights)), path =>
        {
            var read = SafetensorsReader.Read(path);
            foreach (var name in read.Names)
            {
                read[name].Shape.ShouldAllBe(size => size >= 0);
                read[name].As<double>().LongLength.ShouldBe(read[name].Shape.Aggregate(1L, (product, size) => checked(product * size)));
            }
        }, MostHeader);
    }

    [Fact]
    public void Damaged_weights_fill_a_network_and_a_sampler_or_are_told_of()
    {
        using var model = new TinyModel("pixelcnn", Some.Gray);
        Campaign.Run("w.safetensors", Bytes(path => SafetensorsWriter.Write(path, model.Weights)), path =>
        {
            var read = SafetensorsReader.Read(path);
            NetworkWeights.Load(read, model.Module);
            Samplers.CreateIncremental<float>(model.Description, model.Likelihood, read, batch: 1);
        }, MostHeader);
    }

    [Fact]
    public void Damaged_model_cards() => Campaign.Run(
        "model.json", Bytes(path => new ModelCard("pixelcnn", 3, 32, 32, 256, "cifar10", false).Save(path)),
        path => ModelCard.Load(path).ToShape().Dimensions.ShouldBeGreaterThan(0));

    [Fact]
    public void Damaged_model_cards_with_classes() => Campaign.Run(
        "model.json", Bytes(path => new ModelCard("pixelcnn", 3, 32, 32, 256, "cifar10", false, 3, ["cat", "dog", "fish"]).Save(path)), path =>
        {
            if (ModelCard.Load(path).ToClasses() is not { } classes) return;
            classes.Count.ShouldBeGreaterThan(1);
            classes.NameOf(classes.Count - 1).ShouldNotBeNull();
        });

    [Fact]
    public void Damaged_results() => Campaign.Run("result.json", File.ReadAllBytes(Repository.At("models", "mnist-row", "result.json")), path =>
    {
        var result = RunResult.Load(path);
        (result.Architecture, result.Data, result.Split, result.Kind).ShouldNotBe((null!, null!, null!, null!));
        result.Steps.ShouldBeGreaterThanOrEqualTo(result.EvaluatedStep);
        result.ToJson().ShouldNotBeEmpty();
    });

    [Fact]
    public void Damaged_configs() => Config(File.ReadAllBytes(Repository.At("configs", "quickstart.yaml")));

    [Fact]
    public void Damaged_configs_of_nested_models() => Config(Encoding.UTF8.GetBytes(Nested));

    static void Config(byte[] file) => Campaign.Run("x.yaml", file, path =>
    {
        var experiment = ExperimentLoader.Load(path, [], new ConfigContext(["fashion-mnist"], _ => ConfigFolder.Models));
        experiment.Training.Batch.ShouldBeGreaterThan(0);
        ResolvedConfig.ToYaml(experiment).ShouldNotBeEmpty();
    });

    static byte[] Bytes(Action<string> write)
    {
        using var folder = new TempFolder();
        write(folder["file"]);
        return File.ReadAllBytes(folder["file"]);
    }
}
