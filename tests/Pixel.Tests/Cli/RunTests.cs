using Pixel.Tests.Support;

namespace Pixel.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class RunTests(TrainedRun run)
{
    string[] Start(string folder, params string[] sets) => ["run", run.Config, "--out", folder, .. sets.SelectMany(set => new[] { "--set", set })];

    [Fact]
    public void A_run_prints_its_result_alone_on_stdout()
    {
        run.Command.Done();
        var result = run.Result;
        var text = FormattableString.Invariant(
            $"test: {(double)result["nats_per_image"]!:F3} nats/image = {(double)result["bits_per_dim"]!:F4} bits/dim over 20 images (sample, first 20 images; weights of step 6)");
        run.Command.Output.ShouldBe($"{text}\nWARNING     this is worse than guessing, 8 bits/dim: the training has diverged or hardly begun, or the weights are not for these images.\nresult:  {run.Folder}/result.json\nsamples: {run.Folder}/samples/final.png\n");
    }

    [Fact]
    public void Progress_is_aligned_lines_on_stderr()
    {
        var lines = run.Command.Errors.TrimEnd().Split('\n');
        lines[0].ShouldBe($"run         tiny → {run.Folder}");
        lines[1].ShouldBe("data        sample, first 20 images, train: 20 images of 3×32×32, 256 levels");
        lines[5].ShouldBe("training    6 steps");
        lines[6].ShouldMatch(@"^training     16 %  step 1 of 6  \d\.\d{4} bits/dim  \d{5}\.\d\d nats  [ ,.\d]{7} images/s$");
        lines[7].ShouldMatch(@"^validation   33 %  step 2 of 6  \d\.\d{4} bits/dim  \d{5}\.\d\d nats  best so far  worse than guessing, 8 bits/dim$");
        lines[^2].ShouldMatch(@"^training    100 %  step 6 of 6  ");
        lines[^1].ShouldMatch(@"^validation  100 %  step 6 of 6  "); // evaluation and sampling are over too soon for lines of their own
        lines.Length.ShouldBe(11);
    }

    [Fact]
    public void A_run_leaves_whole_files_and_nothing_else() => TrainedRun.Files(run.Folder).ShouldBe(
    [
        ".lock", "checkpoints/last.json", "checkpoints/step-000000006/ema.safetensors",
        "checkpoints/step-000000006/optimizer.safetensors", "checkpoints/step-000000006/state.json", "checkpoints/step-000000006/weights.safetensors",
        "config.yaml", "metrics.jsonl", "model.json", "result.json", "samples/final.png", "samples/final.txt",
        "samples/training-images.png", "samples/training-images.txt",
    ]);

    [Fact]
    public void A_multi_scale_model_tells_of_its_upper_bound_and_of_its_conditional()
    {
        var folder = run["pyramid"];
        var output = CommandResult.Of(Start(folder, "model.architecture=multi-scale")).Done().Output;
        var result = TrainedRun.Json(Path.Combine(folder, "result.json"));
        ((string?)result["kind"]).ShouldBe("upper bound");
        var (bound, conditional) = ((double)result["nats_per_image"]!, (double)result["conditional_nats_per_image"]!);
        bound.ShouldBeGreaterThan(conditional);
        var text = FormattableString.Invariant(
            $"These figures are an upper bound: -log p(x | small) - log p(small). The conditional alone is {conditional:F4} nats/image = {(double)result["conditional_bits_per_dim"]!:F5} bits/dim.\n");
        output.ShouldContain(text);
        CommandResult.Of("eval", folder).Done().Output.ShouldEndWith(text);
    }

