using System.Globalization;
using Pixel.Host.Config;

namespace Pixel.Tests.Config;

public sealed class ConfigRobustnessTests : IDisposable
{
    const string Text = """
        extends: base.yaml
        name: "a b" # why
        data: {set: mnist, root: ~/x, levels: 2}
        model:
          architecture: multi-scale
          factors: [2, 4]
          small:
            architecture: row-lstm
            kernel: 5
        training:
          learningRate: 1e-3
          clip: ~
          schedule: {kind: cosine, minimum: 0.1}
        plugins:
          - a
          - 'b'
        """;

    // What YAML or the binder might stumble over, beside letters.
    static readonly string[] Splinters =
    [
        "\n", "\t", " ", "  ", ":", ": ", "- ", "[", "]", "{", "}", "'", "\"", "#", " #", "&a ", "*a", "!!int ", "!", "%", "@", "`", "|", ">",
        "|2-\n", "? ", "<<: ", "---\n", "...\n", "~", "null", ".nan", "-1", "1e999", "\\", "\"\\u0000\"", "\0", "\r", "é", "😀", "\ufeff", "\u2028", ",", "=",
        "extends: x.yaml\n", "model: ", "architecture: row-lstm\n",
    ];

    readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_config_loads_or_tells_its_problems_and_nothing_else()
    {
        var random = new Random(20);
        var (loaded, told) = (0, 0);
        _folder.Write("base.yaml", "threads: 2\n");
        for (var i = 0; i < 2000; i++)
        {
            var text = Damage(Text, random);
            try
            {
                var experiment = _folder.LoadText(text);
                loaded++;
                _folder.Write("y.yaml", ResolvedConfig.ToYaml(experiment));
                _folder.Load("y.yaml").ShouldBeEquivalentTo(experiment);
            }
            catch (ConfigException e)
            {
                told++;
                e.Problems.ShouldNotBeEmpty();
            }
            catch (Exception e) when (e is not ShouldAssertException)
            {
                throw new InvalidOperationException($"Round {i} with:\n{text}", e);
            }
        }
        loaded.ShouldBeGreaterThan(100);
        told.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_damaged_set_loads_or_tells_its_problems_and_nothing_else()
    {
        var random = new Random(21);
        for (var i = 0; i < 2000; i++)
        {
            var set = Damage("model.small={architecture: pixelcnn}", random);
            try
            {
                _folder.LoadText(ConfigFolder.Least, set);
            }
            catch (ConfigException e)
            {
                e.Problems.ShouldNotBeEmpty();
            }
        }
    }

    [Fact]
    public void A_file_of_other_things_altogether_is_told_of_in_some_lines()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"key{i}: {i}\n"));
        var message = _folder.FailureOf(ConfigFolder.Least + text + "key7: 1\n");
        message.ShouldStartWith("x.yaml: 22 problems\n\n  x.yaml:1:1\n    has more keys that are not known, 19980 of them; is this the config that was meant?\n");
        message.ShouldEndWith("  x.yaml:20003:1  key7\n    is given twice; the first is at line 10; keep one.");
        message.Split('\n').Length.ShouldBeLessThan(60);
    }

    [Fact]
    public void A_very_long_value_is_shown_in_part() => _folder.FailureOf($"{ConfigFolder.Least}threads: {new string('9', 10_000)}\n").ShouldBe($"""
        x.yaml: 1 problem

          x.yaml:3:10  threads
            is {new string('9', 60)}…; allowed: 0 to 1024.
        """);

    [Fact]
    public void Of_very_many_problems_the_first_hundred_are_shown()
    {
        var text = ConfigFolder.Least + string.Concat(Enumerable.Repeat("threads: 1\n", 1_002));
        var message = _folder.FailureOf(text);
        message.ShouldStartWith("x.yaml: 1001 problems\n\n  x.yaml:4:1  threads\n");
        message.ShouldEndWith("  … and 901 more.");
    }

    [Fact]
    public void A_large_config_laid_over_another_is_merged_key_by_key()
    {
        _folder.Write("base.yaml", ConfigFolder.Least + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"key{i}: 1\n")));
        var message = _folder.FailureOf("extends: base.yaml\n" + string.Concat(Enumerable.Range(0, 20_000).Reverse().Select(i => $"key{i}: 2\n")));
        message.ShouldStartWith("x.yaml: 21 problems\n\n  x.yaml:1:1\n    has more keys that are not known, 19980");
    }

    [Fact]
    public void A_chain_of_very_many_files_is_refused()
    {
        for (var i = 0; i < 40; i++) _folder.Write($"{i}.yaml", $"extends: {i + 1}.yaml\n");
        _folder.Failure("0.yaml").ShouldBe("""
            0.yaml: 1 problem

              32.yaml:1:10  extends
                is the end of a chain of more than 32 files; let files extend fewer others.
            """);
    }

    [Fact]
    public void The_culture_of_the_machine_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
        german.NumberFormat.NegativeSign = "−";
        try
        {
            CultureInfo.CurrentCulture = german;
            var experiment = _folder.LoadText(ConfigFolder.Least + "training: {learningRate: 0.5, clip: 1.25e-2}\n");

            (experiment.Training.LearningRate, experiment.Training.Clip).ShouldBe((0.5, 0.0125));
            ResolvedConfig.ToYaml(experiment).ShouldContain("learningRate: 0.5\n");
            ConfigSchema.ToJson(ConfigFolder.DataSets, ConfigFolder.Models).ShouldContain("0.999995");
            _folder.FailureOf(ConfigFolder.Least + "training: {ema: -0.5, momentum: '0,5'}\n").ShouldBe("""
                x.yaml: 2 problems

                  x.yaml:3:17  training.ema
                    is -0.5; allowed: above 0, below 1.
                  x.yaml:3:33  training.momentum
                    is the text '0,5'; expected a number, 0 to below 1.
                """);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    static string Damage(string text, Random random)
    {
        for (var cuts = random.Next(1, 4); cuts > 0; cuts--)
        {
            var at = random.Next(text.Length);
            var length = random.Next(2) == 0 ? 0 : random.Next(Math.Min(12, text.Length - at));
            var splinter = random.Next(4) == 0 ? "" : Splinters[random.Next(Splinters.Length)];
            text = text[..at] + splinter + text[(at + length)..];
        }
        return text;
    }
}
