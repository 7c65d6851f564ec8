using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class Adam : OptimizerHelper
{
    readonly AdamRule _rule;

    public Adam(
        IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : base(parameters, lr, AdamRule.Averages(amsgrad), weight_decay, maximize) =>
        _rule = new(beta1, beta2, eps, amsgrad);

    private protected override void Update(
        Parameter parameter, Tensor gradient, ParameterState state, double learningRate) =>
        _rule.Update(parameter, gradient, state, learningRate);
}
