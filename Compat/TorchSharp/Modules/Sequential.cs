using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules one after the other.</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    readonly List<nn.Module<Tensor, Tensor>> _modules = [];

    internal Sequential(IEnumerable<(string, nn.Module<Tensor, Tensor>)> modules) : base(nameof(Sequential))
    {
        foreach (var (name, module) in modules)
        {
            register_module(name, module);
            _modules.Add(module);
        }
    }

    public override Tensor forward(Tensor tensor)
    {
        // The results in between die here unless autograd holds them.
        using var scope = NewDisposeScope();
        var result = tensor;
        foreach (var module in _modules) result = module.call(result);
        return _modules.Count == 0 ? result.alias().MoveToOuterDisposeScope() : result.MoveToOuterDisposeScope();
    }
}
