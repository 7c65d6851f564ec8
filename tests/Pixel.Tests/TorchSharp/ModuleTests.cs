using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Pixel.Tests.TorchSharpCompat;

public sealed class ModuleTests
{
    [Fact]
    public void Fields_are_registered_under_the_names_given_own_parameters_first()
    {
        using var model = new Model();
        model.named_parameters().Select(entry => entry.name).ShouldBe(
            ["weight", "gain", "layers.0.scale", "layers.1.scale", "tail.a.scale", "tail.b.scale", "named.x.scale"]);
        model.named_buffers().Select(entry => entry.name).ShouldBe(["scratch", "mask"]);
        model.named_modules().Select(entry => entry.name).ShouldBe(
            ["layers", "tail", "named", "layers.0", "layers.1", "tail.a", "tail.b", "named.x"]);
        model.children().Count().ShouldBe(3);
        model.parameters(recurse: false).Count().ShouldBe(2);
        model.get_parameter("layers.1.scale")!.ShouldHold(3);
    }

    [Fact]
    public void The_state_holds_parameters_and_persistent_buffers()
    {
        using var model = new Model();
        model.state_dict().Keys.ShouldBe(
            ["weight", "gain", "layers.0.scale", "layers.1.scale", "tail.a.scale", "tail.b.scale", "named.x.scale", "mask"],
            ignoreOrder: true);
    }

    [Fact]
    public void A_loaded_state_is_copied()
    {
        using var from = new Model();
        using var to = new Model();
        using (no_grad()) from.weight.fill_(8);
        var (missing, unexpected) = to.load_state_dict(from.state_dict());
        missing.ShouldBeEmpty();
        unexpected.ShouldBeEmpty();
        to.weight.ShouldHold(8, 8);
        to.weight.requires_grad.ShouldBeTrue();
        from.weight.IsInvalid.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => to.load_state_dict([]));
        to.load_state_dict([], strict: false).Item1.Count.ShouldBe(8);
    }

    [Fact]
    public void Forward_goes_through_call_and_a_sequence()
    {
        using var model = new Model();
        model.call(ones(2)).ShouldHold(5 * 7, 5 * 7);
    }

    [Fact]
    public void A_parameter_takes_the_tensor_over()
    {
        var data = ones(2);
        using var parameter = new Parameter(data);
        data.IsInvalid.ShouldBeTrue();
        parameter.ShouldHold(1, 1);
        parameter.requires_grad.ShouldBeTrue();
        parameter.is_leaf.ShouldBeTrue();
        ones(1).AsParameter().requires_grad.ShouldBeTrue();
    }

    [Fact]
    public void Conversion_moves_parameters_and_buffers_but_not_integers()
    {
        using var model = new Model();
        model.to(float64).ShouldBeSameAs(model);
        model.weight.dtype.ShouldBe(ScalarType.Float64);
        model.weight.requires_grad.ShouldBeTrue();
        model.weight.is_leaf.ShouldBeTrue();
        model.Mask.dtype.ShouldBe(ScalarType.Float64);
        model.Scratch.dtype.ShouldBe(ScalarType.Int64);
        model.get_parameter("tail.b.scale")!.dtype.ShouldBe(ScalarType.Float64);
        model.get_buffer("mask").ShouldBeSameAs(model.Mask);
        model.named_parameters().First().Item2.ShouldBeSameAs(model.weight);
        model.call(ones(2, dtype: float64)).dtype.ShouldBe(ScalarType.Float64);
    }

    [Fact]
    public void Training_mode_and_gradients_reach_every_module()
    {
        using var model = new Model();
        model.training.ShouldBeTrue();
        model.eval();
        model.modules().ShouldAllBe(module => !module.training);
        model.train();
        model.call(ones(2)).sum().backward();
        model.get_parameter("tail.a.scale")!.grad.ShouldNotBeNull();
        model.zero_grad();
        model.parameters().ShouldAllBe(parameter => ReferenceEquals(parameter.grad, null));
    }

    [Fact]
    public void Apply_visits_children_before_the_module()
    {
        using var model = new Model();
        var visited = new List<string>();
        model.apply(module => visited.Add(module.GetType().Name));
        visited.Count.ShouldBe(9);
        visited[^1].ShouldBe(nameof(Model));
    }

    [Fact]
    public void The_same_name_twice_or_a_dot_in_it_is_refused()
    {
        using var model = new Model();
        Should.Throw<InvalidOperationException>(() => model.register_module("tail", new Scale(1)));
        Should.Throw<ArgumentException>(() => model.register_module("a.b", new Scale(1)));
        Should.Throw<InvalidOperationException>(() => model.register_parameter("gain", new Parameter(ones(1))));
        Should.Throw<InvalidOperationException>(() => model.register_buffer("mask", ones(1)));
    }

    [Fact]
    public void A_disposed_module_has_disposed_what_it_held()
    {
        var model = new Model();
        var parameters = model.parameters().ToList();
        model.Dispose();
        parameters.ShouldAllBe(parameter => parameter.IsInvalid);
    }

    sealed class Scale : Module<Tensor, Tensor>
    {
        [ComponentName(Name = "scale")] readonly Parameter _scale;

        public Scale(float value) : base(nameof(Scale))
        {
            _scale = new Parameter(tensor(new[] { value }));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => input * _scale;
    }

    sealed class Model : Module<Tensor, Tensor>
    {
        [ComponentName(Name = "layers")] readonly ModuleList<Scale> _layers = ModuleList(new Scale(1), new Scale(3));
        [ComponentName(Name = "tail")] readonly Sequential _tail = Sequential(("a", new Scale(5)), ("b", new Scale(7)));
        [ComponentName(Name = "named")] readonly ModuleDict<Scale> _named = ModuleDict(("x", new Scale(1)));
        public readonly Parameter weight = new(ones(2));
        [ComponentName(Name = "gain")] readonly Parameter _gain = new(ones(2));
        [ComponentName(Name = "mask")] readonly Tensor _mask = ones(2);
        [ComponentName(Name = "scratch")] readonly Tensor _scratch = zeros(1, dtype: int64);

        public Model() : base(nameof(Model))
        {
            register_buffer("scratch", _scratch, persistent: false);
            RegisterComponents();
        }

        public Tensor Mask => _mask;

        public Tensor Scratch => _scratch;

        public override Tensor forward(Tensor input) =>
            _tail.call(_named["x"].call(_layers[0].call(input * weight * _gain * _mask)));
    }
}
