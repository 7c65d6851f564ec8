using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The update that Adam and AdamW share.</summary>
sealed class AdamRule
{
    readonly double _beta1;
    readonly double _beta2;
    readonly double _eps;
    readonly bool _amsgrad;

    public AdamRule(double beta1, double beta2, double eps, bool amsgrad)
    {
        if (beta1 is < 0 or >= 1) throw new ArgumentException($"Invalid beta1: {beta1}");
        if (beta2 is < 0 or >= 1) throw new ArgumentException($"Invalid beta2: {beta2}");
        if (eps < 0) throw new ArgumentException($"Invalid epsilon: {eps}");
        _beta1 = beta1;
        _beta2 = beta2;
        _eps = eps;
        _amsgrad = amsgrad;
    }

    public static int Averages(bool amsgrad) => amsgrad ? 3 : 2;

    public void Update(Parameter parameter, Tensor gradient, ParameterState state, double learningRate)
    {
        var (average, square) = (state[0], state[1]);
        average.mul_(_beta1).add_(gradient, alpha: 1 - _beta1);
        square.mul_(_beta2).addcmul_(gradient, gradient, value: 1 - _beta2);
        if (_amsgrad) square = state[2].copy_(state[2].maximum(square));
        var stepSize = learningRate / (1 - Math.Pow(_beta1, state.Step));
        var correction = Math.Sqrt(1 - Math.Pow(_beta2, state.Step));
        var denominator = square.sqrt().div_(correction).add_(_eps);
        parameter.addcdiv_(average, denominator, value: -stepSize);
    }
}
