namespace Pixel.GradientChecks.Layers

open FsCheck
open FsCheck.FSharp
open Pixel.Checks.Gradients
open Pixel.Contracts
open Pixel.GradientChecks.Support
open Xunit

/// Layers of random sizes on images of random shapes, down to a single row, column or pixel.
type RandomShapeTests() =

    static member Cases =
        let data = TheoryData<string, string>()

        for name, _ in LayerCases.all do
            for path in Runs.paths do
                data.Add(name, path)

        data

    [<SkippableTheory>]
    [<MemberData("Cases")>]
    member _.``The faces and every gradient are the oracle's for any shape``(name: string, path: string) =
        let make = List.find (fun (known, _) -> known = name) LayerCases.all |> snd

        let sizes =
            gen {
                let! channels = Gen.elements [ 1; 2; 3 ]
                let! height = Gen.choose (1, 4)
                let! width = Gen.choose (1, 5)
                let! levels = Gen.choose (2, 5)
                let! hidden = Gen.choose (channels, channels + 3)
                let! images = Gen.choose (1, 2)
                let! seed = Gen.choose (1, 1000000)
                return (channels, height, width, levels), hidden, images, seed
            }

        let check (device, kernels) ((channels, height, width, levels), hidden, images, seed) =
            let options =
                GradientCheckOptions(Device = device, Kernels = kernels, Seed = uint64 seed, Images = images, Elements = 2, Directions = 1)

            LayerTests.Check (make (ImageShape(channels, height, width, levels)) hidden) options |> Runs.shouldPass

        let config = Config.QuickThrowOnFailure.WithMaxTest(12).WithReplay(20261122UL, 1UL)
        Runs.by path (fun (device, kernels) -> Check.One(config, Prop.forAll (Arb.fromGen sizes) (check (device, kernels))))
