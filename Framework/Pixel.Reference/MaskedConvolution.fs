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

/// The masked convolution of section 3.4, and the other kernels that see only what comes before, as a sum over taps.
module MaskedConvolution =

    /// Offset of a tap from its own place.
    let private offset (taps: Taps) (row: int) (column: int) = row - taps.RowsAbove, column - taps.ColumnsLeft

    /// The weight with its silent taps zero: of a masked kernel those after the centre, and at the centre what the mask hides.
    let openTaps (taps: Taps) (inputColours: int[]) (outputColours: int[]) (weight: Tensor) : Tensor =
        if not taps.Mask.HasValue then
            weight
        else
            let opened =
                [| for output in outputColours do
                       for input in inputColours do
                           for row in 0 .. taps.Height - 1 do
                               for column in 0 .. taps.Width - 1 do
                                   let v, u = offset taps row column
                                   let isCentre = v = 0 && u = 0
                                   let isOpen = Masks.isBefore v u || (isCentre && Masks.sees taps.Mask.Value output input)
                                   if isOpen then 1.0 else 0.0 |]

            weight * Map.tensor weight.shape opened

    /// y(r, c) = b + Σ W(v, u) x(s·r + v, s·c + u) over the taps (v, u) of the kernel, s the step from a place to the next. Of
    /// a masked kernel the taps before the centre, and the centre through its mask. Places outside the map are zero.
    /// weight: (outputs, inputs, kernel height, kernel width); bias: (outputs).
    let apply (taps: Taps) (step: int) (inputColours: int[]) (outputColours: int[]) (weight: Tensor) (bias: Tensor option) (x: Map) : Map =
        let matrices =
            [ for row in 0 .. taps.Height - 1 do
                  for column in 0 .. taps.Width - 1 do
                      let v, u = offset taps row column
                      let matrix = weight[*, *, row, column].transpose () // (inputs, outputs)

                      if not taps.Mask.HasValue || Masks.isBefore v u then
                          v, u, matrix
                      elif v = 0 && u = 0 then
                          v, u, matrix * Masks.centre taps.Mask.Value inputColours outputColours ]

        let none = Map.tensor [ 1; outputColours.Length ] (Array.zeroCreate outputColours.Length)
        let start = match bias with Some bias -> bias.unsqueeze 0 | None -> none

        let place r c =
            matrices
            |> List.filter (fun (v, u, _) -> Map.contains x (step * r + v) (step * c + u))
            |> List.fold (fun sum (v, u, matrix) -> sum + x[step * r + v, step * c + u].matmul matrix) start

        Array2D.init (Array2D.length1 x / step) (Array2D.length2 x / step) place

/// The transposed convolution of PixelCNN++, from its definition.
module TransposedConvolution =

    /// The place (r, c) adds W(i, j) x(r, c) to the output at (s·r + i, s·c + j − left).
    /// weight: (inputs, outputs, kernel height, kernel width); bias: (outputs).
    let apply (factor: int) (left: int) (weight: Tensor) (bias: Tensor) (x: Map) : Map =
        let height, width = Array2D.length1 x, Array2D.length2 x
        let y: Map = Array2D.create (factor * height) (factor * width) (bias.unsqueeze 0)

        for i in 0 .. weight.shape[2] - 1 do
            for j in 0 .. weight.shape[3] - 1 do
                let matrix = weight[*, *, i, j] // (inputs, outputs)

                for r in 0 .. height - 1 do
                    for c in 0 .. width - 1 do
                        let row, column = factor * r + i, factor * c + j - left
                        if Map.contains y row column then y[row, column] <- y[row, column] + x[r, c].matmul matrix

        y

/// Weight normalisation (Salimans and Kingma, 2016): w = g · v / ‖v‖, the norm of an output channel over all its weights.
module WeightNorm =

    /// direction: v, (outputs, inputs, h, w), or (inputs, outputs, h, w) where dimension is 1; gain: (outputs).
    let apply (direction: Tensor) (gain: Tensor) (dimension: int) : Tensor =
        let shape = direction.shape
        let outputs, area = gain.shape[0], shape[2] * shape[3]
        let ones rows columns = Map.tensor [ rows; columns ] (Array.create (rows * columns) 1.0)
        let squares = direction * direction

        let sums = // (outputs, 1)
            if dimension = 0 then
                (squares.view [ outputs; shape[1] * area ]).matmul (ones (shape[1] * area) 1)
            else
                let overInputs = (ones 1 shape[0]).matmul (squares.view [ shape[0]; outputs * area ])
                (overInputs.view [ outputs; area ]).matmul (ones area 1)

        let factors = (sums.log () * -0.5).exp () * gain.view [ outputs; 1 ] // g / ‖v‖
        direction * factors.view (if dimension = 0 then [ outputs; 1; 1; 1 ] else [ 1; outputs; 1; 1 ])

/// The activations of the follow-ups.
module Activations =

    /// tanh(f) σ(g), or f σ(g), of the halves f and g of each pixel's features (Gated PixelCNN, equation 2; PixelCNN++).
    let gate (squash: bool) (x: Map) : Map =
        x
        |> Array2D.map (fun pixel ->
            let half = pixel.shape[1] / 2
            let parts = pixel.split ([ half; half ], 1)
            (if squash then parts[0].tanh () else parts[0]) * parts[1].sigmoid ())

    /// A number above zero, else e to its power less one.
    let elu (t: Tensor) = t.relu () + (-((-t).relu ())).exp () - 1.0

    /// elu(x), then elu(−x) (PixelCNN++).
    let concatElu (x: Map) : Map =
        x
        |> Array2D.map (fun pixel ->
            let channels = pixel.shape[1]
            // Selects where each half of the features goes, (channels, 2 · channels).
            let place offset =
                Map.tensor
                    [ channels; 2 * channels ]
                    [| for row in 0 .. channels - 1 do
                           for column in 0 .. 2 * channels - 1 do
                               if column = row + offset then 1.0 else 0.0 |]

            (elu pixel).matmul (place 0) + (elu (-pixel)).matmul (place channels))
