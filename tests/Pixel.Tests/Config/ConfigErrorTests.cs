namespace Pixel.Tests.Config;

/// <summary>What is said of values and keys that do not fit, word for word.</summary>
public sealed class ConfigErrorTests : IDisposable
{
    readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_the_file() =>
        _folder.FailureOf("""
            batch: 3
            data:
              set: mnits
              levels: 1
            model:
              architecture: row-lstm
              hiden: 3
            training:
              learnigRate: 3
              clip: 0
            threads: many
            """).ShouldBe("""
            x.yaml: 7 problems

              x.yaml:1:1  batch
                is not a known key; did you mean 'training.batch'? Allowed here: data, device, evaluation, extends, kernels, model, name, plugins, sampling, threads, training.
              x.yaml:3:8  data.set
                is 'mnits'; did you mean 'mnist'? Allowed: mnist, cifar10, folder.
              x.yaml:4:11  data.levels
                is 1; allowed: 2 to 256.
              x.yaml:7:3  model.hiden
                is not a known key; did you mean 'model.hidden'? Allowed here: architecture, components, head, hidden, kernel, layers, learnState, likelihood.
              x.yaml:9:3  training.learnigRate
                is not a known key; did you mean 'training.learningRate'? Allowed here: alpha, batch, beta1, beta2, checkpointEvery, clip, ema, epochs, epsilon, initFrom, keep, learningRate, logEvery, microBatch, momentum, optimizer, patience, schedule, seed, steps, validateEvery, validationImages, weightDecay.
              x.yaml:10:9  training.clip
                is 0; allowed: above 0.
              x.yaml:11:10  threads
                is 'many'; expected a whole number, 0 to 1024.
            """);

    [Theory]
    // Whole numbers.
    [InlineData("batch: 0", "batch", "is 0; allowed: 1 to 65536.")]
    [InlineData("batch: 99999999999999999999", "batch", "is 99999999999999999999; allowed: 1 to 65536.")]
    [InlineData("epochs: 2147483648", "epochs", "is 2147483648; the number is too large.")]
    [InlineData("batch: 1.5", "batch", "is 1.5; expected a whole number, 1 to 65536.")]
    [InlineData("batch: 1e3", "batch", "is 1e3; expected a whole number, 1 to 65536.")]
    [InlineData("batch: 1_000", "batch", "is '1_000'; expected a whole number, 1 to 65536.")]
    [InlineData("batch: 0x10", "batch", "is '0x10'; expected a whole number, 1 to 65536.")]
    [InlineData("batch: '16'", "batch", "is the text '16'; expected a whole number, 1 to 65536: remove the quotes.")]
    [InlineData("batch: [16]", "batch", "is a list; expected a whole number, 1 to 65536.")]
    [InlineData("batch: {of: 16}", "batch", "is a block of keys; expected a whole number, 1 to 65536.")]
    [InlineData("batch:", "batch", "is null; expected a whole number, 1 to 65536; leave the key out for its default.")]
    [InlineData("steps: few", "steps", "is 'few'; expected a whole number, 1 or more, or null.")]
    // Numbers.
    [InlineData("learningRate: 0", "learningRate", "is 0; allowed: above 0, up to 10.")]
    [InlineData("learningRate: 0.0", "learningRate", "is 0.0; allowed: above 0, up to 10.")]
    [InlineData("learningRate: 0,1", "learningRate", "is '0,1'; expected a number, above 0, up to 10.")]
    [InlineData("learningRate: .nan", "learningRate", "is '.nan'; expected a number, above 0, up to 10.")]
    [InlineData("learningRate: NaN", "learningRate", "is 'NaN'; expected a number, above 0, up to 10.")]
    [InlineData("learningRate: .inf", "learningRate", "is '.inf'; expected a number, above 0, up to 10.")]
    [InlineData("clip: 1e999", "clip", "is 1e999; the number is too large.")]
    [InlineData("ema: 1", "ema", "is 1; allowed: above 0, below 1.")]
    [InlineData("alpha: 1.0", "alpha", "is 1.0; allowed: 0 to below 1.")]
    // Texts.
    [InlineData("optimizer: adan", "optimizer", "is 'adan'; did you mean 'adam'? Allowed: rmsprop, adam, adamw.")]
    [InlineData("optimizer: sgd", "optimizer", "is 'sgd'; allowed: rmsprop, adam, adamw.")]
    [InlineData("optimizer: ~", "optimizer", "is null; expected one of rmsprop, adam, adamw; leave the key out for its default.")]
    // Blocks.
    [InlineData("schedule: cosine", "schedule", "is 'cosine'; expected a block of keys: kind, warmup, decay, minimum.")]
    [InlineData("schedule:", "schedule", "is null; expected a block of keys; leave the key out for its default.")]
    // Keys.
    [InlineData("learning_rate: 1", "learning_rate", "is not a known key; did you mean 'training.learningRate'? Allowed here: alpha,", true)]
    [InlineData("warmup: 1", "warmup", "is not a known key; did you mean 'training.schedule.warmup'? Allowed here: alpha,", true)]
    [InlineData("hidden: 1", "hidden", "is not a known key; did you mean 'model.hidden'? Allowed here: alpha,", true)]
    [InlineData("zebra: 1", "zebra", "is not a known key; allowed here: alpha,", true)]
    [InlineData("schedule.warmup: 1", "schedule.warmup", "is not a known key; in a file keys are nested: write 'schedule: {warmup: …}', or one key a line, indented.")]
    public void A_value_or_key_of_a_block_is_told_apart(string line, string key, string told, bool isStart = false)
    {
        var message = _folder.FailureOf($"{ConfigFolder.Least}training:\n  {line}\n");

        var column = told.StartsWith("is not a known", StringComparison.Ordinal) ? 3 : 3 + line.IndexOf(": ", StringComparison.Ordinal) + 2;
        if (line.EndsWith(':'))
            column = 3 + line.Length;
        var whole = $"x.yaml: 1 problem\n\n  x.yaml:4:{column}  training.{key}\n    {told}";
        (isStart ? message[..Math.Min(whole.Length, message.Length)] : message).ShouldBe(whole);
    }

