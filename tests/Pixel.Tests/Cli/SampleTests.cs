namespace Pixel.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class SampleTests(TrainedRun run)
{
    byte[] Draw(string name, params string[] words)
    {
        CommandResult.Of(["sample", run.Folder, "--out", run[name], .. words]).Done().Output.ShouldBe(run[name] + "\n");
        return File.ReadAllBytes(run[name]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_picture_by_either_sampler()
    {
        var picture = Draw("new/folder/a.png", "--count", "1");
        Draw("b.png", "--count", "1").ShouldBe(picture);
        Draw("c.png", "--count", "1", "--seed", "1").ShouldNotBe(picture);
        TrainedRun.Files(run["new"]).ShouldBe(["folder/a.png", "folder/a.txt"]);
    }

    [Fact]
    public void The_caption_tells_what_the_picture_shows()
    {
        Draw("captioned.png", "--count", "2", "--seed", "18446744073709551615", "--temperature", "0.5");
        File.ReadAllText(run["captioned.txt"]).ShouldBe("""
            Images       2 samples of 3×32×32, 256 levels
            Model        pixelcnn, step 6
            Trained on   sample, first 20 images
            Seed         18446744073709551615
            Temperature  0.5
            Sampler      incremental

            """);
    }

    [Fact]
    public void One_sample_is_told_in_the_singular()
    {
        Draw("single.png", "--count", "1");
        File.ReadLines(run["single.txt"]).First().ShouldBe("Images       1 sample of 3×32×32, 256 levels");
    }

    [Fact]
    public void The_final_samples_of_a_run_can_be_drawn_again()
    {
        Draw("again.png", "--count", "3");
        File.ReadAllBytes(run["again.png"]).ShouldBe(File.ReadAllBytes(Path.Combine(run.Folder, "samples/final.png")));
    }

    [Theory]
    [InlineData("x.jpg")]
    [InlineData("x")]
    public void A_name_that_is_no_png_is_refused(string name)
    {
        var result = CommandResult.Of("sample", run.Folder, "--out", run[name]);
        result.Errors.ShouldBe($"pixelfw: {run[name]} is no name of a PNG file. Give one that ends in .png by --out.\n");
        result.ExitCode.ShouldBe(2);
    }
}
