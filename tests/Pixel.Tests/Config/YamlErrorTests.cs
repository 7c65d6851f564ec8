namespace Pixel.Tests.Config;

/// <summary>What is said of files that cannot be read, word for word.</summary>
public sealed class YamlErrorTests : IDisposable
{
    readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "x.yaml\n    is empty; a config is a block of keys, at least data.set and model.architecture.")]
    [InlineData("# nothing\n", "x.yaml\n    is empty; a config is a block of keys, at least data.set and model.architecture.")]
    [InlineData("- a\n", "x.yaml:1:1\n    is a list; a config is a block of keys, at least data.set and model.architecture.")]
    [InlineData("mnist\n", "x.yaml:1:1\n    is 'mnist'; a config is a block of keys, at least data.set and model.architecture.")]
    [InlineData("a: b: c\n", "x.yaml:1:5\n    is not valid YAML: while scanning a plain scalar value, found invalid mapping.")]
    [InlineData("a: [1, 2\nb: 3\n", "x.yaml:1:5\n    is not valid YAML: a bracket near here is not closed.")]
    [InlineData("training:\n\tbatch: 3\n", "x.yaml:2:1\n    is indented with a tab; YAML indents with spaces only.")]
    [InlineData("training:\n  batch: 3\n  \tclip: 3\n", "x.yaml:3:3\n    is indented with a tab; YAML indents with spaces only.")]
    [InlineData("data:\n  set: mnist\nmodel:\n  architecture: pixelcnn\n\thidden: 3\n", "x.yaml:5:1\n    is indented with a tab; YAML indents with spaces only.")]
    [InlineData("data:\n  set: mnist\n\nmodel:\n\tarchitecture: pixelcnn\n\thidden: 3\n", "x.yaml:5:1\n    is indented with a tab; YAML indents with spaces only.")]
    [InlineData("data:\n  set: mnist\nplugins:\n\t- a\n", "x.yaml:4:1\n    is indented with a tab; YAML indents with spaces only.")]
    [InlineData("a: 1\0", "x.yaml\n    is not a text file.")]
    public void What_is_not_a_block_of_yaml_is_told(string text, string told) =>
        _folder.FailureOf(text).ShouldBe($"x.yaml: 1 problem\n\n  {told}");

    [Theory]
    [InlineData("device: cpu\ndevice: cuda\n", "x.yaml:4:1  device\n    is given twice; the first is at line 3; keep one.")]
    [InlineData("device: &d cpu\n", "x.yaml:3:9  device\n    has the anchor '&d'; anchors and aliases are not supported; remove it.")]
    [InlineData("threads: *n\n", "x.yaml:3:10  threads\n    is the alias '*n'; anchors and aliases are not supported; write the value out, or share it through extends.")]
    [InlineData("threads: !!int 3\n", "x.yaml:3:10  threads\n    has the tag 'tag:yaml.org,2002:int'; tags are not supported; remove it.")]
    [InlineData("<<: {device: cpu}\n", "x.yaml:3:1\n    has the merge key '<<'; merge keys are not supported; use extends.")]
    [InlineData("training: {<<: {batch: 1}}\n", "x.yaml:3:12  training\n    has the merge key '<<'; merge keys are not supported; use extends.")]
    [InlineData("? [a]\n: b\n", "x.yaml:3:3\n    has a list for a key; keys are plain words.")]
    [InlineData("---\nb: 1\n", "x.yaml:3:1\n    begins a second document; a config is one document; put the other into a file of its own.")]
    public void What_yaml_allows_and_a_config_does_not_is_told(string lines, string told) =>
        _folder.FailureOf(ConfigFolder.Least + lines).ShouldBe($"x.yaml: 1 problem\n\n  {told}");

    [Fact]
    public void Oddities_and_wrong_values_are_told_together() =>
        _folder.FailureOf(ConfigFolder.Least + "threads: -1\ndevice: &d cpu\n").ShouldBe("""
            x.yaml: 2 problems

              x.yaml:3:10  threads
                is -1; allowed: 0 to 1024.
              x.yaml:4:9  device
                has the anchor '&d'; anchors and aliases are not supported; remove it.
            """);

    [Fact]
    public void Deep_nesting_ends_in_an_error_not_in_a_crash() =>
        _folder.FailureOf("a: " + new string('[', 100_000)).ShouldBe(
            "x.yaml: 1 problem\n\n  x.yaml:1:36\n    is not valid YAML: nested more than 32 deep.");

    [Fact]
    public void A_missing_file_is_told_with_its_nearest_neighbour()
    {
        _folder.Write("cifar.yaml", ConfigFolder.Least);

        _folder.Failure("cifra.yaml").ShouldBe(
            "cifra.yaml: 1 problem\n\n  cifra.yaml\n    does not exist; did you mean 'cifar.yaml'?");
        _folder.Failure("no/x.yaml").ShouldBe(
            "no/x.yaml: 1 problem\n\n  no/x.yaml\n    does not exist; its folder does not exist either.");
    }

    [Fact]
    public void A_folder_is_told()
    {
        _folder.Write("configs/x.yaml", ConfigFolder.Least);

        _folder.Failure("configs").ShouldBe("configs: 1 problem\n\n  configs\n    is a folder; name a YAML file in it.");
    }
}
