/// The negative log-likelihoods of the levels at one pixel, in nats.
module Pixel.Reference.Likelihoods

open DiffSharp

/// Two levels (table 1: a sigmoid for MNIST): p(1) = σ(z), p(0) = 1 − σ(z) = σ(−z).
/// output: z, (B, C); levels: (B, C). Gives (B).
let bernoulli (output: Tensor) (levels: Tensor) =
    let logOne, logZero = output.sigmoid().log (), (-output).sigmoid().log ()
    -(levels * logOne + (1.0 - levels) * logZero).sum 1

/// A softmax over the levels ("pixels as discrete variables").
/// output: logits in the order colour, level, (B, C·L); levels: (B, C). Gives (B).
let softmax (count: int) (output: Tensor) (levels: Tensor) =
    let batch, channels = levels.shape[0], levels.shape[1]
    let given = Map.elements levels

    let isLevel =
        Map.tensor
            [ batch; channels; count ]
            [| for level in given do
                   for candidate in 0 .. count - 1 do
                       if float candidate = level then 1.0 else 0.0 |]

    -(output.view([ batch; channels; count ]).logsoftmax 2 * isLevel).sum(2).sum 1
