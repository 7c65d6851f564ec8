using System.Text.Json.Nodes;
using Pixel.Host.Data;
using Pixel.Host.Models;
using Pixel.Host.Pictures;
using Pixel.Sampling;
using Pixel.Tests.Data;
using Pixel.Tests.Support;

namespace Pixel.Tests.Cli;

/// <summary>A tiny class-conditional model, run once: each class has one image, so that the label tells all of it.</summary>
public sealed class LabelledRun : IDisposable
{
    public static readonly string[] Names = ["black", "half", "white"];

    readonly TempFolder _folder = new();

    public LabelledRun()
    {
        foreach (var split in DataSplit.All)
            for (var i = 0; i < 12; i++)
                _folder.Write($"data/{split}/{Names[i % 3]}/{i:00}.png", DataFiles.Png(4, 3, Image(i % 3)));
        File.WriteAllText(Config, """
            data:
              set: folder
              root: data
              levels: 2
              labels: true
            model:
              architecture: gated-pixelcnn
              hidden: 6
              layers: 1
              head: 6
            training:
              optimizer: adam
              learningRate: 0.05
              batch: 6
              epochs: 60
              validateEvery: 60
            sampling:
              count: 7
              every: 60
              temperature: 0.1
            threads: 1
            """);
        Command = CommandResult.Of("run", Config, "--out", Folder);
    }

    /// <summary>The samples of a class's image, 4×3: black, black above and white below, white.</summary>
    public static byte[] Image(int label) => [.. Enumerable.Range(0, 12).Select(pixel => (byte)(label == 2 || label == 1 && pixel >= 8 ? 255 : 0))];

    /// <summary>What <c>run</c> said.</summary>
    public CommandResult Command { get; }

    public string Config => _folder["labelled.yaml"];

    public string Folder => _folder["run"];

    /// <summary>A place for what a test writes.</summary>
    public string this[string name] => _folder[name];

    public void Dispose() => _folder.Dispose();
}

[Collection(ConsoleCollection.Name)]
public sealed class LabelTests(TrainedRun unlabelled, LabelledRun run) : IClassFixture<LabelledRun>
{
    [Fact]
    public void A_run_tells_and_keeps_the_classes_and_its_likelihood_is_one_given_the_label()
    {
        run.Command.Done().Errors.ShouldContain("data        folder data, 2 levels (threshold 128), train: 12 images of 1×3×4, 2 levels, 3 classes (black, half, white)\n");
        ModelCard.Load(Path.Combine(run.Folder, "model.json")).ToClasses().ShouldBe(ImageClasses.Of(LabelledRun.Names));
        var result = TrainedRun.Json(Path.Combine(run.Folder, "result.json"));
        ((int)result["classes"]!).ShouldBe(3);
        ((double)result["nats_per_image"]!).ShouldBeLessThan(0.1); // without labels no model gets below ln 3
        File.ReadAllText(Path.Combine(run.Folder, "samples/training-images.txt")).ShouldEndWith("\nClasses  0 (black), 0 (black), 0 (black), 0 (black), 1 (half), 1 (half), 1 (half), 1 (half), 2 (white), 2 (white), 2 (white), 2 (white)\n");
    }

    [Theory]
    [InlineData("final.txt")]
    [InlineData("epoch-0060.txt")]
    public void The_sheets_of_a_run_show_all_classes_in_turn(string caption) =>
        File.ReadAllLines(Path.Combine(run.Folder, "samples", caption))[..2].ShouldBe(["Images       7 samples of 1×3×4, 2 levels", "Columns      0 (black), 1 (half), 2 (white)"]);

    [Theory]
    [InlineData("incremental")]
    [InlineData("ancestral")]
    public void Each_sample_is_of_the_class_that_is_asked_for(string sampler)
    {
        using var model = TrainedModel.Open(run.Folder, [], [Plugins.Folder]);
        var labels = SampleLabels.Rows(model.Card.ToClasses()!, 2);
        var canvas = ModelSampling.Draw(
            model, run["rows.png"], 1, sampler, new SamplingOptions { Temperature = 0.1 }, CancellationToken.None, labels: labels);
        for (var i = 0; i < 6; i++) canvas[i].ToArray().ShouldBe(LabelledRun.Image(i / 2).Select(sample => (byte)(sample / 255)), $"image {i}");
    }