    [Theory]
    [InlineData("model: {architecture: row-lsmt}", "x.yaml:2:23  model.architecture\n    is 'row-lsmt'; did you mean 'row-lstm'? Allowed: pixelcnn, row-lstm, multi-scale.")]
    [InlineData("model: {hidden: 3}", "x.yaml:2:8  model.architecture\n    is missing; expected one of pixelcnn, row-lstm, multi-scale.")]
    [InlineData("", "x.yaml:1:1  model.architecture\n    is missing; expected one of pixelcnn, row-lstm, multi-scale.")]
    [InlineData("model: row-lstm", "x.yaml:2:8  model\n    is 'row-lstm'; expected a block of keys: architecture, and the options of the architecture.")]
    [InlineData("model: {architecture: pixelcnn, kernel: 3}", "x.yaml:2:33  model.kernel\n    is not a known key; row-lstm has it, but not this architecture. Allowed here: architecture, components, head, hidden, layers, likelihood.")]
    [InlineData("model: {architecture: pixelcnn, likelihood: logistc-mixture}", "x.yaml:2:45  model.likelihood\n    is 'logistc-mixture'; did you mean 'logistic-mixture'? Allowed: auto, bernoulli, softmax, logistic-mixture, gaussian-mixture.")]
    [InlineData("model: {architecture: pixelcnn, likelihood: 3}", "x.yaml:2:45  model.likelihood\n    is 3; allowed: auto, bernoulli, softmax, logistic-mixture, gaussian-mixture.")]
    [InlineData("model: {architecture: pixelcnn, components: 101}", "x.yaml:2:45  model.components\n    is 101; allowed: 1 to 100.")]
    [InlineData("model: {architecture: row-lstm, learnState: yes}", "x.yaml:2:45  model.learnState\n    is 'yes'; expected true or false.")]
    [InlineData("model: {architecture: row-lstm, kernel: 4}", "x.yaml:2:41  model.kernel\n    is 4; expected an odd number.")]
    [InlineData("model: {architecture: multi-scale}", "x.yaml:2:8  model.small.architecture\n    is missing; expected one of pixelcnn, row-lstm, multi-scale.")]
    [InlineData("model: {architecture: multi-scale, small: {architecture: pixelcnn, layers: 0}}", "x.yaml:2:76  model.small.layers\n    is 0; allowed: 1 to 256.")]
    [InlineData("model: {architecture: multi-scale, small: {architecture: pixelcnn}, factors: [2, 9]}", "x.yaml:2:82  model.factors[1]\n    is 9; allowed: 2 to 8.")]
    [InlineData("model: {architecture: multi-scale, small: {architecture: pixelcnn}, factors: 2}", "x.yaml:2:78  model.factors\n    is 2; expected a list, each item a whole number, 2 to 8.")]
    [InlineData("model: {architecture: multi-scale, small: {architecture: pixelcnn}, blend: {share: 1}}", "x.yaml:2:84  model.blend.share\n    is 1; allowed: 0 to below 1.")]
    public void The_model_block_is_checked_against_its_architecture(string line, string told) =>
        _folder.FailureOf($"data: {{set: mnist}}\n{line}\n").ShouldBe($"x.yaml: 1 problem\n\n  {told}");

