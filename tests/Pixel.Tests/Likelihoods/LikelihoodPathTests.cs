using System.Numerics;
using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Layers;
using Pixel.Likelihoods;
using Pixel.Networks;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Likelihoods;

/// <summary>Likelihoods by managed kernels, with a network's last layer and without, and by tensor operations.</summary>
[Collection("native memory")]
public sealed class LikelihoodPathTests
{
    [Theory]
    [InlineData("softmax", 1)]
    [InlineData("logistic-mixture", 1)]
    [InlineData("logistic-mixture", 17)] // more than one vector of components, the last one not full
    [InlineData("gaussian-mixture", 3)]
    public void Both_paths_give_the_same_nats_and_gradients(string likelihood, int components)
    {
        foreach (var kernel in new[] { 1, 3 }) // of the last layer: one that is computed along with the likelihood, and one that is not
            foreach (var image in new[] { new ImageShape(1, 5, 7, 256), new ImageShape(3, 4, 6, 4) })
            {
                var family = LikelihoodCatalog.Shared.Find(likelihood, new LikelihoodContext(image, Components: components));
                using var model = new CheckedModel(new Plain(kernel), new ModelOptions { Hidden = 6, Head = 9 }, image, Plugins.Catalog, likelihood: family);
                ShouldAgree(Compute(model, KernelPath.Managed), Compute(model, KernelPath.Torch), 1e-10);
                model.Module.to(ScalarType.Float32);
                ShouldAgree(Compute(model, KernelPath.Managed), Compute(model, KernelPath.Torch), 1e-4);
            }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Whole_RGB_pixels_give_the_same_nats_and_gradients_by_both_paths(int components)
    {
        var image = new ImageShape(3, 4, 5, 256);
        var likelihood = new LogisticMixtureLikelihood(components, wholePixels: true);
        foreach (var (type, tolerance) in new[] { (ScalarType.Float64, 1e-10), (ScalarType.Float32, 1e-4) })
        {
            using var scope = NewDisposeScope();
            var output = tensor(Some.Numbers<double>(3, 2 * 10 * components * 20), [2, 10 * components, 4, 5]).to_type(type);
            var levels = Some.Levels(image, 2).to_type(type);
            var (managed, torch) = (output.clone().requires_grad_(), output.clone().requires_grad_());
            var weights = tensor([1.0, -2]).to_type(type); // each image's gradient is scaled by its own
            var nats = OutputFunction.Compute(managed, levels, likelihood.CreateLoss(image));
            (nats * weights).sum().backward();
            var expected = likelihood.NegativeLogLikelihood(torch, levels, image);
            (expected * weights).sum().backward();
            ShouldAgree(
                new() { ["nats"] = Values(nats), ["output"] = Values(managed.grad!) }, new() { ["nats"] = Values(expected), ["output"] = Values(torch.grad!) }, tolerance);
        }
    }

    [Fact]
    public void The_managed_path_gives_the_same_bits_with_any_number_of_threads_and_leaves_no_tensor_behind()
    {
        var likelihood = LikelihoodCatalog.Shared.Find("logistic-mixture", new LikelihoodContext(Some.Rgb));
        foreach (var kernel in new[] { 1, 3 })
        {
            using var model = new CheckedModel(new Plain(kernel), new ModelOptions { Hidden = 6, Head = 9 }, Some.Rgb, Plugins.Catalog, likelihood: likelihood);
            Dictionary<string, double[]> one = [], two = [];
            KernelThreads.With(1, () => one = Compute(model, KernelPath.Managed));
            KernelThreads.With(2, () => two = Compute(model, KernelPath.Managed));
            foreach (var (name, values) in one) two[name].ShouldBe(values, name);
            var live = Tensor.TotalCount;
            Compute(model, KernelPath.Managed);
            Tensor.TotalCount.ShouldBeLessThanOrEqualTo(live); // what was dropped before may go meanwhile
        }
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 4)]
    [InlineData(false, 1)]
    [InlineData(false, 4)] // scales down to e⁻⁴, and means outside
    public void Probabilities_and_gradients_have_the_same_bits_at_every_vector_width(bool isContinuous, double spread)
    {
        var mixture = new MixtureKind(new MixtureLayout(11, isContinuous ? 1 : 3), 256, isContinuous);
        var output = Array.ConvertAll(Some.Numbers<double>(4, mixture.Layout.Channels), number => spread * number);
        double[] seen = isContinuous ? [77.25] : [77, 0, 255];
        double[]? expected = null;
        foreach (var width in Enum.GetValues<VectorWidth>())
        {
            var (kernels, probabilities, gradient) = (MixtureKernels<double>.Of(width), new double[256], output.ToArray());
            kernels.Probabilities(mixture, output, isContinuous ? [] : [77, 0], probabilities);
            kernels.Gradient(mixture, gradient, seen, 0.5);
            double[] found = [.. probabilities, .. gradient, kernels.Nats(mixture, output, seen)];
            found.ShouldAllBe(number => double.IsFinite(number));
            found.ShouldBe(expected ??= found, width.ToString());
        }
    }