    [Theory]
    [InlineData("2", "3", "Images       3 samples of", "Class        2 (white)")]
    [InlineData("white", "1", "Images       1 sample of", "Class        2 (white)")]
    [InlineData("all", "2", "Images       6 samples of", "Rows         0 (black), 1 (half), 2 (white)")]
    public void Sample_draws_a_class_or_a_row_of_each(string label, string count, string images, string classes)
    {
        CommandResult.Of("sample", run.Folder, "--label", label, "--count", count, "--out", run["sample.png"]).Done();
        var lines = File.ReadAllLines(run["sample.txt"]);
        lines[0].ShouldStartWith(images);
        lines[1].ShouldBe(classes);
    }

    [Fact]
    public void The_same_rows_are_drawn_whatever_else_is_beside_them()
    {
        // An image's random numbers are those of its place: a sheet of one class begins as the first row of all.
        using var model = TrainedModel.Open(run.Folder, [], [Plugins.Folder]);
        var classes = model.Card.ToClasses()!;
        var (hot, name) = (new SamplingOptions { Temperature = 50 }, "incremental");
        var all = ModelSampling.Draw(model, run["a.png"], 1, name, hot, CancellationToken.None, labels: SampleLabels.Rows(classes, 2));
        var one = ModelSampling.Draw(model, run["b.png"], 1, name, hot, CancellationToken.None, labels: SampleLabels.One(classes, 0, 2));
        one.Levels(0, 2).ToArray().ShouldBe(all.Levels(0, 2).ToArray());
    }

    [Fact]
    public void Eval_tells_what_the_likelihood_is_given()
    {
        var own = CommandResult.Of("eval", run.Folder).Done().Output;
        own.ShouldMatch(@"\nnats      0\.0\d{3} per image, given its class\n");
        var other = CommandResult.Of("eval", run.Folder, "--label", "half").Done().Output;
        other.ShouldContain(" per image, given the class 1 (half)\n");
        Nats(other).ShouldBeGreaterThan(Nats(own) + 1);

        static double Nats(string output) => double.Parse(output.Split("nats      ")[1].Split(' ')[0]);
    }

    [Fact]
    public void Bayes_rule_makes_a_classifier_of_the_model_and_the_cost_is_told()
    {
        var told = CommandResult.Of("eval", run.Folder, "--classify").Done();
        told.Errors.ShouldContain("note        each image is evaluated given each of the 3 classes: 36 evaluations, 3 times the time.\n");
        told.Output.ShouldContain("\naccuracy  100.00 %, 12 of 12 by Bayes' rule, all classes equally likely beforehand\nmarginal  1.");
        told.Output.ShouldNotContain("mistakes");
        var json = JsonNode.Parse(CommandResult.Of("eval", run.Folder, "--classify", "--json").Done().Output)!;
        var classified = json["classification"]!;
        (((string)classified["prior"]!), (double)classified["accuracy"]!, (int)classified["correct"]!).ShouldBe(("uniform", 1.0, 12));
        classified["confusion"]!.ToJsonString().ShouldBe("[[4,0,0],[0,4,0],[0,0,4]]");
        // Given another label an image is all but impossible: of the mean over three labels the true one is left.
        ((double)classified["marginal_nats_per_image"]!).ShouldBe((double)json["nats_per_image"]! + Math.Log(3), 0.01);
        json["nats_per_image"]!.ToJsonString().ShouldBe(TrainedRun.Json(Path.Combine(run.Folder, "result.json"))["nats_per_image"]!.ToJsonString());
    }

    [Fact]
    public void Mistakes_are_told_with_their_names()
    {
        // A black image among the white ones.
        foreach (var (label, name) in LabelledRun.Names.Index()) Write($"mixed/{name}", LabelledRun.Image(label));
        Write("mixed/white/odd", LabelledRun.Image(0));
        var output = CommandResult.Of("eval", run.Folder, "--images", run["mixed"], "--classify").Done().Output;
        output.ShouldContain("\naccuracy  75.00 %, 3 of 4 by Bayes' rule, all classes equally likely beforehand\n");
        output.ShouldContain("\nmistakes  white as black: 1\n");

        void Write(string name, byte[] image)
        {
            Directory.CreateDirectory(run[name]);
            if (!name.EndsWith("odd", StringComparison.Ordinal)) name += "/x";
            Directory.CreateDirectory(Path.GetDirectoryName(run[name])!);
            File.WriteAllBytes(run[name + ".png"], DataFiles.Png(4, 3, image));
        }
    }

