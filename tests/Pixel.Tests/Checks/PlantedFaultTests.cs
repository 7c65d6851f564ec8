using Pixel.Checks;
using Pixel.Contracts;

namespace Pixel.Tests.Checks;

[Collection("native memory")]
public sealed class PlantedFaultTests
{
    [Fact]
    public void The_architecture_without_a_fault_passes_every_check()
    {
        var report = ArchitectureCheck.Run(new PlantedArchitecture(Fault.None));
        report.ThrowIfFailed();
        report.Results.Where(result => result.Verdict == Verdict.Skipped).Select(result => result.Name).ShouldBeSubsetOf(["device moves"]);
    }

    [Theory]
    [InlineData(Fault.NotFinite, "builds", "gray 5×7: the output of a fresh network is not finite")]
    [InlineData(Fault.UndescribedParameter, "builds", "gray 5×7: the module has a parameter planted.extra (1), which its layer does not describe: it would start at zero and have no place in the step face")]
    [InlineData(Fault.UndocumentedOption, "options", "the option 'depth' has no [Description]")]
    [InlineData(Fault.UnlimitedOption, "options", "the option 'depth' takes any number: give it [Range] or [AllowedValues]")]
    [InlineData(Fault.RandomNumbers, "determinism", "gray 5×7: two passes over the same images give different outputs")]
    [InlineData(Fault.BatchStatistic, "determinism", "gray 5×7: an image's output differs by")]
    [InlineData(Fault.UnregisteredMask, "dtype moves", "gray 5×7: the layer 'planted' keeps a tensor in its field _masks that is not registered: register it (RegisterConstant), one field each")]
    [InlineData(Fault.MisnamedBuffer, "dtype moves", "gray 5×7: the layer 'planted' keeps a tensor in its field _misnamed, which the move replaced: register it under just the name of the field")]
    [InlineData(Fault.DeclaresTooMuch, "receptive field", "gray 5×7: the output for row 0, column 4 is declared to see row 0, column 0, but does not; so")]
    [InlineData(Fault.ReadsTooMuch, "receptive field", "gray 5×7: the output for row 0, column 4 sees row 0, column 0, which no layer declares; so")]
    [InlineData(Fault.WrongStep, "step face", "gray 5×7: at batch 1 the faces differ by")]
    [InlineData(Fault.WrongStepOfABatchOfTwo, "samplers", "gray 5×7: image")]
    [InlineData(Fault.DetachedWeight, "gradients", "gray 5×7: planted, scale (the layer alone): relative error")]
    [InlineData(Fault.StateThatIsNotSaved, "save and load", "gray 5×7: after a training step, a safetensors file and back the output differs by")]
    [InlineData(Fault.KeptTensors, "memory", "gray 5×7: 20 more tensors are alive after 20 training steps: the layer 'planted' (planted layer, 24) leaves them")]
    [InlineData(Fault.KeptReferences, "memory", "gray 5×7: 20 more tensors are alive after 20 training steps: the layer 'planted' (planted layer, 24) leaves them")]
    [InlineData(Fault.WritesAhead, "step face", "LayerException: The layer 'planted' (planted layer) failed in its step face: InvalidOperationException: Row 0, column 1 is read or written while row 0, column 0 is stepped, of a map that keeps that pixel alone.")]
    public void A_planted_fault_is_found_by_its_own_check_and_by_no_other(Fault fault, string check, string finding)
    {
        var report = ArchitectureCheck.Run(new PlantedArchitecture(fault));
        foreach (var kept in PlantedModule.Kept) kept.Dispose();
        PlantedModule.Kept.Clear();
        ShouldFail(report, check, finding);
    }

    [Theory]
    [InlineData(true, "the probabilities of all 81 gray 2×2 images of 3 levels sum to")]
    [InlineData(false, "gray 2×2: the probabilities of the levels of one sub-pixel sum to 0.5, not to 1")]
    public void Probabilities_that_are_not_normalised_are_found(bool inTheLoss, string finding) => ShouldFail(
        ArchitectureCheck.Run(new PlantedArchitecture(Fault.None), new CheckSettings { Likelihood = new UnnormalizedLikelihood(inTheLoss) }), "normalisation", finding);

    [Fact]
    public void Where_a_layer_threw_is_told()
    {
        var finding = ArchitectureCheck.Run(new PlantedArchitecture(Fault.Throws))["builds"].Summary;
        finding.ShouldContain("gone wrong");
        finding.ShouldContain("at Pixel.Tests.Checks.PlantedModule.Forward(");
    }

    [Fact]
    public void The_layer_that_differs_is_named() => ArchitectureCheck.Run(new PlantedArchitecture(Fault.WrongStep))["step face"].Summary
        .ShouldEndWith("first in the layer 'planted' (planted layer, 24)");

    [Fact]
    public void The_layer_that_reads_more_than_it_declares_is_named_and_without_a_step_face_its_checks_are_skipped()
    {
        var report = ArchitectureCheck.Run(new PlantedArchitecture(Fault.ReadsTooMuch));
        report["receptive field"].Details.ShouldContain(
            "gray 5×7: alone, the layer 'planted' (planted layer, 24) at row 0, column 1, group 0 reads row 0, column 0, group 0 of its input 0, which its Reads does not give");
        report["step face"].ShouldSatisfyAllConditions(
            result => result.Verdict.ShouldBe(Verdict.Skipped),
            result => result.Summary.ShouldBe("the layer 'planted' (planted layer, 24) has no step face; images are sampled slowly, by the ancestral sampler"));
        report["samplers"].Verdict.ShouldBe(Verdict.Skipped);
    }

    [Fact]
    public void What_the_architecture_throws_is_a_failure_and_the_rest_is_skipped()
    {
        var report = ArchitectureCheck.Run(new Throwing());
        report["builds"].Details.ShouldBe(["Build refuses small gray images: NotSupportedException: no", "Build refuses small RGB images: NotSupportedException: no"]);
        report.Results.Skip(1).ShouldAllBe(result => result.Verdict == Verdict.Skipped && result.Summary == "it rests on 'builds', which failed");
    }

    static void ShouldFail(CheckReport report, string check, string finding)
    {
        report.Results.Where(result => result.Verdict == Verdict.Failed).Select(result => result.Name).ShouldBe([check], report.ToString());
        report[check].Summary.ShouldStartWith(finding);
        Should.Throw<CheckFailedException>(report.ThrowIfFailed).Message.ShouldContain($"FAILED {check}\n  {report[check].Meaning}\n  - {report[check].Summary}");
    }

    sealed class Throwing : Architecture<ModelOptions>
    {
        public override string Name => "throwing";

        public override string Summary => "throws";

        protected override NetworkDescription Build(ModelOptions options, BuildContext context) => throw new NotSupportedException("no");
    }
}
