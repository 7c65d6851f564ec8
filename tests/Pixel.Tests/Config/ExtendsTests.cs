using Pixel.Host.Config;

namespace Pixel.Tests.Config;

public sealed class ExtendsTests : IDisposable
{
    readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_chain_is_merged_key_by_key_and_the_nearest_file_wins()
    {
        _folder.Write("root.yaml", "name: root\ndata: {set: mnist, limit: 5}\ntraining: {batch: 1, epochs: 1, seed: 1}\nplugins: [a, b]\n");
        _folder.Write("mid/base.yaml", "extends: ../root.yaml\nname: base\nmodel: {architecture: row-lstm, kernel: 5}\ntraining: {batch: 2, epochs: 2}\n");

        var experiment = _folder.LoadText("extends: mid/base.yaml\ntraining: {batch: 3}\ndata: {limit: ~}\nplugins: [c]\n");

        (experiment.Training.Batch, experiment.Training.Epochs, experiment.Training.Seed).ShouldBe((3, 2, 1));
        (experiment.Data.Set, experiment.Data.Limit).ShouldBe(("mnist", null));
        experiment.Model.Options.ShouldBeOfType<RowOptions>().Kernel.ShouldBe(5);
        experiment.Plugins.ShouldBe([_folder.PathOf("c")]);
        experiment.Name.ShouldBe("x");
    }

    [Fact]
    public void A_problem_is_told_of_the_file_that_holds_it()
    {
        _folder.Write("base.yaml", "data: {set: mnist}\ntraining: {batch: 0, epochs: 0}\n");

        _folder.FailureOf("extends: base.yaml\nmodel: {architecture: pixelcnn, head: 0}\ntraining: {batch: 8}\n").ShouldBe("""
            x.yaml: 2 problems

              x.yaml:2:39  model.head
                is 0; allowed: 1 to 8192.
              base.yaml:2:30  training.epochs
                is 0; allowed: 1 or more.
            """);
    }

    [Fact]
    public void A_base_is_shown_relative_to_the_current_folder_if_the_config_is()
    {
        _folder.Write("base.yaml", "threads: -1\n");
        var file = _folder.Write("sub/x.yaml", $"extends: ../base.yaml\n{ConfigFolder.Least}");
        var here = Directory.GetCurrentDirectory();

        var failure = Should.Throw<ConfigException>(() => ExperimentLoader.Load(
            Path.GetRelativePath(here, file), [], new ConfigContext(ConfigFolder.DataSets, _ => ConfigFolder.Models)));

        failure.Problems.ShouldHaveSingleItem().File.ShouldBe(Path.GetRelativePath(here, _folder.PathOf("base.yaml")));
    }

    [Fact]
    public void A_circle_is_told_where_it_closes()
    {
        _folder.Write("a.yaml", "extends: x.yaml\n");

        _folder.FailureOf("extends: a.yaml\n").ShouldBe(
            "x.yaml: 1 problem\n\n  a.yaml:1:10  extends\n    closes a circle: x.yaml → a.yaml → x.yaml; one of these files must not extend the other.");
    }

    [Theory]
    [InlineData("bsae.yaml", "is 'bsae.yaml', which does not exist; did you mean 'base.yaml'?")]
    [InlineData(".", "is '.', which is a folder; name a YAML file in it.")]
    [InlineData("[base.yaml]", "is a list; expected the path of one file, relative to this one.")]
    [InlineData("~", "is null; expected the path of one file, relative to this one.")]
    [InlineData("''", "is the text ''; expected the path of one file, relative to this one.")]
    public void A_base_that_cannot_be_had_is_told(string given, string told)
    {
        _folder.Write("base.yaml", ConfigFolder.Least);

        _folder.FailureOf($"extends: {given}\n").ShouldBe($"x.yaml: 1 problem\n\n  x.yaml:1:10  extends\n    {told}");
    }

    [Fact]
    public void A_base_that_is_not_yaml_is_told_alone()
    {
        _folder.Write("base.yaml", "a: 'b\n");

        _folder.FailureOf("extends: base.yaml\nthreads: -1\n").ShouldBe(
            "x.yaml: 1 problem\n\n  base.yaml:1:4\n    is not valid YAML: while scanning a quoted scalar, found unexpected end of stream.");
    }
}
