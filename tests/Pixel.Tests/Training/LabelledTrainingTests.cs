using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Models;
using Pixel.Host.Training;
using Pixel.Networks;
using Pixel.Tests.PluginCatalogs;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Training;

/// <summary>A step of training sees each image with its own label.</summary>
public sealed class LabelledTrainingTests
{
    static readonly ImageShape Image = new(1, 5, 4, 2);

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(3)]
    public void The_labels_are_those_of_the_images_of_the_batch_in_its_order(int? microBatch)
    {
        using var model = Create();
        var images = RandomImages.Create(Image, 12, seed: 5, classes: 3); // labels in turn
        int[] batch = [7, 2, 5, 0, 3];
        using var step = new TrainingStep(model.Module, model.Likelihood, new TrainingSettings { MicroBatch = microBatch }, images);
        double expected;
        using (NewDisposeScope())
        {
            var context = new ForwardContext { Conditions = new Conditions(Labels: tensor(new long[] { 1, 2, 2, 0, 0 })) };
            expected = TeacherForcing.Nats(model.Module, model.Likelihood, LevelBatch.Gather(images, batch, CPU, float64), context).Image.mean().ToDouble();
        }

        step.Make(0, batch, learningRate: 0.1).Nats.ShouldBe(expected, 1e-10);
    }

    [Fact]
    public void A_step_moves_the_weights_of_the_classes_of_its_images_alone()
    {
        using var model = Create();
        var images = RandomImages.Create(Image, 12, seed: 5, classes: 3);
        using var step = new TrainingStep(model.Module, model.Likelihood, new TrainingSettings(), images);
        var before = Biases();
        step.Make(0, [1, 4, 5], learningRate: 0.1); // labels 1, 1 and 2
        var after = Biases();
        foreach (var (name, values) in before)
        {
            var row = values.Length / 3;
            after[name][..row].ShouldBe(values[..row], name);
            after[name][row..(2 * row)].ShouldNotBe(values[row..(2 * row)], name);
            after[name][(2 * row)..].ShouldNotBe(values[(2 * row)..], name);
        }

        Dictionary<string, double[]> Biases()
        {
            var classes = model.Module.named_parameters().Where(parameter => parameter.name.EndsWith("_class.weight", StringComparison.Ordinal)).ToArray();
            classes.ShouldNotBeEmpty();
            return classes.ToDictionary(parameter => parameter.name, parameter => parameter.parameter.cpu().data<double>().ToArray());
        }
    }

    [Fact]
    public void An_architecture_that_reads_no_labels_is_told_of()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["x.yaml"], "data: {set: sample, labels: true}\nmodel: {architecture: swish-net}\n");
        using var setup = ExperimentSetup.Load(folder["x.yaml"], [], [Fixture.Folder("OwnLayer")]);
        Should.Throw<ModelException>(() => PixelModel.Build(setup.Experiment.Model, setup.Shape, setup.Plugins, setup.Classes!.Count)).Message.ShouldBe("The network reads no labels; take an architecture that can be conditioned on classes, or 'data.labels: false'.");
    }

    static CheckedModel Create()
    {
        var plugin = Plugins.Find("pixelcnn");
        var options = (ModelOptions)Activator.CreateInstance(plugin.OptionsType)!;
        (options.Hidden, options.Layers, options.Head) = (6, 1, 6);
        return new CheckedModel(plugin, options, Image, Plugins.Catalog, classes: 3);
    }
}