    [Theory]
    [InlineData("data: {}", "x.yaml:2:7  data.set\n    is missing; expected one of mnist, cifar10, folder.")]
    [InlineData("data: {set: folder}", "x.yaml:2:7  data.root\n    is missing; the set 'folder' needs the folder of its images.")]
    [InlineData("data: {set: mnist, channels: 2}", "x.yaml:2:30  data.channels\n    is 2; allowed: 1, 3.")]
    [InlineData("data: {set: mnist, root: ''}", "x.yaml:2:26  data.root\n    is the text ''; expected a path.")]
    [InlineData("data: {set: mnist}\ndevice: gpu", "x.yaml:3:9  device\n    is 'gpu'; allowed: cpu, cuda, or cuda:N with N counting devices from 0.")]
    [InlineData("data: {set: mnist}\ndevice: ''", "x.yaml:3:9  device\n    is the text ''; allowed: cpu, cuda, or cuda:N with N counting devices from 0.")]
    [InlineData("data: {set: mnist}\nname: a/b", "x.yaml:3:7  name\n    is 'a/b'; allowed: a name for a folder, 1 to 100 characters, no slash or backslash.")]
    [InlineData("data: {set: mnist}\nname: ..", "x.yaml:3:7  name\n    is '..'; allowed: a name for a folder, 1 to 100 characters, no slash or backslash.")]
    [InlineData("data: {set: mnist}\nplugins: more", "x.yaml:3:10  plugins\n    is 'more'; expected a list, each item a path.")]
    [InlineData("data: {set: mnist}\nplugins: [a, ~]", "x.yaml:3:14  plugins[1]\n    is null; expected a list, each item a path.")]
    public void The_other_blocks_are_checked_too(string lines, string told) =>
        _folder.FailureOf($"model: {{architecture: pixelcnn}}\n{lines}\n").ShouldBe($"x.yaml: 1 problem\n\n  {told}");

    [Fact]
    public void A_long_or_odd_text_is_shown_on_one_line_and_cut() =>
        _folder.FailureOf($"{ConfigFolder.Least}device: \"\\e[31m\\n{new string('x', 100)}\"\n").ShouldBe(
            $"x.yaml: 1 problem\n\n  x.yaml:3:9  device\n    is the text '\\u001b[31m\\u000a{new string('x', 54)}…'; " +
            "allowed: cpu, cuda, or cuda:N with N counting devices from 0.");
}
