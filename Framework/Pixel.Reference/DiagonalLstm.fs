/// The recurrences of the Diagonal BiLSTM (section 3.2), pixel by pixel. The paper skews the map so that a diagonal
/// becomes a column; here the neighbours are taken where they are.
module Pixel.Reference.DiagonalLstm

open DiffSharp

/// A scan from a top corner: the state of (r, c) comes from the hidden states of (r − 1, c) and of the pixel beside it,
/// and the cell state of that one. Outside the image states are zero.
/// kernel: state-to-state, (4h, h, 2), above then beside; x: the input-to-state map, (B, 4h) a pixel.
let private scan (beside: int) (kernel: Tensor) (x: Map) : Map =
    let height, width = Array2D.length1 x, Array2D.length2 x
    let fromAbove, fromBeside = kernel[*, *, 0].transpose (), kernel[*, *, 1].transpose () // (h, 4h)
    let nothing = Map.tensor [ 1; kernel.shape[1] ] (Array.zeroCreate kernel.shape[1])
    let hidden, cell = Array2D.create height width nothing, Array2D.create height width nothing
    let at (states: Map) row column = if Map.contains states row column then states[row, column] else nothing
    let columns = if beside < 0 then [ 0 .. width - 1 ] else [ width - 1 .. -1 .. 0 ]

    for r in 0 .. height - 1 do
        for c in columns do
            let above, side = at hidden (r - 1) c, at hidden r (c + beside)
            let h, c' = LstmCell.next (x[r, c] + above.matmul fromAbove + side.matmul fromBeside) (at cell r (c + beside))
            hidden[r, c] <- h
            cell[r, c] <- c'

    hidden

/// From the top left corner: the pixel beside is the left one.
let fromLeft (kernel: Tensor) (x: Map) = scan -1 kernel x

/// From the top right corner: the pixel beside is the right one. The map is then shifted down by one row, zeros on top,
/// "to prevent the layer from seeing future pixels": the output at (r, c) is the state of (r − 1, c).
let fromRight (kernel: Tensor) (x: Map) : Map =
    let hidden = scan 1 kernel x
    hidden |> Array2D.mapi (fun r c h -> if r = 0 then h.zerosLike () else hidden[r - 1, c])
