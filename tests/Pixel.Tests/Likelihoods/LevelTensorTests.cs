using Pixel.Contracts;
using Pixel.Kernels;
using Pixel.Likelihoods;
using Pixel.Networks;
using Pixel.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Likelihoods;

/// <summary>Images come in as tensors of any type with the right likelihood, and what are no levels of them is refused.</summary>
public sealed class LevelTensorTests
{
    static readonly ScalarType[] Types =
    [
        ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64,
        ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float64,
    ];

    static readonly ImageShape Fine = new(3, 4, 6, 256);

    public static TheoryData<string, int, ScalarType, KernelPath> Cases
    {
        get
        {
            var data = new TheoryData<string, int, ScalarType, KernelPath>();
            foreach (var path in Enum.GetValues<KernelPath>())
                foreach (var type in Types)
                {
                    data.Add("pixelcnn", 2, type, path); // Bernoulli
                    data.Add("pixelcnn", type == ScalarType.Int8 ? 128 : 256, type, path); // softmax
                    data.Add("multi-scale", 4, type, path);
                }
            foreach (var path in Enum.GetValues<KernelPath>()) data.Add("pixelcnn", 2, ScalarType.Bool, path);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Levels_of_every_type_have_the_nats_of_the_same_levels_in_double_precision(string architecture, int levels, ScalarType type, KernelPath path)
    {
        using var model = new TinyModel(architecture, new ImageShape(levels == 2 ? 1 : 3, 4, 6, levels));
        foreach (var precision in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            model.Module.to(precision);
            model.Module.Kernels = path;
            using var scope = NewDisposeScope();
            var images = Some.Levels(model.Description.Image, 3);
            var (image, small) = TeacherForcing.Nats(model.Module, model.Likelihood, images);
            var (sameImage, sameSmall) = TeacherForcing.Nats(model.Module, model.Likelihood, images.to_type(type));
            Values(sameImage).ShouldBe(Values(image));
            (sameSmall is null).ShouldBe(small is null);
            if (small is not null) Values(sameSmall!).ShouldBe(Values(small));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void So_they_have_of_a_network_and_a_likelihood_that_are_asked_one_after_the_other(string architecture, int levels, ScalarType type, KernelPath path)
    {
        using var model = new TinyModel(architecture, new ImageShape(levels == 2 ? 1 : 3, 4, 6, levels));
        model.Module.Kernels = path;
        using var scope = NewDisposeScope();
        var images = Some.Levels(model.Description.Image, 3);
        Nats(images.to_type(type)).ShouldBe(Nats(images));

        double[] Nats(Tensor given)
        {
            var small = model.Description.Small is { Image: var shape } ? TeacherForcing.Subsample(given, shape) : null;
            var output = model.Module.forward(given, Some.Given(small));
            output.dtype.ShouldBe(ScalarType.Float64);
            return Values(model.Likelihood.NegativeLogLikelihood(output, given, model.Description.Image));
        }
    }

    [Fact]
    public void A_byte_image_of_ones_and_zeros_has_the_nats_of_a_coin()
    {
        // 1 − 2 · 1 wraps to 255 in a byte.
        var image = new ImageShape(1, 2, 3, 2);
        using var scope = NewDisposeScope();
        var output = full([1, 1, 2, 3], 3.0, ScalarType.Float64);
        var levels = tensor(new byte[] { 1, 1, 1, 0, 0, 0 }, [1, 1, 2, 3]);
        var nats = Values(new BernoulliLikelihood().NegativeLogLikelihood(output, levels, image))[0];
        nats.ShouldBe(3 * Math.Log(1 + Math.Exp(-3)) + 3 * Math.Log(1 + Math.Exp(3)), 1e-12);
    }

    [Fact]
    public void The_gradients_do_not_depend_on_the_type_of_the_levels()
    {
        using var model = new TinyModel("pixelcnn", Some.Rgb);
        Gradients(ScalarType.Byte).ShouldBe(Gradients(ScalarType.Float64));

        double[] Gradients(ScalarType type)
        {
            using var scope = NewDisposeScope();
            model.Module.zero_grad();
            TeacherForcing.Nats(model.Module, model.Likelihood, Some.Levels(Some.Rgb, 2).to_type(type)).Image.sum().backward();
            return [.. model.Module.parameters().SelectMany(parameter => Values(parameter.grad!.flatten()))];
        }
    }

    [Fact]
    public void Levels_of_another_type_leave_no_tensor_behind()
    {
        using var model = new TinyModel("multi-scale", Some.Rgb);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var levels = Some.Levels(Some.Rgb, 2).to_type(ScalarType.Byte);
        var small = TeacherForcing.Subsample(levels, model.Description.Small!.Image);
        var before = scope.DisposablesCount;
        model.Module.forward(levels, Some.Given(small));
        scope.DisposablesCount.ShouldBe(before + 1);
    }

    static readonly Dictionary<string, (Func<Tensor> Make, string Message)> Refused = new()
    {
        ["beyond the highest"] = (() => Levels(300),
            "The levels run from 0 to 300; images of 3×4×6, 256 levels have levels 0 to 255. Quantise them first. (Parameter 'levels')"),
        ["negative"] = (() => Levels(-1),
            "The levels run from -1 to 0; images of 3×4×6, 256 levels have levels 0 to 255. Quantise them first. (Parameter 'levels')"),
        ["not a number"] = (() => Levels(double.NaN),
            "The levels run from NaN to NaN; images of 3×4×6, 256 levels have levels 0 to 255. Quantise them first. (Parameter 'levels')"),
        ["scaled"] = (() => Levels(0.5),
            "The levels, from 0 to 0.5, are not whole numbers; images of 3×4×6, 256 levels have levels 0 to 255. Images scaled to [0, 1] become levels by (x * 255).round(). (Parameter 'levels')"),
        ["scaled, in half precision"] = (() => Levels(0.5).to_type(ScalarType.Float16),
            "The levels, from 0 to 0.5, are not whole numbers; images of 3×4×6, 256 levels have levels 0 to 255. Images scaled to [0, 1] become levels by (x * 255).round(). (Parameter 'levels')"),
        ["beyond, as integers"] = (() => Levels(256).to_type(ScalarType.Int32),
            "The levels run from 0 to 256; images of 3×4×6, 256 levels have levels 0 to 255. Quantise them first. (Parameter 'levels')"),
        ["gray"] = (() => zeros(2, 1, 4, 6),
            "The levels have the shape (2, 1, 4, 6); images of 3×4×6, 256 levels are given as (B, 3, 4, 6). (Parameter 'levels')"),
        ["channels last"] = (() => zeros(2, 4, 6, 3),
            "The levels have the shape (2, 4, 6, 3); images of 3×4×6, 256 levels are given as (B, 3, 4, 6). (Parameter 'levels')"),
        ["wider"] = (() => zeros(2, 3, 4, 7),
            "The levels have the shape (2, 3, 4, 7); images of 3×4×6, 256 levels are given as (B, 3, 4, 6). (Parameter 'levels')"),
        ["one image"] = (() => zeros(3, 4, 6),
            "The levels have the shape (3, 4, 6); images of 3×4×6, 256 levels are given as (B, 3, 4, 6). (Parameter 'levels')"),
        ["complex"] = (() => zeros([2, 3, 4, 6], ScalarType.ComplexFloat64),
            "The levels are of the type ComplexFloat64; give them in an integer or a floating type, as by levels.to_type(ScalarType.Float32). (Parameter 'levels')"),
        ["elsewhere"] = (() => zeros([2, 3, 4, 6], device: META),
            "The levels lie on meta, the network on cpu; move them there by levels.to(…). (Parameter 'levels')"),
    };

    public static TheoryData<string> Wrong => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_are_no_levels_of_the_images_is_refused_at_every_door(string name)
    {
        var (make, message) = Refused[name];
        using var model = new TinyModel("pixelcnn", Fine);
        using var scope = NewDisposeScope();
        foreach (var path in Enum.GetValues<KernelPath>())
        {
            model.Module.Kernels = path;
            Should.Throw<ArgumentException>(() => TeacherForcing.Nats(model.Module, model.Likelihood, make())).Message.ShouldBe(message);
            Should.Throw<ArgumentException>(() => model.Module.forward(make())).Message.ShouldBe(message.Replace("'levels'", "'input'"));
        }
        var output = zeros([2, 768, 4, 6], ScalarType.Float64);
        Should.Throw<ArgumentException>(() => new SoftmaxLikelihood().NegativeLogLikelihood(output, make(), Fine)).Message.ShouldBe(message);
    }

    [Fact]
    public void Smaller_images_are_looked_at_in_the_same_way()
    {
        using var model = new TinyModel("multi-scale", Some.Rgb);
        using var scope = NewDisposeScope();
        var levels = Some.Levels(Some.Rgb, 2);
        Should.Throw<ArgumentException>(() => model.Module.forward(levels, Some.Given(zeros(2, 3, 4, 6)))).Message
            .ShouldBe("The levels have the shape (2, 3, 4, 6); images of 3×2×3, 4 levels are given as (B, 3, 2, 3). (Parameter 'small')");
        Should.Throw<ArgumentException>(() => model.Module.forward(levels, Some.Given(full([2, 3, 2, 3], 4)))).Message
            .ShouldBe("The levels run from 4 to 4; images of 3×2×3, 4 levels have levels 0 to 3. Quantise them first. (Parameter 'small')");
        Should.Throw<ArgumentException>(() => model.Module.forward(levels, Some.Given(zeros(1, 3, 2, 3)))).Message
            .ShouldBe("There are smaller images for 1 of 2 images. (Parameter 'context')");
        Should.Throw<ArgumentException>(() => model.Module.forward(levels)).Message
            .ShouldBe("A conditional network needs the smaller image. (Parameter 'small')");
        Should.Throw<ArgumentException>(() => TeacherForcing.Subsample(zeros(4, 6), new ImageShape(1, 2, 3, 2))).Message
            .ShouldBe("The levels have the shape (4, 6); images are given as (B, C, H, W). (Parameter 'levels')");
        Should.Throw<ModelException>(() => TeacherForcing.Subsample(zeros(1, 1, 5, 6), new ImageShape(1, 2, 3, 2))).Message
            .ShouldBe("An image of 1×5×6, 2 levels cannot be conditioned on one of 1×2×3, 2 levels: both sides must shrink by the same whole factor.");
    }

    [Fact]
    public void An_output_that_is_not_for_the_likelihood_is_refused()
    {
        using var model = new TinyModel("pixelcnn", Some.Gray);
        using var scope = NewDisposeScope();
        Should.Throw<ModelException>(() => TeacherForcing.Nats(model.Module, new SoftmaxLikelihood(), zeros(2, 1, 5, 7))).Message
            .ShouldBe("The network's output has 1 channel; the softmax likelihood needs 2: take the one that the network was built for.");
        var (softmax, levels) = (new SoftmaxLikelihood(), zeros(2, 1, 5, 7));
        Should.Throw<ArgumentException>(() => softmax.NegativeLogLikelihood(zeros(2, 1, 5, 7), levels, Some.Gray)).Message
            .ShouldBe("The output has the shape (2, 1, 5, 7); for images of 1×5×7, 2 levels the softmax likelihood reads (B, 2, 5, 7). (Parameter 'output')");
        Should.Throw<ArgumentException>(() => softmax.NegativeLogLikelihood(zeros([2, 2, 5, 7], ScalarType.Int64), levels, Some.Gray)).Message
            .ShouldBe("The output is of the type Int64; the softmax likelihood reads logits of a floating type. (Parameter 'output')");
        Should.Throw<ArgumentException>(() => softmax.NegativeLogLikelihood(zeros(3, 2, 5, 7), levels, Some.Gray)).Message
            .ShouldBe("The output is that of 3 images, the levels are 2. (Parameter 'levels')");
    }

    [Fact]
    public void What_a_gradient_is_asked_for_may_lie_between_levels()
    {
        using var model = new TinyModel("pixelcnn", Some.Rgb);
        using var scope = NewDisposeScope();
        var image = full([1, 3, 4, 6], 0.5, ScalarType.Float64, requires_grad: true);
        model.Module.forward(image).sum().backward();
        image.grad!.abs().sum().ToDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_network_of_two_types_is_told_of()
    {
        using var model = new TinyModel("pixelcnn", Some.Gray);
        ((LayerModule)model.Module.named_children().Last().module).to(ScalarType.Float32);
        using var scope = NewDisposeScope();
        Should.Throw<Exception>(() => TeacherForcing.Nats(model.Module, model.Likelihood, zeros(1, 1, 5, 7))).Message
            .ShouldContain("A tensor of the type Float32 meets others of Float64: all parameters and maps of a network are of one type; convert the whole module by to(…).");
    }

    /// <summary>Two black images with a level in their midst.</summary>
    static Tensor Levels(double level)
    {
        var levels = zeros([2, 3, 4, 6], ScalarType.Float64);
        levels[1, 2, 3, 4] = level;
        return double.IsNaN(level) ? levels.fill_(level) : levels;
    }

    static double[] Values(Tensor tensor) => tensor.detach().to_type(ScalarType.Float64).cpu().data<double>().ToArray();
}
