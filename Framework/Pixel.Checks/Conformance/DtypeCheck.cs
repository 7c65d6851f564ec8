using Pixel.Checks.Models;
using Pixel.Contracts;
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

    static IReadOnlyList<string> Check(Subject subject, ImageShape image)
    {
        using var model = subject.Create(image, type: ScalarType.Float32);
        var levels = SomeImages.Levels(image, 2);
        var before = model.Outputs(levels);
        var findings = new List<string>();
        var to = "float64";
        try
        {
            model.Module.to(ScalarType.Float64);
            findings.AddRange(ModuleTensors.Unregistered(model.Module));
            Compare(before, model.Outputs(levels), SingleRounding * Math.Max(1, before.Max(Math.Abs)), "in float64", findings);
            to = "float32";
            model.Module.to(ScalarType.Float32);
            Compare(before, model.Outputs(levels), 0, "after float32, float64 and float32 again", findings);
        }
        catch (Exception problem)
        {
            findings.AddRange(Outcome.Threw(problem).Details.Select(detail => $"after the move to {to} forward throws {detail}"));
        }
        return findings;
    }

    static void Compare(double[] before, double[] after, double tolerance, string when, List<string> findings)
    {
        var difference = before.Zip(after).Max(pair => Math.Abs(pair.First - pair.Second));
        if (!(difference <= tolerance)) findings.Add($"the output differs by {difference:G2} {when}");
    }
}
