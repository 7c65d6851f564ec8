namespace Pixel.GradientChecks.Layers

open Pixel.Checks.Gradients
open Pixel.Contracts
open Pixel.GradientChecks.Support
open Shouldly
open Xunit

/// Each shared layer alone, with random weights, on random inputs, gray and RGB, not square: all elements of every tensor.
type LayerTests() =

    static member Cases =
        let data = TheoryData<string, bool, string>()

        for name, _ in LayerCases.all do
            for rgb in [ false; true ] do
                for path in Runs.paths do
                    data.Add(name, rgb, path)

        data

    /// Checks a layer of a width that the colours do not share out evenly.
    static member Check (case: LayerCases.LayerCase) (options: GradientCheckOptions) =
        let small = Option.toObj case.Small
        LayerGradientCheck(case.Layer, ResizeArray case.Sources, case.Image, options, SmallImage = small).Run()

    static member Case (name: string) (rgb: bool) =
        let image = if rgb then ImageShape(3, 3, 4, 4) else ImageShape(1, 4, 3, 2)
        (List.find (fun (known, _) -> known = name) LayerCases.all |> snd) image (if rgb then 4 else 3)

    [<SkippableTheory>]
    [<MemberData("Cases")>]
    member _.``Both faces and every gradient are those of the oracle and of central differences``(name, rgb, path) =
        let case = LayerTests.Case name rgb

        let rows =
            Runs.by path (fun (device, kernels) -> LayerTests.Check case (GradientCheckOptions(Device = device, Kernels = kernels, Elements = 100000)))

        Runs.shouldPass rows
        // Nothing is left out: what is computed, and the gradient of what it is computed from, by both.
        let variables =
            [ yield! if case.Sources.Length > 1 then [ for i in 1 .. case.Sources.Length -> $"input {i}" ] else [ "input" ]
              for parameter in case.Layer.Parameters do
                  parameter.Name ]

        let faces = if name = "image" then [ "output" ] else [ "output"; "step face" ]
        (Runs.comparedWith ComparedWith.Oracle rows).ShouldBe(faces @ variables)
        (Runs.comparedWith ComparedWith.Differences rows).ShouldBe variables

    [<SkippableTheory>]
    [<MemberData("Cases")>]
    member _.``In float32 they are those of the oracle within its rounding``(name, rgb, path) =
        Runs.by path (fun (device, kernels) ->
            LayerTests.Check (LayerTests.Case name rgb) (GradientCheckOptions(Device = device, Kernels = kernels, IsSingle = true)))
        |> Runs.shouldPass
