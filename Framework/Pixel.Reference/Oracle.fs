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

/// What the oracle finds for a likelihood.
type LikelihoodValues =
    {
        /// The nats of each image.
        Nats: IReadOnlyList<float>
        /// The gradient of all nats together for the network's output, (B, channels, H, W).
        Output: WeightTensor
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

    /// The nats of one pixel, and what is asked for them in place of the levels; nothing for a likelihood that is not known.
    static let equations (likelihood: ILikelihood) (image: ImageShape) : ((Tensor -> Tensor -> Tensor) * (Map -> Map)) option =
        match likelihood with
        | :? BernoulliLikelihood -> Some(Likelihoods.bernoulli, id)
        | :? SoftmaxLikelihood -> Some(Likelihoods.softmax image.Levels, id)
        | :? LogisticMixtureLikelihood as mixture ->
            Some(Likelihoods.logisticMixture mixture.Components mixture.WholePixels image.Levels, id)
        | :? GaussianMixtureLikelihood -> Some(Likelihoods.gaussianMixture image.Levels, Likelihoods.dequantised)
        | _ -> None

    /// The nats of each image, (B).
    static let nats (likelihood: ILikelihood) (image: ImageShape) (output: Map) (levels: Map) =
        match equations likelihood image with
        | Some(nll, targets) -> Network.nats nll output (targets levels)
        | None -> invalidArg (nameof likelihood) $"The oracle does not know the likelihood '{likelihood.Name}'."

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

        knowsLayers && knowsSmall && Oracle.Supports likelihood

    /// Whether the oracle knows the likelihood.
    static member Supports(likelihood: ILikelihood) : bool = (equations likelihood (ImageShape(1, 1, 1, 2))).IsSome

    /// Computes the nats of each image of an evaluation, and the gradient of all together for a network's output.
    /// likelihood: one that the oracle knows. image: the images. output: (B, channels, H, W). levels: (B, C, H, W).
    static member Evaluate(likelihood: ILikelihood, image: ImageShape, output: WeightTensor, levels: WeightTensor) : LikelihoodValues =
        let map = Map.variable output
        let each = nats likelihood image map (Map.variable levels)
        each.sum().reverse ()

        { Nats = Map.elements each
          Output = map |> Array2D.map Map.derivative |> Map.values (int levels.Shape[0]) }

    /// Computes one layer, and the product of its Jacobian with a cotangent.
    /// layer: a layer that the oracle knows. inputs: the maps it reads, (B, C, H, W) each; the levels of the image for the
    /// layers that read an image. parameters: by their names within the layer. labels: the classes of the images, for a layer that reads them. cotangent: of the shape of the output.
    static member Evaluate
        (
            layer: LayerDescription,
            inputs: IReadOnlyList<WeightTensor>,
            parameters: IReadOnlyDictionary<string, WeightTensor>,
            labels: int[],
            cotangent: WeightTensor
        ) : LayerValues =
        let weights = variables [ for pair in parameters -> pair.Key, pair.Value ]
        let maps = [ for input in inputs -> Map.variable input ]
        let output = Layer.apply layer (fun name -> weights[name]) labels maps
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
    /// conditional network, (B, C, s, s), else null. labels: the classes of a class-conditional one, (B), else empty.
    member _.Evaluate(weights: WeightSet, levels: WeightTensor, small: WeightTensor | null, labels: int[]) : NetworkValues =
        let parameters = variables [ for name in weights.Names -> name, weights[name] ]
        let batch = int levels.Shape[0]
        let image = Map.variable levels
        let smallImage = small |> Option.ofObj |> Option.map Map.variable
        let output = Network.apply network (fun name -> parameters[name]) image smallImage labels
        let ofImage = nats likelihood network.Image output image

        let smallNats =
            match network.Small, smallImage with
            | null, _
            | _, None -> None
            | network, Some levels ->
                let output = Network.apply network (fun name -> parameters[$"small.{name}"]) levels None labels
                Some(nats likelihood network.Image output levels)

        let total = match smallNats with Some small -> ofImage + small | None -> ofImage
        total.sum().reverse ()
        let derivatives map = map |> Array2D.map Map.derivative |> Map.values batch

        { Output = Map.values batch output
          Nats = Map.elements ofImage
          SmallNats = smallNats |> Option.map (fun nats -> Map.elements nats :> IReadOnlyList<float>) |> Option.toObj
          Image = derivatives image
          SmallImage = smallImage |> Option.map derivatives |> Option.toObj
          Parameters = gradients parameters }

    /// The subsampled images (figure 2, centre): of each block of pixels the upper left one.
    /// levels: (B, C, H, W).
    static member Subsample(levels: WeightTensor, factor: int) =
        Map.variable levels |> Conditioning.subsample factor |> Map.values (int levels.Shape[0])
