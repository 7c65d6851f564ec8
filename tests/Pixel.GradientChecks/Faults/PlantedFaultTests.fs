namespace Pixel.GradientChecks.Faults

open Faults
open Pixel.Checks.Gradients
open Pixel.Contracts
open Pixel.GradientChecks.Support
open Shouldly
open Xunit

/// The test of the tests: layers that are wrong on purpose, each of which must be found and named.
type PlantedFaultTests() =

    /// All elements for the layer alone; in the network the oracle's comparison, and one direction.
    static let check (faulty: NetworkDescription) (network: NetworkDescription) likelihood =
        Runs.by Runs.paths.Head (fun (device, kernels) ->
            let options = GradientCheckOptions(Device = device, Kernels = kernels, Elements = 4, NetworkElements = 0, Directions = 1)
            GradientCheck(faulty, likelihood, options, Claim = network).Run())

    static member Numbers =
        let data = TheoryData<int, string>()

        for number in 0 .. PlantedFault.All.Count - 1 do
            let fault = PlantedFault.All[number]
            data.Add(number, $"{fault.Variant}, {fault.Node}: {fault.Name}")

        data

    [<SkippableTheory>]
    [<MemberData("Numbers")>]
    member _.``A planted fault is found, in its layer and in what it makes wrong``(number: int, _name: string) =
        let fault = PlantedFault.All[number]
        let network, likelihood = Plugins.describe fault.Variant (Variants.image fault.Variant fault.Rgb)
        let report = check (fault.In network) network likelihood
        report.Passes.ShouldBeFalse()

        // The layer at fault and no other, by what the oracle has for it alone.
        let alone = [ for row in report.Failures do if row.IsAlone then row ]
        (set [ for row in alone -> row.Layer ]).ShouldBe(set [ fault.Node ])
        report.Failures[0].Layer.ShouldBe<string>(fault.Node)
        (set (Runs.comparedWith ComparedWith.Oracle alone)).ShouldBe(set fault.Tensors)

        // Central differences find what is wrong in the backward pass, and that alone.
        let backward = if fault.IsBackward then set fault.Tensors else Set.empty
        (set (Runs.comparedWith ComparedWith.Differences alone)).ShouldBe backward

        // The network's own comparison finds it too.
        (report.Failures |> Seq.exists (fun row -> not row.IsAlone)).ShouldBeTrue()

        // The worst element is told with its index and both values, which do differ.
        let worst = report.Failures[0]
        worst.Deviation.Actual.ShouldNotBe worst.Deviation.Expected
        (string worst).ShouldContain worst.Worst

    [<SkippableTheory>]
    [<InlineData("pixelcnn", false, "layer1_conv")>]
    [<InlineData("pixelcnn", true, "input")>]
    [<InlineData("row-lstm", true, "layer2_input")>]
    [<InlineData("row-lstm", false, "layer1_state")>]
    [<InlineData("diagonal-bilstm", true, "layer1_left_state")>]
    [<InlineData("diagonal-bilstm", false, "layer2_right_state")>]
    member _.``The twin without a fault passes``(variant: string, rgb: bool, node: string) =
        let network, likelihood = Plugins.describe variant (Variants.image variant rgb)

        let plant =
            match variant with
            | _ when not (node.EndsWith "_state") -> PlantedFault.Convolution ConvolutionFault.None
            | "row-lstm" -> PlantedFault.Row ScanFault.None
            | _ -> PlantedFault.Diagonal ScanFault.None

        let twin = PlantedFault("none", variant, rgb, node, plant).In network
        (check twin network likelihood).Rows |> Runs.shouldPass

    [<SkippableFact>]
    member _.``A layer that the oracle does not know is checked by central differences, and that is said``() =
        let network, likelihood = Plugins.describe "row-lstm" (Variants.image "row-lstm" false)

        let plant (fault: ScanFault) =
            PlantedFault("", "row-lstm", false, "layer1_state", PlantedFault.Row fault).In network

        let report fault =
            let faulty = plant fault
            check faulty faulty likelihood

        let right = report ScanFault.None
        Runs.shouldPass right.Rows
        (List.ofSeq right.WithoutOracle).ShouldBe [ "layer1_state" ]

        let compared = [ for row in right.Rows do if row.Layer = "layer1_state" && row.IsAlone then row.Against, row.Tensor ]
        let gradients = [ "input"; "weight"; "initial_hidden"; "initial_cell" ]
        compared.ShouldBe((ComparedWith.MapFace, "step face") :: [ for tensor in gradients -> ComparedWith.Differences, tensor ])

        // A dropped term is found without an oracle; another function than the step face's is too.
        let dropped = (report ScanFault.CellGradientDropped).Failures
        (set [ for row in dropped do if row.IsAlone then row.Against, row.Tensor ])
            .ShouldBe(set [ for tensor in gradients -> ComparedWith.Differences, tensor ])

        let other = (report ScanFault.SigmoidContent).Failures
        (set [ for row in other do if row.IsAlone then row.Against, row.Tensor ]).ShouldBe(set [ ComparedWith.MapFace, "step face" ])
