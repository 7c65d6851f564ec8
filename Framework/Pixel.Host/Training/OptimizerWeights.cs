using Pixel.Contracts;
using Pixel.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pixel.Host.Training;

/// <summary>What an optimiser remembers between steps, as tensors named after the parameters: <c>layer1_conv.weight.exp_avg</c>, and <c>step</c>.</summary>
static class OptimizerWeights
{
    const string Step = "step";

    /// <summary>Copies the state out.</summary>
    /// <param name="optimizer">An optimiser of one tensor, the vector of all parameters.</param>
    /// <param name="parameters">That vector.</param>
    public static WeightSet Copy(OptimizerHelper optimizer, ParameterVector parameters)
    {
        using var scope = NewDisposeScope();
        var state = optimizer.state_dict().State[0];
        var weights = new WeightSet();
        weights.Add(Step, new WeightTensor([], [(double)Steps(state)]));
        foreach (var (quantity, values) in Quantities(state))
            foreach (var (name, share) in parameters.Shares(values)) weights.Add($"{name}.{quantity}", NetworkWeights.ToWeight(share));
        return weights;
    }

    /// <summary>Goes on from a state.</summary>
    /// <param name="weights">What <see cref="Copy"/> gave.</param>
    /// <param name="optimizer">An optimiser of the same kind.</param>
    /// <param name="parameters">The vector of all parameters.</param>
    /// <exception cref="ModelException">A tensor is missing, too many or of another shape; the optimiser is then as before.</exception>
    public static void Load(WeightSet weights, OptimizerHelper optimizer, ParameterVector parameters)
    {
        using var scope = NewDisposeScope();
        var state = optimizer.state_dict().State[0];
        var step = weights.Values<double>(Step, [])[0];
        (string Name, Tensor Share)[] targets =
        [
            .. from quantity in Quantities(state)
               from share in parameters.Shares(quantity.Values)
               select ($"{share.Name}.{quantity.Name}", share.Share),
        ];
        if (weights.Names.Except([Step, .. targets.Select(target => target.Name)]).FirstOrDefault() is { } stranger)
            throw new ModelException($"It holds '{stranger}', which this optimiser does not know.");
        NetworkWeights.Fill(targets, weights);
        Steps(state) = (long)step;
    }

    static (string Name, Tensor Values)[] Quantities(OptimizerState state) => state switch
    {
        Adam.State adam => [("exp_avg", adam.exp_avg), ("exp_avg_sq", adam.exp_avg_sq)],
        AdamW.State adam => [("exp_avg", adam.exp_avg), ("exp_avg_sq", adam.exp_avg_sq)],
        RMSProp.State mean => [("square_avg", mean.square_avg), ("momentum_buffer", mean.momentum_buffer)],
        _ => throw new NotSupportedException($"The state of {state.GetType().DeclaringType?.Name} is not known."),
    };

    static ref long Steps(OptimizerState state)
    {
        if (state is Adam.State adam) return ref adam.step;
        if (state is AdamW.State decoupled) return ref decoupled.step;
        return ref ((RMSProp.State)state).step;
    }
}
