namespace Pixel.Reference

open DiffSharp

/// The LSTM cell of equation 3.
module LstmCell =

    /// [o, f, i, g] = σ(state-to-state + input-to-state), where σ is the logistic function for o, f, i and tanh for the
    /// content gate g; then c = f ⊙ c' + i ⊙ g and h = o ⊙ tanh(c).
    /// gates: the sum inside σ, (B, 4h); cell: c', (B, h) or (1, h). Gives h and c, (B, h) each.
    let next (gates: Tensor) (cell: Tensor) =
        let size = gates.shape[1] / 4
        let parts = gates.split (List.replicate 4 size, 1)
        let o, f, i, g = parts[0].sigmoid (), parts[1].sigmoid (), parts[2].sigmoid (), parts[3].tanh ()
        let c = f * cell + i * g
        o * c.tanh (), c

/// The recurrence of the Row LSTM (section 3.1, equation 3), pixel by pixel.
module RowLstm =

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

/// The recurrences of the Diagonal BiLSTM (section 3.2), pixel by pixel. The paper skews the map so that a diagonal
/// becomes a column; here the neighbours are taken where they are.
module DiagonalLstm =

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
