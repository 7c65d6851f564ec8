using System.Collections;
using System.Reflection;
using Pixel.Networks;
using static TorchSharp.torch;

namespace Pixel.Checks.Conformance;

/// <summary>The tensors that the modules of a network hold in their fields.</summary>
static class ModuleTensors
{
    /// <summary>Fields, by layer, of tensors that are neither parameters nor buffers now: a move leaves them behind.</summary>
    public static IEnumerable<string> Unregistered(NetworkModule network)
    {
        var registered = network.parameters().Concat(network.buffers()).ToHashSet<Tensor>(ReferenceEqualityComparer.Instance);
        foreach (var (name, module) in network.named_modules())
            foreach (var (field, value) in Fields(module))
                foreach (var tensor in Tensors(value))
                    if (!registered.Contains(tensor))
                    {
                        yield return $"the layer '{name}' keeps a tensor in its field {field}" + (tensor.IsInvalid
                            ? ", which the move replaced: register it under just the name of the field"
                            : " that is not registered: register it (RegisterConstant), one field each");
                        break;
                    }
    }

    static IEnumerable<(string Name, object? Value)> Fields(nn.Module module)
    {
        for (var type = module.GetType(); type is not null && type.Assembly != typeof(Tensor).Assembly; type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic))
                yield return (field.Name, field.GetValue(module));
    }

    static IEnumerable<Tensor> Tensors(object? value) => value switch
    {
        Tensor tensor => [tensor],
        string => [],
        IDictionary dictionary => dictionary.Values.OfType<Tensor>(),
        IEnumerable items and (Array or IList) => items.OfType<Tensor>(),
        _ => [],
    };
}
