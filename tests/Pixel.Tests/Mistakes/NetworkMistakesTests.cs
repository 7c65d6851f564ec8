using Pixel.Contracts;
using Pixel.Networks;
using Pixel.Sampling;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Mistakes;

/// <summary>What public implementations of the paper commonly get wrong, in whole networks; each a test by name.</summary>
public sealed class NetworkMistakesTests
{
    public static TheoryData<string> Variants => [.. Architectures.Variants];

    /// <summary>Those whose output has a group of channels for each colour; the others couple colours in the likelihood.</summary>
    public static TheoryData<string> Grouped => [.. Architectures.Variants.Where(variant => !variant.StartsWith("pixelcnn-plus-plus", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Grouped))]
    public void Mistake_06_mask_A_on_later_layers_or_an_unmasked_1x1_so_that_colours_are_cut_off_or_leak(string variant)
    {
        var image = Architectures.Image(variant, rgb: true);
        TinyModel[] models = [.. new ulong[] { 1, 2, 3 }.Select(seed => Architectures.Create(variant, image, seed))];
        for (var colour = 0; colour < 3; colour++)
            models.SelectMany(model => ColoursSeen(model, 2, 3, colour)).Distinct().Order().ShouldBe(Enumerable.Range(0, colour));
        foreach (var model in models) model.Dispose();
    }

    [Theory]
    [InlineData("pixelcnn", "layer1_expand")]
    [InlineData("row-lstm", "layer1_expand")]
    [InlineData("diagonal-bilstm", "layer1_expand")]
    public void Mistake_08_a_double_residual_so_that_a_block_of_zero_weights_is_not_the_identity(string architecture, string last)
    {
        using var model = new TinyModel(architecture, Some.Rgb, 1, ("Layers", 1));
        using var bare = new TinyModel(architecture, Some.Rgb, 1, ("Layers", 1));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var suffix in new[] { "weight", "bias" })
            model.Module.named_parameters().Single(parameter => parameter.name == $"{last}.{suffix}").parameter.zero_();
        // With its last layer zero the block adds nothing: the head must see the first layer's output itself.
        var nodes = model.Description.Nodes;
        var (sum, first) = (Node("layer1"), Node("input"));
        nodes[sum].Inputs.ShouldBe([first, Node(last)]);
        var without = new NetworkDescription(model.Description.Image, [.. nodes.Select(node => node with
        {
            Inputs = [.. node.Inputs.Select(input => input == sum && node.Name == "head1_relu" ? first : input)],
        })]);
        using var identity = new NetworkModule(without);
        TorchSharp.ModuleExtensionMethods.to(identity, ScalarType.Float64);
        NetworkWeights.Load(model.Weights, identity);
        var levels = Some.Levels(Some.Rgb, 2);
        identity.forward(levels).data<double>().ToArray().ShouldBe(model.Module.forward(levels).data<double>().ToArray());

        int Node(string name) => nodes.Select((node, i) => (node, i)).Single(pair => pair.node.Name == name).i;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Mistake_14_encoder_and_decoder_compute_probabilities_differently(string variant)
    {
        // The same images stepped alone and in a batch, and drawn rather than given: the probabilities have the same bits.
        var image = Architectures.Image(variant, rgb: true);
        using var model = Architectures.Create(variant, image);
        var levels = Some.LevelBytes(image, 3);
        var together = Outputs(model, levels, 3);
        var alone = Enumerable.Range(0, 3).SelectMany(i => Outputs(model, levels.AsSpan(i * image.Dimensions, image.Dimensions), 1)).ToArray();
        alone.ShouldBe(together);
    }

    /// <summary>The colours of the same pixel that the distribution of one colour depends on.</summary>
    static IEnumerable<int> ColoursSeen(TinyModel model, int row, int column, int colour)
    {
        using var scope = NewDisposeScope();
        var levels = Some.Levels(model.Description.Image, 8).requires_grad_();
        var output = model.Forward(levels).select(3, column).select(2, row); // (B, output channels)
        var total = zeros([], ScalarType.Float64);
        foreach (var channel in model.Description.Output.ChannelsOf(colour)) total = total + output.select(1, channel).sum() * (channel + 1);
        total.backward();
        var here = levels.grad!.abs().sum(dim: 0).select(2, column).select(1, row).data<double>().ToArray(); // (C)
        return [.. Enumerable.Range(0, 3).Where(c => here[c] != 0)];
    }

    static float[] Outputs(TinyModel model, ReadOnlySpan<byte> levels, int count)
    {
        var (image, channels) = (model.Description.Image, model.Description.Output.Channels);
        using var conditionals = new StepConditionals<float>(model.Description, model.Weights, count);
        var outputs = new float[count * image.Height * image.Width * channels];
        conditionals.Begin(new PlainConditions(model.SmallImages(count), Array.ConvertAll(model.Labels(count), _ => 1)));
        for (var row = 0; row < image.Height; row++)
            for (var column = 0; column < image.Width; column++)
                for (var channel = 0; channel < image.Channels; channel++)
                {
                    conditionals.MoveTo(row, column, channel);
                    for (var i = 0; i < count; i++)
                    {
                        var place = (i * image.Height * image.Width + row * image.Width + column) * channels;
                        for (var k = 0; k < channels; k++) outputs[place + k] = (float)conditionals.Output(i)[k];
                        conditionals.Set(i, levels[((i * image.Channels + channel) * image.Height + row) * image.Width + column]);
                    }
                }
        return outputs;
    }
}
