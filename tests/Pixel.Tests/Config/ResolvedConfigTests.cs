using Pixel.Host.Config;

namespace Pixel.Tests.Config;

public sealed class ResolvedConfigTests : IDisposable
{
    readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_key_is_written_with_its_value() =>
        ResolvedConfig.ToYaml(_folder.LoadText("""
            name: "no"
            data: {set: folder, root: /my images, channels: 3}
            model:
              architecture: multi-scale
              small: {architecture: row-lstm, learnState: true}
              blend: {note: "a: \"b\"\n"}
            training: {epsilon: 1e-9, learningRate: 0.00030000000000000003, seed: 7}
            device: cuda:0
            plugins: [/a, "/b, c"]
            """)).ShouldBe("""
            # Resolved by pixelfw: every key with its value. To vary the experiment, edit the config it was made from.
            name: "no"
            data:
              set: folder
              root: "/my images"
              ifUnavailable: error
              levels: null
              height: null
              width: null
              channels: 3
              labels: false
              limit: null
              trainOn: train
            model:
              architecture: multi-scale
              hidden: 16
              layers: 7
              head: 32
              likelihood: auto
              components: 10
              small:
                architecture: row-lstm
                hidden: 16
                layers: 7
                head: 32
                likelihood: auto
                components: 10
                kernel: 3
                learnState: true
              middle: null
              factors: [2]
              blend:
                share: 0.5
                note: "a: \"b\"\u000a"
            training:
              optimizer: rmsprop
              learningRate: 0.00030000000000000003
              batch: 16
              microBatch: null
              epochs: null
              steps: null
              seed: 7
              schedule:
                kind: constant
                warmup: 0
                decay: 0.999995
                minimum: 0
              clip: null
              ema: null
              weightDecay: 0
              alpha: 0.99
              momentum: 0
              beta1: 0.9
              beta2: 0.999
              epsilon: 1.0e-09
              validateEvery: null
              validationImages: null
              checkpointEvery: null
              keep: 1
              patience: null
              initFrom: null
              logEvery: 10
            evaluation:
              batch: 64
            sampling:
              count: 16
              seed: 0
              temperature: 1
              sampler: incremental
              every: null
            device: cuda:0
            threads: 0
            kernels: managed
            plugins: [/a, "/b, c"]

            """);

    [Theory]
    [InlineData(ConfigFolder.Least)]
    [InlineData("name: 'null'\ndata: {set: folder, root: ./a b, levels: 2, limit: 9}\nmodel: {architecture: row-lstm, kernel: 9}\nthreads: 3")]
    [InlineData("name: 'ø 😀 #'\ndata: {set: mnist}\nmodel: {architecture: multi-scale, factors: [], small: {architecture: pixelcnn}, middle: {architecture: row-lstm}}")]
    [InlineData("name: '12'\ndata: {set: mnist}\nmodel: {architecture: multi-scale, small: {architecture: pixelcnn}, blend: {note: \"\\t\\u2028\\\\\"}}\nplugins: [., ..]")]
    public void The_resolved_form_loads_to_the_same_experiment(string text)
    {
        var first = _folder.LoadText(text);
        _folder.Write("run/config.yaml", ResolvedConfig.ToYaml(first));

        var second = _folder.Load("run/config.yaml");

        second.ShouldBeEquivalentTo(first);
        ResolvedConfig.ToYaml(second).ShouldBe(ResolvedConfig.ToYaml(first));
    }

    [Fact]
    public void Any_number_comes_back_bit_for_bit()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var number = Math.Pow(10, random.NextDouble() * 600 - 300);
            var first = _folder.LoadText(ConfigFolder.Least);
            first.Training.Clip = number;
            _folder.Write("y.yaml", ResolvedConfig.ToYaml(first));
            _folder.Load("y.yaml").Training.Clip.ShouldBe(number);
        }
    }
}
