/// A whole network of a description, computed by the plain equations of its layers.
module Pixel.Reference.Network

open DiffSharp
open Pixel.Contracts

/// Computes the output map.
/// weight: parameters by their full names; levels: the image; small: the smaller image of a conditional network.
let apply (network: NetworkDescription) (weight: string -> Tensor) (levels: Map) (small: Map option) : Map =
    let maps = System.Collections.Generic.List<Map>()

    for node in network.Nodes do
        let inputs =
            if node.Layer.ReadsSmallImage then [ small.Value ]
            elif maps.Count = 0 then [ levels ]
            else [ for input in node.Inputs -> maps[input] ]

        maps.Add(Layer.apply node.Layer (fun name -> weight $"{node.Name}.{name}") inputs)

    maps[maps.Count - 1]

/// The negative log-likelihood of each image, in nats, (B): the sum over pixels (equation 1).
let nats (nll: Tensor -> Tensor -> Tensor) (output: Map) (levels: Map) : Tensor =
    let pixels =
        output |> Array2D.mapi (fun r c pixel -> nll pixel (levels[r, c].noDiff ())) |> Seq.cast<Tensor>

    Seq.reduce (+) pixels
