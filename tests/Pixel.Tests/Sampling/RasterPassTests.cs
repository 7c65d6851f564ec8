using Pixel.Contracts;
using Pixel.Networks;
using Pixel.Sampling;
using Pixel.Tests.Support;
using static TorchSharp.torch;

namespace Pixel.Tests.Sampling;

public sealed class RasterPassTests
{
    public static TheoryData<string, bool> Variants => Architectures.VariantsAndColours();

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_mass_functions_along_an_image_multiply_to_its_likelihood(string variant, bool rgb)
    {
        using var model = Architectures.Create(variant, Architectures.Image(variant, rgb));
        model.TrainOneStep(5);
        var (image, batch) = (model.Description.Image, 3);
        using var scope = NewDisposeScope();
        var levels = Some.Levels(image, batch);
        var small = model.Description.Small is { } of ? TeacherForcing.Subsample(levels, of.Image) : null;
        int[] labels = model.Description.Classes > 0 ? [2, 0, 1] : [];
        var conditions = new Conditions(Labels: labels.Length > 0 ? tensor(labels, ScalarType.Int64) : null);
        var expected = TeacherForcing.Nats(model.Module, model.Likelihood, levels, new ForwardContext { Conditions = conditions }).Image.data<double>().ToArray();

        var source = new Weighed(image, Some.LevelBytes(image, batch), batch);
        using var pass = new RasterPass(model.Likelihood, new StepConditionals<double>(model.Description, model.Weights, batch));
        pass.Run(new PlainConditions(small is null ? [] : [.. small.data<double>().Select(level => (byte)level)], labels), batch, source);
        for (var i = 0; i < batch; i++) source.Nats[i].ShouldBe(expected[i], 1e-9 * expected[i]);
    }

    /// <summary>Takes given levels over, adds up their nats, and looks at the order of the places.</summary>
    sealed class Weighed(ImageShape image, byte[] levels, int batch) : ISymbolSource
    {
        int _next;

        public double[] Nats { get; } = new double[batch];

        public byte Choose(SymbolPlace place, MassFunction mass)
        {
            var (i, row, column, channel) = place;
            (((row * image.Width + column) * image.Channels + channel) * batch + i).ShouldBe(_next++);
            var level = levels[((i * image.Channels + channel) * image.Height + row) * image.Width + column];
            Nats[i] -= Math.Log(mass.Probabilities()[level]);
            return level;
        }
    }
}
