namespace Pixel.GradientChecks.Networks

open Pixel.Checks.Gradients
open Pixel.Contracts
open Pixel.GradientChecks.Support
open Shouldly
open Xunit

/// Whole networks after one training step, and each of their layers alone.
type NetworkTests() =

    static member Cases = Variants.cases ()

    [<SkippableTheory>]
    [<MemberData("Cases")>]
    member _.``Both faces and every gradient are those of the oracle and of central differences``
        (variant: string, rgb: bool, path: string)
        =
        let network, likelihood = Plugins.describe variant (Variants.image variant rgb)

        let report =
            Runs.by path (fun (device, kernels) ->
                let options =
                    GradientCheckOptions(Device = device, Kernels = kernels, Elements = 2, NetworkElements = 2, Directions = 1)

                GradientCheck(network, likelihood, options).Run())

        Runs.shouldPass report.Rows
        report.WithoutOracle.ShouldBeEmpty()
        report.HasStepFace.ShouldBeTrue()
        let whole = [ for row in report.Rows do if not row.IsAlone then row ]
        let conditional = not (isNull network.Small)

        let parameters (part: NetworkDescription) (prefix: string) =
            [ for node in part.Nodes do
                  for parameter in node.Layer.Parameters do
                      $"{prefix}{node.Name}.{parameter.Name}" ]

        let expected =
            parameters network ""
            @ match network.Small with
              | null -> []
              | small -> parameters small "small."

        // Every parameter, by both.
        for against in [ ComparedWith.Oracle; ComparedWith.Differences ] do
            let found =
                [ for row in whole do
                      if row.Against = against && row.Layer <> GradientRow.WholeNetwork then
                          $"{row.Layer}.{row.Tensor}" ]

            found.ShouldBe expected

        let ofNetwork = [ for row in whole do if row.Layer = GradientRow.WholeNetwork then row ]
        let images = if conditional then [ "image"; "small image" ] else [ "image" ]
        let nats = if conditional then [ "nats"; "small nats" ] else [ "nats" ]
        (Runs.comparedWith ComparedWith.Oracle ofNetwork).ShouldBe([ "output" ] @ nats @ [ "step face" ] @ images)
        (Runs.comparedWith ComparedWith.Differences ofNetwork).ShouldBe images

    [<SkippableTheory>]
    [<InlineData("pixelcnn")>]
    [<InlineData("row-lstm")>]
    [<InlineData("diagonal-bilstm")>]
    [<InlineData("multi-scale")>]
    member _.``In float32 they are those of the oracle within its rounding``(variant: string) =
        let network, likelihood = Plugins.describe variant (Variants.image variant true)

        Runs.by Runs.paths.Head (fun (device, kernels) ->
            let options =
                GradientCheckOptions(
                    Device = device, Kernels = kernels,
                    IsSingle = true,
                    Elements = 2,
                    NetworkElements = 1,
                    Directions = 1
                )

            GradientCheck(network, likelihood, options).Run().Rows)
        |> Runs.shouldPass
