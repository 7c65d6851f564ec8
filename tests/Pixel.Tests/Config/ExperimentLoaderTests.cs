using Pixel.Contracts;
using Pixel.Host.Config;

namespace Pixel.Tests.Config;

public sealed class ExperimentLoaderTests : IDisposable
{
    readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_least_config_takes_every_default()
    {
        var experiment = _folder.LoadText(ConfigFolder.Least);

        experiment.Name.ShouldBe("x");
        experiment.Data.Set.ShouldBe("mnist");
        experiment.Model.Architecture.ShouldBe("pixelcnn");
        experiment.Model.Options.ShouldBeOfType<ModelOptions>().Hidden.ShouldBe(16);
        experiment.Training.ShouldBeEquivalentTo(new TrainingSettings());
        experiment.Sampling.ShouldBeEquivalentTo(new SamplingSettings());
        experiment.Device.ShouldBe("cpu");
        experiment.Plugins.ShouldBeEmpty();
    }

    [Fact]
    public void Every_kind_of_value_is_bound()
    {
        var experiment = _folder.LoadText("""
            name: "try: 1"
            data:
              set: cifar10
              levels: 8
              limit: ~
            model:
              architecture: row-lstm
              hidden: 32
              kernel: +5
              learnState: true
            training:
              learningRate: 1e-4
              clip: .5
              ema: 0.999
              schedule:
                kind: cosine
                minimum: 1
            device: cuda:1
            """);

        experiment.Name.ShouldBe("try: 1");
        experiment.Data.Levels.ShouldBe(8);
        experiment.Data.Limit.ShouldBeNull();
        var options = experiment.Model.Options.ShouldBeOfType<RowOptions>();
        (options.Hidden, options.Kernel, options.LearnState).ShouldBe((32, 5, true));
        (experiment.Training.LearningRate, experiment.Training.Clip, experiment.Training.Ema).ShouldBe((1e-4, 0.5, 0.999));
        (experiment.Training.Schedule.Kind, experiment.Training.Schedule.Minimum).ShouldBe(("cosine", 1.0));
        experiment.Device.ShouldBe("cuda:1");
    }

    [Fact]
    public void Options_may_hold_blocks_lists_and_further_architectures()
    {
        var experiment = _folder.LoadText("""
            data: {set: mnist}
            model:
              architecture: multi-scale
              factors: [2, 4]
              blend: {share: 0.25}
              small: {architecture: row-lstm, kernel: 7}
              middle:
                architecture: multi-scale
                small: {architecture: pixelcnn, layers: 3}
            """);

        var options = experiment.Model.Options.ShouldBeOfType<MultiScaleOptions>();
        options.Factors.ShouldBe([2, 4]);
        options.Blend.Share.ShouldBe(0.25);
        options.Small.Options.ShouldBeOfType<RowOptions>().Kernel.ShouldBe(7);
        options.Middle!.Options.ShouldBeOfType<MultiScaleOptions>().Small.Options.Layers.ShouldBe(3);
    }

    [Fact]
    public void Paths_start_at_the_file_that_names_them()
    {
        _folder.Write("shared/base.yaml", ConfigFolder.Least + "plugins: [../more]\n");

        var experiment = _folder.LoadText("extends: shared/base.yaml\ndata: {root: images}\n");

        experiment.Data.Root.ShouldBe(_folder.PathOf("images"));
        experiment.Plugins.ShouldBe([_folder.PathOf("more")]);
    }

    [Fact]
    public void Paths_of_set_start_at_the_current_folder_and_a_tilde_is_home()
    {
        var experiment = _folder.LoadText(ConfigFolder.Least, "data.root=images", "plugins=[~/a, /b]");

        experiment.Data.Root.ShouldBe(Path.GetFullPath("images"));
        experiment.Plugins.ShouldBe([Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "a"), "/b"]);
    }

    [Fact]
    public void The_plugin_folders_are_known_before_the_architectures_are_asked_for()
    {
        var file = _folder.Write("x.yaml", ConfigFolder.Least + "plugins: [more]\n");
        IReadOnlyList<string>? asked = null;

        ExperimentLoader.Load(file, [], new ConfigContext(ConfigFolder.DataSets, folders =>
        {
            asked = folders;
            return ConfigFolder.Models;
        }));

        asked.ShouldBe([_folder.PathOf("more")]);
    }

    [Fact]
    public void An_options_class_that_yaml_cannot_give_is_its_authors_fault()
    {
        var file = _folder.Write("x.yaml", "data: {set: mnist}\nmodel: {architecture: odd}\n");
        var context = new ConfigContext(ConfigFolder.DataSets, _ => new KnownModels([new("odd", "", typeof(OddOptions))], []));

        Should.Throw<NotSupportedException>(() => ExperimentLoader.Load(file, [], context)).Message.ShouldBe(
            "Pixel.Tests.Config.ExperimentLoaderTests+OddOptions.Day has the type System.DateTime, which a config cannot give. " +
            "Use bool, int, long, double, string (with [AllowedValues] in place of an enum), T[] or IReadOnlyList<T> of those, " +
            "or a class with settable properties and a constructor without parameters.");
    }

    public sealed class OddOptions : ModelOptions
    {
        public DateTime Day { get; set; }
    }
}
