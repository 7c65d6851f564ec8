namespace Pixel.GradientChecks.Networks

open System
open DiffSharp
open Pixel.Contracts
open Pixel.GradientChecks.Engine.Support
open Pixel.GradientChecks.Support
open Pixel.Networks
open Pixel.Reference
open Shouldly
open TorchSharp
open Xunit

/// What the plug-ins describe is what the paper draws: the networks put together by hand give the same outputs.
type WiringTests() =

    static let levels (image: ImageShape) (seed: int) =
        let random = System.Random seed
        let size = [| 2L; int64 image.Channels; int64 image.Height; int64 image.Width |]
        WeightTensor(size, Array.init (2 * image.Dimensions) (fun _ -> float (random.Next image.Levels)))

    static let scaled (image: ImageShape) (levels: WeightTensor) =
        Map.variable levels |> Array2D.map (fun pixel -> pixel * (2.0 / float (image.Levels - 1)) - 1.0)

    static let layer (variant: string) =
        match variant.Split ' ' |> List.ofArray with
        | "pixelcnn" :: _
        | "multi-scale" :: "Network=pixelcnn" :: _ -> Architectures.pixelCnn
        | "diagonal-bilstm" :: _
        | "multi-scale" :: "Network=diagonal-bilstm" :: _ -> Architectures.diagonalBiLstm
        | _ -> Architectures.rowLstm

    /// The same weights and images through the network put together by hand, and through its description.
    static let outputs (variant: string) (rgb: bool) (connections: Architectures.Connections) =
        let image = Variants.image variant rgb
        let network, likelihood = Plugins.describe variant image
        use model = new NetworkModule(network)
        ModuleExtensionMethods.``to``(model, torch.ScalarType.Float64) |> ignore
        model.Initialize 5UL
        let weights = NetworkWeights.Copy model

        let given: Architectures.Inputs =
            { Colours = image.Channels
              Weight = fun name -> Map.tensor [ for size in weights[name].Shape -> int size ] (weights[name].As<float>())
              Condition = None }

        let images = levels image 1
        let wide = scaled image images

        let small, byHand =
            match network.Small with
            | null when variant.StartsWith "gated-pixelcnn" ->
                None, Architectures.gatedPixelCnn connections (if variant.Contains "Kernel=5" then 5 else 3) given wide
            | null -> None, Architectures.network (layer variant) connections given wide
            | part ->
                let small = levels part.Image 2
                Some small, Architectures.conditional (layer variant) connections 1 given (scaled part.Image small) wide

        let described = Oracle(network, likelihood).Evaluate(weights, images, Option.toObj small, [||])
        (Map.values 2 byHand).As<float>(), described.Output.As<float>()

    static let connections (variant: string) : Architectures.Connections =
        { Layers = 2
          Residual = not (variant.Contains "Residual=false")
          Skip = variant.Contains "Skip=true" }

    static member Cases =
        let data = TheoryData<string, bool>()

        for variant in Variants.all |> List.filter (fun variant -> not (variant.StartsWith "pixelcnn-plus-plus")) do
            for rgb in [ false; true ] do
                data.Add(variant, rgb)

        data

    [<Theory>]
    [<MemberData("Cases")>]
    member _.``A description gives what the network put together by hand gives``(variant: string, rgb: bool) =
        let byHand, described = outputs variant rgb (connections variant)
        shouldBeClose 1e-12 byHand described

    [<Theory>]
    [<InlineData("pixelcnn", false, false, 2)>]
    [<InlineData("row-lstm Residual=false", true, false, 2)>]
    [<InlineData("diagonal-bilstm Skip=true", true, false, 2)>]
    [<InlineData("multi-scale", true, false, 1)>]
    [<InlineData("gated-pixelcnn Skip=true", false, true, 2)>]
    member _.``A network put together otherwise gives something else``(variant: string, residual: bool, skip: bool, layers: int) =
        let byHand, described = outputs variant false { Layers = layers; Residual = residual; Skip = skip }
        (Array.map2 (fun a b -> abs (a - b)) byHand described |> Array.max).ShouldBeGreaterThan 1e-3

    [<Fact>]
    member _.``The oracle takes the same pixels for the smaller image as training does``() =
        let image = levels (ImageShape(3, 4, 6, 256)) 3
        use _ = torch.NewDisposeScope()
        let tensor = torch.tensor (image.As<float>(), ReadOnlySpan<int64> [| 2L; 3L; 4L; 6L |])

        for factor in [ 1; 2 ] do
            let small = ImageShape(3, 4 / factor, 6 / factor, 256)
            let expected = TeacherForcing.Subsample(tensor, small).data<float>().ToArray()
            (Oracle.Subsample(image, factor).As<float>()).ShouldBe expected
