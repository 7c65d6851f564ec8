using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What all the optimizers share: the loop over parameters, and their state in memory and on disk.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    readonly Dictionary<Parameter, ParameterState> _states = new(ReferenceEqualityComparer.Instance);
    readonly bool _maximize;
    readonly double _addedDecay;

    // addedDecay: the weight decay that is added to the gradient.
    private protected OptimizerHelper(
        IEnumerable<Parameter> parameters, double learningRate, int averages, double addedDecay, bool maximize)
    {
        if (learningRate < 0) throw new ArgumentException($"Invalid learning rate: {learningRate}");
        if (addedDecay < 0) throw new ArgumentException($"Invalid weight_decay value: {addedDecay}");
        _maximize = maximize;
        _addedDecay = addedDecay;
        var group = new ParamGroup(parameters, learningRate);
        Groups.Add(group);
        foreach (var parameter in group.Parameters) _states.Add(parameter, new ParameterState(parameter, averages));
    }

    public override Tensor step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var recording = enable_grad();
            loss = closure();
        }

        using var mode = no_grad();
        foreach (var group in Groups)
        {
            foreach (var parameter in group.Parameters)
            {
                using var scope = NewDisposeScope();
                if (parameter.grad is not { } gradient) continue;
                if (_maximize) gradient = gradient.neg();
                if (_addedDecay != 0) gradient = gradient.add(parameter, alpha: _addedDecay);
                var state = _states[parameter];
                state.Step++;
                Update(parameter, gradient, state, group.LearningRate);
            }
        }

        return loss!;
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        writer.Write(GetType().Name);
        writer.Write(_states.Count);
        foreach (var group in Groups)
        {
            writer.Write(group.InitialLearningRate);
            writer.Write(group.LearningRate);
            foreach (var parameter in group.Parameters) _states[parameter].Save(writer);
        }
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    public void load_state_dict(BinaryReader reader)
    {
        var name = reader.ReadString();
        if (name != GetType().Name)
            throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{name}' in the loaded stream.");
        if (reader.ReadInt32() != _states.Count)
            throw new ArgumentException("Invalid optimizer state -- different number of states.");
        using var mode = no_grad();
        foreach (var group in Groups)
        {
            group.InitialLearningRate = reader.ReadDouble();
            group.LearningRate = reader.ReadDouble();
            foreach (var parameter in group.Parameters) _states[parameter].Load(reader);
        }
    }

    /// <summary>Runs without gradients, in a dispose scope of its own.</summary>
    private protected abstract void Update(Parameter parameter, Tensor gradient, ParameterState state, double learningRate);

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (var state in _states.Values) state.Dispose();
    }
}
