module Pixel.GradientChecks.Layers.LikelihoodTests

open System
open DiffSharp
open Pixel.Checks.Gradients
open Pixel.Contracts
open Pixel.GradientChecks.Engine.Support
open Pixel.GradientChecks.Support
open Pixel.Likelihoods
open Pixel.Reference
open TorchSharp
open Xunit

/// The likelihood's nats and their gradient for the output, by the framework and by the oracle, at each pixel.
let private compareWithin (tolerance: float) (likelihood: ILikelihood) (image: ImageShape) (oracle: Tensor -> Tensor -> Tensor) (scale: float) =
    Runs.requireDevice ()
    let channels = likelihood.OutputFor(image).Channels
    let pixels = image.Height * image.Width
    let random = System.Random 3
    let levels = Array.init (2 * image.Dimensions) (fun _ -> float (random.Next image.Levels))
    let output = elements (numbers 5 [ 2 * channels * pixels ] * scale)
    use _ = torch.NewDisposeScope()
    let size (channels: int) = [| 2L; int64 channels; int64 image.Height; int64 image.Width |]
    let on (values: float[]) (shape: int64[]) = torch.tensor (values, ReadOnlySpan<int64> shape, device = torch.device Runs.device)
    let variable = (on output (size channels)).requires_grad_ ()
    let nats = likelihood.NegativeLogLikelihood(variable, on levels (size image.Channels), image)
    nats.sum().backward ()

    let map = Map.variable (WeightTensor(size channels, output))
    let given = Map.variable (WeightTensor(size image.Channels, levels))
    let expected = Network.nats oracle map given
    expected.sum().reverse ()
    shouldBeClose tolerance (Map.elements expected) (nats.cpu().data<float>().ToArray())
    let gradient = Map.values 2 (Array2D.map Map.derivative map)
    shouldBeClose tolerance (gradient.As<float>()) ((nonNull variable.grad).cpu().data<float>().ToArray())

let private compare likelihood image oracle scale = compareWithin 1e-12 likelihood image oracle scale

[<SkippableTheory>]
[<InlineData(1, 0.5)>]
[<InlineData(3, 0.5)>]
[<InlineData(1, 30.0)>]
let ``Bernoulli nats and their gradient are the oracle's`` (channels: int) (scale: float) =
    compare (BernoulliLikelihood()) (ImageShape(channels, 3, 2, 2)) Likelihoods.bernoulli scale

[<SkippableTheory>]
[<InlineData(1, 2, 0.5)>]
[<InlineData(3, 5, 0.5)>]
[<InlineData(3, 256, 0.5)>]
[<InlineData(1, 3, 30.0)>]
let ``Softmax nats and their gradient are the oracle's`` (channels: int) (levels: int) (scale: float) =
    compare (SoftmaxLikelihood()) (ImageShape(channels, 2, 3, levels)) (Likelihoods.softmax levels) scale

[<SkippableTheory>]
[<InlineData(1, 2, false, 1.0)>]
[<InlineData(3, 5, false, 1.0)>]
[<InlineData(3, 256, true, 0.5)>]
[<InlineData(3, 3, true, 2.0)>]
let ``The nats of logistics and their gradient are the oracle's`` (channels: int) (levels: int) (wholePixels: bool) (scale: float) =
    // The oracle takes the difference of two sigmoids, which cancels in the tails.
    let tolerance = if scale > 1.0 then 1e-6 else 1e-9
    let oracle = Likelihoods.logisticMixture 3 wholePixels levels
    compareWithin tolerance (LogisticMixtureLikelihood(3, wholePixels)) (ImageShape(channels, 2, 3, levels)) oracle scale

let private image = ImageShape(3, 3, 4, 5)

let private report (right: IPixelLikelihood) (fault: Faults.MixtureFault) =
    Runs.requireDevice ()
    LikelihoodGradients.Check(Faults.FaultyMixture(right, fault), image, GradientCheckOptions(Device = Runs.device), right)

[<SkippableTheory>]
[<InlineData("ResponsibilitiesForgotten")>]
[<InlineData("OutermostBinsClosed")>]
[<InlineData("CoefficientsWithoutTanh")>]
[<InlineData("HalfBinOfOneLevelMore")>]
[<InlineData("CouplingOfTheWrongColour")>]
[<InlineData("SigmoidsOfTheDensityAtTheMiddle")>]
[<InlineData("CoefficientGradientDropped")>]
[<InlineData("ScaleGradientHalved")>]
[<InlineData("NoNoise")>]
[<InlineData("DensityOfTheUnitInterval")>]
let ``A fault planted in a mixture is found, in what it makes wrong`` (name: string) =
    let fault = Enum.Parse<Faults.MixtureFault> name
    let isGaussian = fault >= Faults.MixtureFault.NoNoise
    let right: IPixelLikelihood = if isGaussian then GaussianMixtureLikelihood 2 else LogisticMixtureLikelihood(2, true)
    let failures = (report right fault).Failures
    let found = set [ for row in failures -> row.Against, row.Tensor ]
    let oracle, differences = ComparedWith.Oracle, ComparedWith.Differences

    let expected =
        match fault with
        | Faults.MixtureFault.CoefficientGradientDropped
        | Faults.MixtureFault.ScaleGradientHalved -> set [ oracle, "output"; differences, "output" ]
        | Faults.MixtureFault.DensityOfTheUnitInterval -> set [ oracle, "nats" ] // a constant has no gradient
        | _ -> set [ oracle, "nats"; oracle, "output" ]

    Assert.Equal<Set<_>>(expected, found)

[<SkippableFact>]
let ``The twins without a fault pass`` () =
    let twins: IPixelLikelihood list = [ LogisticMixtureLikelihood(2, true); GaussianMixtureLikelihood 2 ]

    for right in twins do
        (report right Faults.MixtureFault.None).Rows |> Runs.shouldPass

[<SkippableTheory>]
[<InlineData("bernoulli")>]
[<InlineData("softmax")>]
[<InlineData("logistic-mixture")>]
[<InlineData("gaussian-mixture")>]
let ``Every shared likelihood passes its check, by tensors and on plain memory`` (name: string) =
    Runs.requireDevice ()
    let family = LikelihoodCatalog.Shared.Families |> Seq.find (fun family -> family.Name = name)
    let results = LikelihoodGradients.Check(family, GradientCheckOptions(Device = Runs.device))
    let reports = [ for result in results do match result.Report with null -> () | report -> report ]
    Assert.NotEmpty reports

    for report in reports do
        Runs.shouldPass report.Rows
        Assert.Empty report.WithoutOracle
        if Runs.device = "cpu" then Assert.Contains(report.Rows, fun row -> row.Tensor = "output, plain memory")
