using System.Collections;
using System.Reflection;
using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Checks.Conformance;

/// <summary>A move to double precision and back takes masks and constants along and changes no output.</summary>
sealed class DtypeCheck : IConformanceCheck
{
    public const string Id = "dtype moves";

    const double SingleRounding = 1e-3;

    public string Name => Id;

    public string Meaning =>
        "A mask or constant does not move with the module, and on a GPU would stay on the CPU: register it with RegisterConstant, in a field of the same name, and make tensors in forward of the input's type and device.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id, DeterminismCheck.Id];

    public Outcome Run(Subject subject)
    {
        var findings = subject.Measured.SelectMany(image => Check(subject, image).Select(finding => $"{Names.Of(image)}: {finding}"));
        return Outcome.Of([.. findings], "float32 to float64 and back: the same outputs, every tensor moved");
    }

    static List<string> Check(Subject subject, ImageShape image)
    {
        using var model = subject.Create(image, type: ScalarType.Float32);
        var levels = SomeImages.Levels(image, 2);
        var before = model.Outputs(levels);
        var single = SingleRounding * Math.Max(1, before.Max(Math.Abs));
        return Move(model, ScalarType.Float64, before, levels, single) is { Count: > 0 } findings
            ? findings
            : Move(model, ScalarType.Float32, before, levels, 0);
    }

    static List<string> Move(CheckedModel model, ScalarType type, double[] before, byte[] levels, double tolerance)
    {
        try
        {
            model.Module.to(type);
        }
        catch (Exception problem)
        {
            return [$"the move to {type} throws {Outcome.Threw(problem).Summary}: is a constant registered under another name than that of its field?"];
        }
        List<string> findings = [.. ModuleTensors.Unregistered(model.Module)];
        try
        {
            var difference = before.Zip(model.Outputs(levels)).Max(pair => Math.Abs(pair.First - pair.Second));
            if (!(difference <= tolerance)) findings.Add($"after the move to {type} the output differs by {difference:G2}");
        }
        catch (Exception problem)
        {
            findings.Add($"after the move to {type} forward throws {Outcome.Threw(problem).Summary}");
        }
        return findings;
    }
}

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
