namespace Pixel.Reference

open DiffSharp
open Pixel.Contracts
open Pixel.Layers
open Pixel.Layers.Conditioning
open Pixel.Layers.Lstm

/// One layer of a description, computed by the plain equations.
module Layer =

    /// Whether the layer's equations are known here.
    let isKnown (layer: LayerDescription) =
        match layer with
        | :? ImageInput
        | :? MaskedConvolution
        | :? Rectifier
        | :? Sum
        | :? RowLstmScan
        | :? DiagonalLstmScan
        | :? Gate
        | :? ConcatElu
        | :? Elu
        | :? Ones
        | :? MapDropout
        | :? ClassBias
        | :? TransposedConvolution
        | :? Upsampling -> true
        | _ -> false

    let private coloursOf (channels: ChannelGroups) =
        Masks.colours channels.Channels channels.Groups channels.Repeats

    /// Levels 0 … L − 1 to [−1, 1]; the paper says that inputs are scaled and centred.
    let private scale (image: ImageShape) (levels: Map) =
        levels |> Array2D.map (fun pixel -> pixel * (2.0 / float (image.Levels - 1)) - 1.0)

    /// Computes the layer's output.
    /// weight: the layer's parameters by their names; labels: the classes of the images; inputs: the maps it reads, the
    /// levels of the image for the layers that read an image.
    let apply (layer: LayerDescription) (weight: string -> Tensor) (labels: int[]) (inputs: Map list) : Map =
        match layer with
        | :? ImageInput as layer -> scale layer.Image inputs.Head
        | :? MaskedConvolution as layer ->
            let inputColours, outputColours = coloursOf layer.Input, coloursOf layer.Channels
            let kernel =
                if layer.WeightNorm then
                    WeightNorm.apply (MaskedConvolution.openTaps layer.Taps inputColours outputColours (weight "weight")) (weight "gain") 0
                else
                    weight "weight"

            let bias = if layer.HasBias then Some(weight "bias") else None
            MaskedConvolution.apply layer.Taps layer.Step inputColours outputColours kernel bias inputs.Head
        | :? TransposedConvolution as layer ->
            let kernel = if layer.WeightNorm then WeightNorm.apply (weight "weight") (weight "gain") 1 else weight "weight"
            TransposedConvolution.apply layer.Factor layer.Left kernel (weight "bias") inputs.Head
        | :? Gate as layer -> Activations.gate layer.Squash inputs.Head
        | :? ConcatElu -> Activations.concatElu inputs.Head
        | :? Elu -> inputs.Head |> Array2D.map Activations.elu
        | :? Ones -> inputs.Head |> Array2D.map (fun pixel -> Map.tensor [ pixel.shape[0]; 1 ] (Array.create pixel.shape[0] 1.0))
        | :? MapDropout -> inputs.Head
        | :? ClassBias -> Conditioning.classBias (weight "weight") labels inputs.Head
        | :? Rectifier -> inputs.Head |> Array2D.map (fun pixel -> pixel.relu ())
        | :? Sum -> inputs |> List.reduce (fun a b -> Array2D.mapi (fun r c (pixel: Tensor) -> pixel + b[r, c]) a)
        | :? RowLstmScan ->
            RowLstm.apply (weight "weight") (weight "initial_hidden") (weight "initial_cell") inputs.Head
        | :? DiagonalLstmScan as layer ->
            match layer.Direction with
            | ScanDirection.LeftToRight -> DiagonalLstm.fromLeft (weight "weight") inputs.Head
            | _ -> DiagonalLstm.fromRight (weight "weight") inputs.Head
        | :? Upsampling as layer ->
            let stage (name: string) (number: int) = weight $"{name}{number}"
            Conditioning.upsample layer.Factors (stage "weight") (stage "bias") (scale layer.Small inputs.Head)
        | other -> invalidArg (nameof layer) $"The oracle knows no layer '{other.Kind}' ({other.Details})."

/// A whole network of a description, computed by the plain equations of its layers.
module Network =

    /// Computes the output map.
    /// weight: parameters by their full names; levels: the image; small: the smaller image of a conditional network;
    /// labels: the classes of the images of a class-conditional one.
    let apply (network: NetworkDescription) (weight: string -> Tensor) (levels: Map) (small: Map option) (labels: int[]) : Map =
        let maps = System.Collections.Generic.List<Map>()

        for node in network.Nodes do
            let inputs =
                if node.Layer.Condition = Condition.SmallImage then [ small.Value ]
                elif maps.Count = 0 then [ levels ]
                else [ for input in node.Inputs -> maps[input] ]

            maps.Add(Layer.apply node.Layer (fun name -> weight $"{node.Name}.{name}") labels inputs)

        maps[maps.Count - 1]

    /// The negative log-likelihood of each image, in nats, (B): the sum over pixels (equation 1).
    let nats (nll: Tensor -> Tensor -> Tensor) (output: Map) (levels: Map) : Tensor =
        let pixels =
            output |> Array2D.mapi (fun r c pixel -> nll pixel (levels[r, c].noDiff ())) |> Seq.cast<Tensor>

        Seq.reduce (+) pixels