    [Theory]
    [InlineData("", "Classes      0 (black), 1 (half), 2 (white)")]
    [InlineData("--label white", "Classes      2 (white)")]
    public void Completions_are_of_the_images_class_or_of_another(string words, string classes)
    {
        CommandResult.Of(["complete", run.Folder, "--count", "12", "--per-image", "1", "--occlude", "bottom", "--out", run["c.png"], .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Done();
        File.ReadAllText(run["c.txt"]).ShouldContain(words.Length > 0 ? $"\n{classes}\n" : "\nClasses      0 (black), 0 (black), 0 (black), 0 (black), 1 (half), ");
    }

    [Fact]
    public void A_completion_is_drawn_given_the_class()
    {
        // Of a black upper part the class alone tells whether it goes on black or white.
        using var model = TrainedModel.Open(run.Folder, [], [Plugins.Folder]);
        var image = LabelledRun.Image(0).Select(_ => (byte)0).ToArray();
        foreach (var (label, name) in new[] { (0, "incremental"), (1, "ancestral"), (1, "incremental") })
        {
            var request = new CompletionRequest(new Originals("x", [image], [label]), Occlusion.Part("bottom", model.Card.ToShape()), 2, name, new SamplingOptions { Temperature = 0.1 });
            var canvas = ModelCompletion.Draw(model, run["d.png"], request, CancellationToken.None);
            foreach (var i in Enumerable.Range(0, 2)) canvas[i].ToArray().ShouldBe(LabelledRun.Image(label).Select(sample => (byte)(sample / 255)));
        }
    }

    [Fact]
    public void Images_without_labels_are_refused_with_the_remedies()
    {
        File.WriteAllBytes(run["own.png"], DataFiles.Png(4, 3, LabelledRun.Image(2)));
        var evaluated = CommandResult.Of("eval", run.Folder, "--images", run["own.png"]);
        evaluated.ExitCode.ShouldBe(2);
        evaluated.Errors.ShouldEndWith("pixelfw: own.png, 2 levels (threshold 128): the images have no labels, and this model is conditioned on the class. Give one for all of them by --label, or sort them into folders with the names of the classes: 3 classes (black, half, white).\n");
        var completed = CommandResult.Of("complete", run.Folder, "--images", run["own.png"], "--out", run["e.png"]);
        completed.ExitCode.ShouldBe(2);
        completed.Errors.ShouldEndWith("there are no labels, and this model is conditioned on the class. Give one by --label, or sort the images into folders with the names of the classes: 3 classes (black, half, white).\n");
        CommandResult.Of("eval", run.Folder, "--images", run["own.png"], "--label", "2").Done();
        CommandResult.Of("eval", run.Folder, "--set", "data.labels=false").Errors.ShouldEndWith("or read theirs by --set data.labels=true.\n");
    }

    [Theory]
    [InlineData("sample --label 3", "--label 3: the labels of this model are 0 to 2: 3 classes (black, half, white).")]
    [InlineData("sample --label whit", "--label whit: this model has no such class; did you mean 'white'?")]
    [InlineData("complete --label all", "--label all: this model has no such class; ")]
    [InlineData("eval --label grey", "--label grey: this model has no such class; it has 3 classes (black, half, white). Give a name, or a label from 0 to 2.")]
    [InlineData("eval --label 1 --classify", "--classify and --label exclude each other: the guesses of the classifier are held against the images' own labels.")]
    [InlineData("sample --label all --count 65536", "--label all: 3 classes with 65536 images each are 196608; at most 65536 are allowed. Lower --count.")]
    public void What_cannot_be_is_told(string words, string problem)
    {
        var (verb, rest) = (words.Split(' ')[0], words.Split(' ')[1..]);
        var result = CommandResult.Of([verb, run.Folder, .. rest]);
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldContain($"pixelfw: {problem}");
    }

    [Theory]
    [InlineData("sample --label 3")]
    [InlineData("sample --label all")]
    [InlineData("complete --label 3")]
    [InlineData("eval --label 3")]
    [InlineData("eval --classify")]
    public void A_model_that_knows_no_classes_is_told_of(string words)
    {
        var (verb, rest) = (words.Split(' ')[0], words.Split(' ', 2)[1]);
        var result = CommandResult.Of([verb, unlabelled.Folder, .. rest.Split(' ')]);
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldBe($"pixelfw: {rest}: this model knows no classes, as it was trained without labels. Leave the option out, or train a model with data.labels: true.\n");
    }
}
