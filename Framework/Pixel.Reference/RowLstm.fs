/// The recurrence of the Row LSTM (section 3.1, equation 3), pixel by pixel.
module Pixel.Reference.RowLstm

open DiffSharp

/// The state of (r, c) comes from the hidden states of the row above, (r − 1, c − ⌊k/2⌋) … (r − 1, c + ⌊k/2⌋), and the
/// cell state of (r − 1, c). Above the first row states are learned, one number a channel; left and right of the image
/// hidden states are zero.
/// kernel: state-to-state, (4h, h, k); hidden0, cell0: (h); x: the input-to-state map, (B, 4h) a pixel.
let apply (kernel: Tensor) (hidden0: Tensor) (cell0: Tensor) (x: Map) : Map =
    let width = Array2D.length2 x
    let taps = kernel.shape[2]
    let kernels = [ for tap in 0 .. taps - 1 -> tap - taps / 2, kernel[*, *, tap].transpose () ] // (h, 4h) each
    let hidden, cell = Array2D.copy x, Array2D.copy x // every pixel is written before it is read

    for r in 0 .. Array2D.length1 x - 1 do
        for c in 0 .. width - 1 do
            let hiddenAbove column = if r = 0 then hidden0.unsqueeze 0 else hidden[r - 1, column]
            let cellAbove = if r = 0 then cell0.unsqueeze 0 else cell[r - 1, c]

            let gates =
                kernels
                |> List.filter (fun (offset, _) -> c + offset >= 0 && c + offset < width)
                |> List.fold (fun sum (offset, kernel) -> sum + (hiddenAbove (c + offset)).matmul kernel) x[r, c]

            let h, c' = LstmCell.next gates cellAbove
            hidden[r, c] <- h
            cell[r, c] <- c'

    hidden
