using Pixel.Checks.Models;
using Pixel.Contracts;
using Pixel.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Checks.Conformance;

/// <summary>A move to a CUDA device takes masks and constants along.</summary>
sealed class DeviceCheck : IConformanceCheck
{
    const double Rounding = 1e-9;

    public string Name => "device moves";

    public string Meaning =>
        "A tensor stays on the CPU when the module moves to a GPU: register constants with RegisterConstant, and make tensors in forward on the input's device.";

    public IReadOnlyList<string> Needs => [BuildCheck.Id, DtypeCheck.Id];

    public Outcome Run(Subject subject)
    {
        if (!cuda.is_available()) return Outcome.Skip("libtorch finds no CUDA device here");
        var findings = new List<string>();
        foreach (var image in subject.Measured)
        {
            using var model = subject.Create(image);
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            var levels = SomeImages.Levels(image, 2);
            var before = model.MapNats(SomeImages.ToTensor(levels, image));
            model.Module.to(device("cuda"));
            var there = TeacherForcing.Nats(model.Module, model.Likelihood, SomeImages.ToTensor(levels, image).cuda(), new ForwardContext { Conditions = new Conditions(Labels: model.Conditions(2).Labels?.cuda()) });
            if (there.Image.device.type != DeviceType.CUDA) findings.Add($"{Names.Of(image)}: the output is not on the device");
            model.Module.to(CPU);
            var difference = before.Zip(model.MapNats(SomeImages.ToTensor(levels, image))).Max(pair => Math.Abs(pair.First - pair.Second));
            if (difference > Rounding) findings.Add($"{Names.Of(image)}: the output differs by {difference:G2} after the way to the GPU and back");
        }
        return Outcome.Of(findings, "CPU to CUDA and back: the same outputs");
    }
}
