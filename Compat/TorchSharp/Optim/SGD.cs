using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class SGD : OptimizerHelper
{
    readonly double _momentum;
    readonly double _dampening;
    readonly bool _nesterov;

    public SGD(
        IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : base(parameters, lr, averages: momentum == 0 ? 0 : 1, weight_decay, maximize)
    {
        if (momentum < 0) throw new ArgumentException($"Invalid momentum value: {momentum}");
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
        _momentum = momentum;
        _dampening = dampening;
        _nesterov = nesterov;
    }

    private protected override void Update(
        Parameter parameter, Tensor gradient, ParameterState state, double learningRate)
    {
        if (_momentum == 0)
        {
            parameter.add_(gradient, alpha: -learningRate);
            return;
        }

        var velocity = state[0];
        // The first gradient starts the average undampened.
        if (state.Step == 1) velocity.copy_(gradient);
        else velocity.mul_(_momentum).add_(gradient, alpha: 1 - _dampening);
        parameter.add_(_nesterov ? gradient.add(velocity, alpha: _momentum) : velocity, alpha: -learningRate);
    }
}
