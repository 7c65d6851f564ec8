/// The masked convolution of section 3.4, as a sum over taps.
module Pixel.Reference.MaskedConvolution

open DiffSharp
open Pixel.Layers

/// y(r, c) = b + Σ W(v, u) x(r + v, c + u) over the taps (v, u) before the centre, and the centre through its mask.
/// Pixels outside the image are zero.
/// weight: (outputs, inputs, kernel height, kernel width); bias: (outputs).
let apply (mask: MaskType) (inputColours: int[]) (outputColours: int[]) (weight: Tensor) (bias: Tensor) (x: Map) : Map =
    let height, width = weight.shape[2], weight.shape[3]

    let taps =
        [ for row in 0 .. height - 1 do
              for column in 0 .. width - 1 do
                  let v, u = row - height / 2, column - width / 2
                  let matrix = weight[*, *, row, column].transpose () // (inputs, outputs)

                  if Masks.isBefore v u then
                      v, u, matrix
                  elif v = 0 && u = 0 then
                      v, u, matrix * Masks.centre mask inputColours outputColours ]

    let pixel r c =
        taps
        |> List.filter (fun (v, u, _) -> Map.contains x (r + v) (c + u))
        |> List.fold (fun sum (v, u, matrix) -> sum + x[r + v, c + u].matmul matrix) (bias.unsqueeze 0)

    x |> Array2D.mapi (fun r c _ -> pixel r c)
