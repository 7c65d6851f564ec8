using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace Pixel.Tests.TorchSharpCompat;

/// <summary>Three steps on sum(w·p²)/2 from p = (1, -2, 3), w = (1, 2, 0.5); the numbers are PyTorch's, in float64.</summary>
public sealed class OptimizerTests
{
    static readonly Tensor Weights = tensor(new[] { 1.0, 2.0, 0.5 }).DetachFromDisposeScope(); // made in whichever scope is first

    public static TheoryData<string, double, double, double> Expected => new()
    {
        { "sgd", 0.7290000000000001, -1.024, 2.572125 },
        { "sgd momentum", 0.50499568619, -0.18999708637999996, 2.21872434807 },
        { "sgd nesterov", 0.32732100000000003, 0.21670400000000012, 1.8943878749999998 },
        { "sgd maximize", 1.466, -4.0360000000000005, 3.667875 },
        { "adam", 0.701586274504415, -1.700623392046465, 2.700381524971978 },
        { "adam amsgrad", 0.7020030217377365, -1.700756397992974, 2.7005895235157684 },
        { "adamw", 0.6882699991703867, -1.672347882200424, 2.6571708592021572 },
        { "adamw amsgrad maximize", 1.2840610223098745, -2.268979025994573, 3.2539555548291945 },
        { "rmsprop", 0.7799822819823541, -1.7753494456014602, 2.773888578459935 },
        { "rmsprop momentum", 0.8530196020455051, -1.8522469437413582, 2.8519960164504385 },
        { "rmsprop centered", 0.8406433406342817, -1.8396568185462048, 2.839368942182056 },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Three_steps_end_where_PyTorchs_do(string name, double first, double second, double third)
    {
        using var parameter = Start();
        using var optimizer = Make(name, parameter);
        for (var i = 0; i < 3; i++) Step(optimizer, parameter);
        parameter.ShouldHoldNearly(1e-14, first, second, third);
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_resumed_optimizer_goes_on_bit_for_bit(string name, double first, double second, double third)
    {
        var file = Path.GetTempFileName();
        try
        {
            using var before = Start();
            using var stopped = Make(name, before);
            for (var i = 0; i < 2; i++) Step(stopped, before);
            stopped.save_state_dict(file);

            using var after = new Parameter(before.detach().clone());
            using var resumed = Make(name, after);
            resumed.load_state_dict(file);
            Step(resumed, after);
            Step(stopped, before);
            Values.Of(after).ShouldBe(Values.Of(before));
            after.ShouldHoldNearly(1e-14, first, second, third);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_learning_rate_can_change_between_steps_and_is_restored()
    {
        var file = Path.GetTempFileName();
        try
        {
            using var parameter = Start();
            using var optimizer = Make("sgd", parameter);
            var group = optimizer.ParamGroups.Single();
            group.LearningRate.ShouldBe(0.1);
            group.InitialLearningRate.ShouldBe(0.1);
            group.LearningRate = 0.5;
            Step(optimizer, parameter);
            parameter.ShouldHoldNearly(1e-15, 0.5, 0, 2.25);
            optimizer.save_state_dict(file);
            using var other = Make("sgd", parameter);
            other.load_state_dict(file);
            other.ParamGroups.Single().LearningRate.ShouldBe(0.5);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_state_of_another_optimizer_is_refused()
    {
        var file = Path.GetTempFileName();
        try
        {
            using var parameter = Start();
            using var adam = Make("adam", parameter);
            using var rmsprop = Make("rmsprop", parameter);
            adam.save_state_dict(file);
            Should.Throw<InvalidDataException>(() => rmsprop.load_state_dict(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_factory_and_the_constructor_of_RMSProp_differ_in_their_rate()
    {
        using var parameter = Start();
        RMSProp([parameter]).ParamGroups.Single().LearningRate.ShouldBe(0.01);
        new RMSProp([parameter]).ParamGroups.Single().LearningRate.ShouldBe(0.001);
        Adam([parameter]).ParamGroups.Single().LearningRate.ShouldBe(0.001);
    }

    [Fact]
    public void Zero_grad_fills_with_zeros_and_a_parameter_without_gradient_stays()
    {
        using var used = Start();
        using var unused = Start();
        using var optimizer = SGD([used, unused], 0.1);
        Step(optimizer, used);
        unused.ShouldHold(1, -2, 3);
        optimizer.zero_grad();
        used.grad!.ShouldHold(0, 0, 0);
        unused.grad.ShouldBeNull();
        optimizer.parameters().Count().ShouldBe(2);
    }

    [Fact]
    public void A_closure_computes_the_loss_of_the_step()
    {
        using var parameter = Start();
        using var optimizer = SGD([parameter], 0.1);
        using var loss = optimizer.step(() =>
        {
            var value = Loss(parameter);
            value.backward();
            return value;
        });
        loss!.ToDouble().ShouldBe(0.5 * (1 + 8 + 4.5));
        parameter.ShouldHoldNearly(1e-15, 0.9, -1.6, 2.85);
    }

    [Fact]
    public void Clipping_scales_by_the_common_norm()
    {
        using var first = new Parameter(zeros(1));
        using var second = new Parameter(zeros(1));
        first.grad = tensor(new[] { 6f });
        second.grad = tensor(new[] { 8f });
        nn.utils.clip_grad_norm_([first, second], 5).ShouldBe(10, 1e-6);
        first.grad!.ShouldHoldNearly(1e-5, 3);
        second.grad!.ShouldHoldNearly(1e-5, 4);
        nn.utils.clip_grad_norm_([first, second], 50).ShouldBe(5, 1e-5);
        second.grad!.ShouldHoldNearly(1e-5, 4);
        nn.utils.clip_grad_value_([first, second], 3.5);
        second.grad!.ShouldHold(3.5);
    }

    [Fact]
    public void Parameters_become_a_vector_and_back()
    {
        using var matrix = new Parameter(Values.Counting(2, 2));
        using var list = new Parameter(tensor(new[] { 9f }));
        using var vector = nn.utils.parameters_to_vector([matrix, list]);
        vector.ShouldHold(0, 1, 2, 3, 9);
        nn.utils.vector_to_parameters(vector.detach() * 2, [matrix, list]);
        matrix.ShouldHold(0, 2, 4, 6);
        list.ShouldHold(18);
    }

    static Parameter Start() => new(tensor(new[] { 1.0, -2.0, 3.0 }));

    static Tensor Loss(Tensor parameter) => (Weights * parameter * parameter).sum() / 2;

    static void Step(Optimizer optimizer, Parameter parameter)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        Loss(parameter).backward();
        optimizer.step();
    }

    static OptimizerHelper Make(string name, Parameter parameter) => name switch
    {
        "sgd" => SGD([parameter], 0.1),
        "sgd momentum" => SGD([parameter], 0.1, momentum: 0.9, dampening: 0.1, weight_decay: 0.01),
        "sgd nesterov" => SGD([parameter], 0.1, momentum: 0.9, nesterov: true),
        "sgd maximize" => SGD([parameter], 0.1, momentum: 0.5, maximize: true),
        "adam" => Adam([parameter], 0.1),
        "adam amsgrad" => Adam([parameter], 0.1, 0.8, 0.9, 1e-3, 0.1, amsgrad: true),
        "adamw" => AdamW([parameter], 0.1, weight_decay: 0.05),
        "adamw amsgrad maximize" => AdamW([parameter], 0.1, weight_decay: 0.05, amsgrad: true, maximize: true),
        "rmsprop" => RMSProp([parameter], 0.01),
        "rmsprop momentum" => RMSProp([parameter], 0.01, alpha: 0.9, weight_decay: 0.1, momentum: 0.9),
        "rmsprop centered" => RMSProp([parameter], 0.01, alpha: 0.9, eps: 1e-4, momentum: 0.9, centered: true),
        _ => throw new ArgumentException(name),
    };
}
