namespace Pixel.Reference

open System.Collections.Generic
open DiffSharp
open Pixel.Contracts
open Pixel.Likelihoods

/// What the oracle finds for one layer.
type LayerValues =
    {
        /// The output map, (B, C', H, W).
        Output: WeightTensor
        /// The products of the cotangent and the Jacobian for each input, of its shape.
        Inputs: IReadOnlyList<WeightTensor>
        /// The same for each parameter, by its name within the layer.
        Parameters: IReadOnlyDictionary<string, WeightTensor>
    }

/// What the oracle finds for a network.
type NetworkValues =
    {
        /// The network's output map, (B, C', H, W).
        Output: WeightTensor
        /// −log p(x), or −log p(x | small), of each image, in nats.
        Nats: IReadOnlyList<float>
        /// −log p(small) of each image; null for an unconditional network.
        SmallNats: IReadOnlyList<float> | null
        /// The gradient of all nats together for the image that the network reads, (B, C, H, W). The levels whose
        /// likelihood is asked for are fixed.
        Image: WeightTensor
        /// The same for the smaller image, which both networks read, (B, C, s, s); null for an unconditional network.
        SmallImage: WeightTensor | null
        /// The same for each parameter, by its full name.
        Parameters: IReadOnlyDictionary<string, WeightTensor>
    }

/// The networks of the paper written a second time: from its equations, in another language, on another engine of
/// automatic differentiation, in double precision. What it gives, the framework's layers must give.
/// Plain loops over pixels: it is for small images.
[<Sealed>]
type Oracle(network: NetworkDescription, likelihood: ILikelihood) =

    static let variable (values: WeightTensor) =
        (Map.tensor [ for size in values.Shape -> int size ] (values.As<float>())).reverseDiff ()

    static let gradients (variables: IReadOnlyDictionary<string, Tensor>) =
        let plain (t: Tensor) =
            WeightTensor([| for size in t.shape -> int64 size |], Map.elements (Map.derivative t))

        dict [ for pair in variables -> pair.Key, plain pair.Value ] |> Dictionary :> IReadOnlyDictionary<_, _>

    static let variables (weights: seq<string * WeightTensor>) =
        dict [ for name, values in weights -> name, variable values ] |> Dictionary

    let nll: Tensor -> Tensor -> Tensor =
        match likelihood with
        | :? BernoulliLikelihood -> Likelihoods.bernoulli
        | _ -> Likelihoods.softmax network.Image.Levels

    do
        if not (Oracle.Supports(network, likelihood)) then
            invalidArg (nameof network) "The oracle does not know every layer of the network, or not the likelihood."

    /// Whether the oracle knows the layer.
    static member Supports(layer: LayerDescription) = Layer.isKnown layer

    /// Whether the oracle knows every layer of the network, that of the smaller image included, and the likelihood.
    static member Supports(network: NetworkDescription, likelihood: ILikelihood) : bool =
        let knowsLayers = network.Nodes |> Seq.forall (fun node -> Layer.isKnown node.Layer)

        let knowsSmall =
            match network.Small with
            | null -> true
            | small -> Oracle.Supports(small, likelihood)

        let knowsLikelihood =
            match likelihood with
            | :? BernoulliLikelihood
            | :? SoftmaxLikelihood -> true
            | _ -> false

        knowsLayers && knowsSmall && knowsLikelihood

    /// Computes one layer, and the product of its Jacobian with a cotangent.
    /// layer: a layer that the oracle knows. inputs: the maps it reads, (B, C, H, W) each; the levels of the image for the
    /// layers that read an image. parameters: by their names within the layer. cotangent: of the shape of the output.
    static member Evaluate
        (
            layer: LayerDescription,
            inputs: IReadOnlyList<WeightTensor>,
            parameters: IReadOnlyDictionary<string, WeightTensor>,
            cotangent: WeightTensor
        ) : LayerValues =
        let weights = variables [ for pair in parameters -> pair.Key, pair.Value ]
        let maps = [ for input in inputs -> Map.variable input ]
        let output = Layer.apply layer (fun name -> weights[name]) maps
        let weighting = Map.variable cotangent |> Array2D.map (fun pixel -> pixel.noDiff ())

        // The scalar whose gradient is the product: the output weighted by the cotangent.
        (output |> Array2D.mapi (fun r c pixel -> (pixel * weighting[r, c]).sum ()) |> Seq.cast<Tensor> |> Seq.reduce (+))
            .reverse ()

        let batch = int cotangent.Shape[0]

        { Output = Map.values batch output
          Inputs = [| for map in maps -> map |> Array2D.map Map.derivative |> Map.values batch |]
          Parameters = gradients weights }

    /// Computes the network with teacher forcing, and the gradients of all nats together.
    /// weights: the parameters by their full names. levels: the images, (B, C, H, W). small: the smaller images of a
    /// conditional network, (B, C, s, s), else null.
    member _.Evaluate(weights: WeightSet, levels: WeightTensor, small: WeightTensor | null) : NetworkValues =
        let parameters = variables [ for name in weights.Names -> name, weights[name] ]
        let batch = int levels.Shape[0]
        let image = Map.variable levels
        let smallImage = small |> Option.ofObj |> Option.map Map.variable
        let output = Network.apply network (fun name -> parameters[name]) image smallImage
        let nats = Network.nats nll output image

        let smallNats =
            match network.Small, smallImage with
            | null, _
            | _, None -> None
            | network, Some levels ->
                let output = Network.apply network (fun name -> parameters[$"small.{name}"]) levels None
                Some(Network.nats nll output levels)

        let total = match smallNats with Some small -> nats + small | None -> nats
        total.sum().reverse ()
        let derivatives map = map |> Array2D.map Map.derivative |> Map.values batch

        { Output = Map.values batch output
          Nats = Map.elements nats
          SmallNats = smallNats |> Option.map (fun nats -> Map.elements nats :> IReadOnlyList<float>) |> Option.toObj
          Image = derivatives image
          SmallImage = smallImage |> Option.map derivatives |> Option.toObj
          Parameters = gradients parameters }

    /// The subsampled images (figure 2, centre): of each block of pixels the upper left one.
    /// levels: (B, C, H, W).
    static member Subsample(levels: WeightTensor, factor: int) =
        Map.variable levels |> Conditioning.subsample factor |> Map.values (int levels.Shape[0])
