namespace Pixel.GradientChecks.Networks

open FsCheck
open FsCheck.FSharp
open Pixel.Checks.Gradients
open Pixel.Contracts
open Pixel.GradientChecks.Support
open Xunit

/// Networks of random sizes with random connections, on images of random shapes.
type RandomNetworkTests() =

    static member Cases =
        let data = TheoryData<string, string>()

        for name in [ "pixelcnn"; "row-lstm"; "diagonal-bilstm"; "multi-scale" ] do
            for path in Runs.paths do
                data.Add(name, path)

        data

    [<SkippableTheory>]
    [<MemberData("Cases")>]
    member _.``The faces and every gradient are the oracle's for any shape``(name: string, path: string) =
        let factor = if name = "multi-scale" then 2 else 1

        let networks =
            gen {
                let! channels = Gen.elements [ 1; 3 ]
                let! height = Gen.choose (1, 5 / factor)
                let! width = Gen.choose (1, 6 / factor)
                let! levels = Gen.choose (2, 4)
                let! hidden = Gen.choose (channels, channels + 2)
                let! layers = Gen.choose (1, 2)
                let! residual = Gen.elements [ "true"; "false" ]
                let! skip = Gen.elements [ "true"; "false" ]
                let! seed = Gen.choose (1, 1000000)
                let options = $"Hidden={hidden} Layers={layers} Residual={residual} Skip={skip}"
                return $"{name} {options}", (channels, factor * height, factor * width, levels), seed
            }

        let check (device, kernels) (variant, (channels, height, width, levels), seed) =
            let network, likelihood = Plugins.describe variant (ImageShape(channels, height, width, levels))

            let options =
                GradientCheckOptions(
                    Device = device, Kernels = kernels,
                    Seed = uint64 seed,
                    Images = 1,
                    Elements = 1,
                    NetworkElements = 1,
                    Directions = 1
                )

            GradientCheck(network, likelihood, options).Run().Rows |> Runs.shouldPass

        let config = Config.QuickThrowOnFailure.WithMaxTest(6).WithReplay(20261122UL, 3UL)
        Runs.by path (fun (device, kernels) -> Check.One(config, Prop.forAll (Arb.fromGen networks) (check (device, kernels))))