    [Fact]
    public void A_second_start_is_refused()
    {
        var result = CommandResult.Of(Start(run.Folder));
        result.Errors.ShouldEndWith($"pixelfw: {run.Folder} holds a run already. Go on with it by --resume, or choose another folder by --out.\n");
        result.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_folder_in_which_a_run_goes_on_is_refused()
    {
        var folder = run["taken"];
        Directory.CreateDirectory(folder);
        using (new FileStream(Path.Combine(folder, ".lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            var result = CommandResult.Of(Start(folder));
            result.Errors.ShouldEndWith(
                $"pixelfw: {folder}: another pixelfw trains in this folder. Wait for its end or stop it, or choose another folder by --out.\n");
            result.ExitCode.ShouldBe(1);
            TrainedRun.Files(folder).ShouldBe([".lock"]);
        }
        CommandResult.Of(Start(folder)).Done(); // a lock that was left behind holds nobody up
    }

    [Fact]
    public void Resumption_needs_a_checkpoint()
    {
        var result = CommandResult.Of([.. Start(run["none"]), "--resume"]);
        result.Errors.ShouldEndWith($"pixelfw: {run["none"]} holds no checkpoint to resume from. Start without --resume.\n");
        result.ExitCode.ShouldBe(2);
        Directory.Exists(run["none"]).ShouldBeFalse();
    }

    [Fact]
    public void Resumption_with_other_settings_is_refused()
    {
        var result = CommandResult.Of([.. Start(run.Folder, "model.hidden=6", "training.seed=3"), "--resume"]);
        result.Errors.ShouldEndWith(
            $"pixelfw: {run.Folder} was trained with other settings: model.hidden was 3, is 6; training.seed was 0, is 3. Resume with the same ones, or train anew by --out.\n");
        result.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_run_in_two_sittings_gives_the_result_of_one()
    {
        CommandResult.Of(Start(run["two"], "training.steps=3", "sampling.count=0")).Done();
        var second = CommandResult.Of([.. Start(run["two"]), "--resume"]).Done();
        second.Errors.ShouldContain("training    goes on after step 3 of 6\n");
        var (whole, parts) = (run.Result, TrainedRun.Json(Path.Combine(run["two"], "result.json")));
        (whole["train_seconds"], parts["train_seconds"]) = (null, null);
        parts.ToJsonString().ShouldBe(whole.ToJsonString());
        File.ReadAllBytes(Path.Combine(run["two"], "samples/final.png")).ShouldBe(File.ReadAllBytes(Path.Combine(run.Folder, "samples/final.png")));
    }

    [Fact]
    public void A_run_that_died_before_its_first_checkpoint_is_simply_started_again()
    {
        Directory.CreateDirectory(run["died"]);
        File.Copy(Path.Combine(run.Folder, "config.yaml"), Path.Combine(run["died"], "config.yaml"));
        File.WriteAllText(Path.Combine(run["died"], "metrics.jsonl"), """{"kind":"train","step":1,"na""");
        var result = CommandResult.Of(Start(run["died"], "training.steps=1", "sampling.count=0")).Done();
        result.Output.ShouldNotContain("samples:");
        Directory.GetFiles(Path.Combine(run["died"], "samples")).Select(Path.GetFileName).ShouldBe(["training-images.png", "training-images.txt"], ignoreOrder: true);
        File.ReadLines(Path.Combine(run["died"], "metrics.jsonl")).First().ShouldStartWith("""{"kind":"train","step":1,"epoch":1,"nats_per_image":""");
    }

    [Fact]
    public void A_place_that_cannot_be_a_folder_is_refused_before_the_data_are_read()
    {
        var result = CommandResult.Of(Start(Path.Combine(run.Config, "below")));
        result.Errors.ShouldBe(
            $"run         tiny → {run.Config}/below\npixelfw: {run.Config}/below cannot be a folder: {run.Config} is a file. Choose another place by --out.\n");
        result.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_plugin_that_is_missing_is_told_and_the_work_goes_on()
    {
        var result = CommandResult.Of([.. Start(run["plugins"], "training.steps=1", "sampling.count=0"), "--plugins", run["nowhere"]]).Done();
        result.Errors.ShouldStartWith("WARNING     The plug-in nowhere was not loaded: there is no such file or folder.\n");
    }

    [Fact]
    public void Every_key_of_the_files_is_in_the_document()
    {
        var document = File.ReadAllText(Repository.At("docs", "file-formats.md"));
        string[] texts =
        [
            File.ReadAllText(Path.Combine(run.Folder, "result.json")), File.ReadAllText(Path.Combine(run.Folder, "model.json")),
            .. File.ReadLines(Path.Combine(run.Folder, "metrics.jsonl")),
            File.ReadAllText(Path.Combine(run.Folder, "checkpoints/step-000000006/state.json")),
        ];
        foreach (var key in texts.SelectMany(text => System.Text.Json.Nodes.JsonNode.Parse(text)!.AsObject().Select(entry => entry.Key)))
            document.ShouldContain($"`{key}`");
    }
}
