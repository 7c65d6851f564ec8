/// The LSTM cell of equation 3.
module Pixel.Reference.LstmCell

open DiffSharp

/// [o, f, i, g] = σ(state-to-state + input-to-state), where σ is the logistic function for o, f, i and tanh for the
/// content gate g; then c = f ⊙ c' + i ⊙ g and h = o ⊙ tanh(c).
/// gates: the sum inside σ, (B, 4h); cell: c', (B, h) or (1, h). Gives h and c, (B, h) each.
let next (gates: Tensor) (cell: Tensor) =
    let size = gates.shape[1] / 4
    let parts = gates.split (List.replicate 4 size, 1)
    let o, f, i, g = parts[0].sigmoid (), parts[1].sigmoid (), parts[2].sigmoid (), parts[3].tanh ()
    let c = f * cell + i * g
    o * c.tanh (), c
