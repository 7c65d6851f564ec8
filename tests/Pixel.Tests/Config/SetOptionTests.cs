namespace Pixel.Tests.Config;

public sealed class SetOptionTests : IDisposable
{
    readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_set_goes_before_the_file_and_the_last_one_wins()
    {
        var experiment = _folder.LoadText(ConfigFolder.Least + "training: {batch: 1, seed: 7, clip: 1}\n",
            "training.batch=2", "training.batch=3", "training.schedule.kind=cosine", "training.clip=null", "model.architecture=row-lstm",
            "model.kernel = 9", "name=a: b=c");

        (experiment.Training.Batch, experiment.Training.Seed, experiment.Training.Clip).ShouldBe((3, 7, null));
        experiment.Training.Schedule.Kind.ShouldBe("cosine");
        experiment.Model.Options.ShouldBeOfType<RowOptions>().Kernel.ShouldBe(9);
        experiment.Name.ShouldBe("a: b=c");
    }

    [Fact]
    public void A_set_may_give_a_list_or_a_block()
    {
        var experiment = _folder.LoadText(ConfigFolder.Least, "plugins=[/a, /b]", "training.schedule={kind: cosine, warmup: 5}");

        experiment.Plugins.ShouldBe(["/a", "/b"]);
        (experiment.Training.Schedule.Kind, experiment.Training.Schedule.Warmup).ShouldBe(("cosine", 5));
    }

    [Theory]
    [InlineData("training.batch=0", "  training.batch\n    is 0; allowed: 1 to 65536.")]
    [InlineData("training.batch=many", "  training.batch\n    is 'many'; expected a whole number, 1 to 65536.")]
    [InlineData("training.batch=null", "  training.batch\n    is null; expected a whole number, 1 to 65536; leave the key out for its default.")]
    [InlineData("training.batch=", "  training.batch\n    is null; expected a whole number, 1 to 65536; leave the key out for its default.")]
    [InlineData("training.batch.size=1", "  training.batch\n    is a block of keys; expected a whole number, 1 to 65536.")]
    [InlineData("model.hiden=1", "  model.hiden\n    is not a known key; did you mean 'model.hidden'? Allowed here: architecture, components, head, hidden, layers, likelihood.")]
    [InlineData("training=3", "  training\n    is 3; expected a block of keys: optimizer, learningRate, batch, microBatch, epochs, steps, seed, schedule, clip, ema, weightDecay, alpha, momentum, beta1, beta2, epsilon, validateEvery, validationImages, checkpointEvery, keep, patience, initFrom, logEvery.")]
    [InlineData("extends=a.yaml", "  extends\n    cannot be set; a file says what it extends.")]
    [InlineData("training.batch", "\n    is not of the form path=value; for example --set training.batch=32.")]
    [InlineData("training..batch=3", "\n    is not of the form path=value; for example --set training.batch=32.")]
    [InlineData("=3", "\n    is not of the form path=value; for example --set training.batch=32.")]
    [InlineData("plugins=[a", "\n    is not valid YAML: while parsing a flow sequence, did not find expected ',' or ']'.")]
    public void A_set_that_does_not_fit_is_told_as_it_was_given(string set, string told) =>
        _folder.FailureOf(ConfigFolder.Least, set).ShouldBe($"x.yaml: 1 problem\n\n  --set {set}{told}");

    [Fact]
    public void Sets_are_told_after_the_files() =>
        _folder.FailureOf("data: {limit: 0}\nmodel: {architecture: pixelcnn}\n", "threads=-1", "data.levels=8").ShouldBe("""
            x.yaml: 3 problems

              x.yaml:1:7  data.set
                is missing; expected one of mnist, cifar10, folder.
              x.yaml:1:15  data.limit
                is 0; allowed: 1 or more.
              --set threads=-1  threads
                is -1; allowed: 0 to 1024.
            """);

    [Fact]
    public void What_only_a_set_mentions_is_missed_in_the_file() =>
        _folder.FailureOf("model: {architecture: pixelcnn}\n", "data.limit=3").ShouldBe(
            "x.yaml: 1 problem\n\n  x.yaml:1:1  data.set\n    is missing; expected one of mnist, cifar10, folder.");
}
