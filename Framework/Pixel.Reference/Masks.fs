/// The masks of section 3.4, from their definition.
module Pixel.Reference.Masks

open DiffSharp
open Pixel.Layers

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
