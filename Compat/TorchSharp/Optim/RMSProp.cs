using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class RMSProp : OptimizerHelper
{
    readonly double _alpha;
    readonly double _eps;
    readonly double _momentum;
    readonly bool _centered;

    public RMSProp(
        IEnumerable<Parameter> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-08,
        double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
        : base(parameters, lr, averages: 1 + (momentum > 0 ? 1 : 0) + (centered ? 1 : 0), weight_decay, maximize)
    {
        if (alpha < 0) throw new ArgumentException($"Invalid alpha: {alpha}");
        if (eps < 0) throw new ArgumentException($"Invalid epsilon: {eps}");
        if (momentum < 0) throw new ArgumentException($"Invalid momentum value: {momentum}");
        _alpha = alpha;
        _eps = eps;
        _momentum = momentum;
        _centered = centered;
    }

    private protected override void Update(
        Parameter parameter, Tensor gradient, ParameterState state, double learningRate)
    {
        var square = state[0];
        square.mul_(_alpha).addcmul_(gradient, gradient, value: 1 - _alpha);
        var root = (_centered ? Variance(square, gradient, state[1]) : square).sqrt().add_(_eps);
        if (_momentum > 0)
        {
            var velocity = state[_centered ? 2 : 1];
            velocity.mul_(_momentum).addcdiv_(gradient, root);
            parameter.add_(velocity, alpha: -learningRate);
        }
        else
        {
            parameter.addcdiv_(gradient, root, value: -learningRate);
        }
    }

    Tensor Variance(Tensor square, Tensor gradient, Tensor mean)
    {
        mean.mul_(_alpha).add_(gradient, alpha: 1 - _alpha);
        return square.addcmul(mean, mean, value: -1);
    }
}
