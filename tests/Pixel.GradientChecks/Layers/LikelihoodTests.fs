module Pixel.GradientChecks.Layers.LikelihoodTests

open System
open DiffSharp
open Pixel.Contracts
open Pixel.GradientChecks.Engine.Support
open Pixel.GradientChecks.Support
open Pixel.Likelihoods
open Pixel.Reference
open TorchSharp
open Xunit

/// The likelihood's nats and their gradient for the output, by the framework and by the oracle, at each pixel.
let private compare (likelihood: ILikelihood) (image: ImageShape) (oracle: Tensor -> Tensor -> Tensor) (scale: float) =
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
    shouldBeClose 1e-12 (Map.elements expected) (nats.cpu().data<float>().ToArray())
    let gradient = Map.values 2 (Array2D.map Map.derivative map)
    shouldBeClose 1e-12 (gradient.As<float>()) ((nonNull variable.grad).cpu().data<float>().ToArray())

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
