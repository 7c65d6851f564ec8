namespace Pixel.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class UsageTests
{
    [Theory]
    [InlineData("rnu", "there is no verb 'rnu'; did you mean 'run'?", "")]
    [InlineData("paint x", "there is no verb 'paint'.", "")]
    [InlineData("--verison", "there is no option '--verison'; did you mean '--version'?", "")]
    [InlineData("run", "Required argument 'CONFIG' missing for command: 'run'.", "run ")]
    [InlineData("run a.yaml b.yaml", "'b.yaml' is one word too many.", "run ")]
    [InlineData("run a.yaml --resum", "there is no option '--resum'; did you mean '--resume'?", "run ")]
    [InlineData("run --config a.yaml", "there is no option '--config'.", "run ")]
    [InlineData("eval --splt test", "there is no option '--splt'; did you mean '--split'?", "eval ")]
    [InlineData("run a.yaml --out", "Required argument missing for option: '--out'.", "run ")]
    [InlineData("eval x --split tets", "--split is 'tets'; expected one of test, validation, train.", "eval ")]
    [InlineData("sample x --count abc", "--count is 'abc'; expected a whole number from 1 to 65536.", "sample ")]
    [InlineData("sample x --count 0", "--count is '0'; expected a whole number from 1 to 65536.", "sample ")]
    [InlineData("sample x --seed -1", "--seed is '-1'; expected a whole number from 0 to 18446744073709551615.", "sample ")]
    [InlineData("sample x --temperature 0,5", "--temperature is '0,5'; expected a number above 0, up to 100.", "sample ")]
    [InlineData("sample x --sampler fast", "--sampler is 'fast'; expected one of incremental, ancestral.", "sample ")]
    [InlineData("complete x --split test --images y", "--split and --images exclude each other: images come from the data set or from files.", "complete ")]
    [InlineData("new", "Required argument 'NAME' missing for command: 'new'.", "new ")]
    [InlineData("bench a.yaml --steps 0", "--steps is '0'; expected a whole number from 1 to 10000.", "bench ")]
    public void A_wrong_word_is_told_with_what_is_allowed(string words, string problem, string verb)
    {
        var result = CommandResult.OfWords(words.Split(' '));
        result.Errors.ShouldBe($"pixelfw: {problem}\nTry: pixelfw {verb}--help\n");
        result.Output.ShouldBeEmpty();
        result.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void An_empty_word_is_told()
    {
        var result = CommandResult.OfWords("eval", "");
        result.Errors.ShouldBe("pixelfw: a word of the command is empty; was it a variable that is not set?\nTry: pixelfw eval --help\n");
        result.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void Every_stranger_among_the_options_is_told_once()
    {
        CommandResult.OfWords("run", "a.yaml", "--sett", "x=1", "--ouut", "y").Errors.ShouldBe("""
            pixelfw: there is no option '--sett'; did you mean '--set'?
            pixelfw: there is no option '--ouut'; did you mean '--out'?
            Try: pixelfw run --help

            """);
    }

    [Fact]
    public void Without_a_word_the_help_is_shown_as_an_error()
    {
        var result = CommandResult.OfWords();
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Errors.ShouldContain("Usage:");
    }

    [Theory]
    [InlineData("")]
    [InlineData("run ")]
    [InlineData("eval ")]
    [InlineData("sample ")]
    [InlineData("complete ")]
    [InlineData("bench ")]
    [InlineData("plugins ")]
    [InlineData("new ")]
    [InlineData("data ")]
    [InlineData("schema ")]
    public void Every_verb_has_help(string verb)
    {
        var result = CommandResult.OfWords($"{verb}--help".Split(' '));
        result.ExitCode.ShouldBe(0);
        result.Errors.ShouldBeEmpty();
        result.Output.ShouldMatch($@"\nUsage:\n  \S+ {verb}"); // in a test the program has another name
    }
}