    [Fact]
    public void A_likelihood_of_a_plug_in_that_can_is_computed_with_the_last_layer_too()
    {
        var likelihood = new CountingLikelihood();
        using var model = new CheckedModel(new Plain(1), new ModelOptions { Hidden = 6, Head = 9 }, Some.Gray, Plugins.Catalog, likelihood: likelihood);
        var managed = Compute(model, KernelPath.Managed);
        (likelihood.OnPlainMemory, likelihood.ByTensors).ShouldBe((true, false));
        ShouldAgree(managed, Compute(model, KernelPath.Torch), 1e-10);
        likelihood.ByTensors.ShouldBeTrue();
    }

    static void ShouldAgree(Dictionary<string, double[]> actual, Dictionary<string, double[]> expected, double tolerance)
    {
        foreach (var (name, values) in expected)
            actual[name].Zip(values, (left, right) => Math.Abs(left - right)).Max().ShouldBeLessThan(tolerance * (values.Max(Math.Abs) + 1e-300), name);
    }

    static Dictionary<string, double[]> Compute(CheckedModel model, KernelPath path)
    {
        using var scope = NewDisposeScope();
        model.Module.Kernels = path;
        model.Module.zero_grad();
        var levels = Some.Levels(model.Description.Image, 3).to_type(model.Type);
        var nats = TeacherForcing.Nats(model.Module, model.Likelihood, levels).Image;
        nats.sum().backward();
        var values = new Dictionary<string, double[]> { ["nats"] = Values(nats) };
        foreach (var (name, parameter) in model.Module.named_parameters()) values.Add(name, Values(parameter.grad!));
        return values;
    }

    static double[] Values(Tensor tensor) => tensor.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();

    /// <summary>A first layer and the paper's head, with a last layer of any kernel.</summary>
    sealed class Plain(int kernel) : IArchitecture
    {
        public string Name => "plain";

        public string Summary => "";

        public Type OptionsType => typeof(ModelOptions);

        public NetworkDescription Build(ModelOptions options, BuildContext context)
        {
            var network = new NetworkBuilder(context);
            var x = network.Rectifier("relu", network.FirstLayer(options.Hidden));
            network.Add("output", new MaskedConvolution(x.Channels, context.Likelihood.OutputFor(context.Image), kernel, kernel, MaskType.B), x);
            return network.Build();
        }
    }

    /// <summary>The Bernoulli likelihood as a plug-in might write it.</summary>
    sealed class CountingLikelihood : IPixelLikelihood
    {
        readonly BernoulliLikelihood _right = new();

        public bool OnPlainMemory { get; private set; }

        public bool ByTensors { get; private set; }

        public string Name => "counting";

        public ChannelGroups OutputFor(ImageShape image) => _right.OutputFor(image);

        public Tensor NegativeLogLikelihood(Tensor output, Tensor levels, ImageShape image, ForwardContext? context = null) => Nats(output, levels, image);

        public Tensor Nats(Tensor output, Tensor targets, ImageShape image)
        {
            ByTensors = true;
            return _right.Nats(output, targets, image);
        }

        public IPixelLoss CreateLoss(ImageShape image)
        {
            OnPlainMemory = true;
            return new PlainLoss();
        }

        public void Probabilities(ReadOnlySpan<double> output, ReadOnlySpan<byte> pixel, int channel, Span<double> probabilities) =>
            _right.Probabilities(output, pixel, channel, probabilities);
    }

    sealed class PlainLoss : IPixelLoss
    {
        public int Outputs => 1;

        public int Kept => 0;

        public double Nats<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, Span<T> kept) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var nats = 0.0;
            for (var i = 0; i < outputs.Length; i++) nats += Math.Log(1 + Math.Exp(double.CreateTruncating(targets[i] == T.One ? -outputs[i] : outputs[i])));
            return nats;
        }

        public void Gradient<T>(Span<T> outputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> kept, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (var i = 0; i < outputs.Length; i++) outputs[i] = (T.One / (T.One + T.Exp(-outputs[i])) - targets[i]) * scale;
        }
    }
}
