using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam whose weight decay works on the parameter and not through the gradient.</summary>
public class AdamW : OptimizerHelper
{
    readonly AdamRule _rule;
    readonly double _decay;

    public AdamW(
        IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : base(parameters, lr, AdamRule.Averages(amsgrad), addedDecay: 0, maximize)
    {
        if (weight_decay < 0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
        _rule = new(beta1, beta2, eps, amsgrad);
        _decay = weight_decay;
    }

    private protected override void Update(
        Parameter parameter, Tensor gradient, ParameterState state, double learningRate)
    {
        parameter.mul_(1 - (learningRate * _decay));
        _rule.Update(parameter, gradient, state, learningRate);
    }
}
