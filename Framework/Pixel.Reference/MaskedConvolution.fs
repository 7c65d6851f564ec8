namespace Pixel.Reference

open DiffSharp
open Pixel.Layers

/// The masks of section 3.4, from their definition.
module Masks =

    /// The colour of each channel of a map: "the h features are split into three parts, each corresponding to one of the RGB
    /// channels". Where they do not divide by three, the first colours have one channel more; a map of gates repeats the
    /// parts inside each gate.
    let colours (channels: int) (groups: int) (gates: int) =
        let perGate = channels / gates

        [| for _ in 1..gates do
               for colour in 0 .. groups - 1 do
                   let size = perGate / groups + (if colour < perGate % groups then 1 else 0)
                   yield! Array.replicate size colour |]

    /// Whether a tap lies before the centre in the order of the pixels (section 2): in a row above, or to the left in the
    /// same row. Offsets are those of the tap from the centre.
    let isBefore (rowOffset: int) (columnOffset: int) =
        rowOffset < 0 || (rowOffset = 0 && columnOffset < 0)

    /// Whether at the same pixel an output of one colour may see an input of another. A: the colours before it only, as the
    /// first layer must. B: itself too.
    let sees (mask: MaskType) (outputColour: int) (inputColour: int) =
        match mask with
        | MaskType.A -> inputColour < outputColour
        | _ -> inputColour <= outputColour

    /// The mask of the centre tap, (inputs, outputs): 1 where they are connected, 0 elsewhere.
    let centre (mask: MaskType) (inputColours: int[]) (outputColours: int[]) =
        Map.tensor
            [ inputColours.Length; outputColours.Length ]
            [| for input in inputColours do
                   for output in outputColours do
                       if sees mask output input then 1.0 else 0.0 |]

/// The masked convolution of section 3.4, as a sum over taps.
module MaskedConvolution =

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
