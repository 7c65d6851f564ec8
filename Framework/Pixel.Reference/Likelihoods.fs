/// The negative log-likelihoods of the levels at one pixel, in nats.
module Pixel.Reference.Likelihoods

open System
open DiffSharp
open Pixel.Contracts
open Pixel.Randomness

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

/// Equal parts along the channels.
let private parts (count: int) (t: Tensor) =
    t.split ([ for _ in 1..count -> t.shape[1] / count ], 1)

/// Log-scales are at least −7 (PixelCNN++).
let private clamped (scale: Tensor) = (scale - -7.0).relu () - 7.0

/// log p of what a mixture gives: log Σ π_k p_k, from the logits of π, (B, K), and log p_k, (B, K).
let private logMixture (logits: Tensor) (logDensity: Tensor) =
    let terms = logits.logsoftmax 1 + logDensity
    // a_k − log softmax(a)_k is log Σ exp a for each k, however small the terms are.
    (terms + -(terms.logsoftmax 1)).sum 1 * (1.0 / float terms.shape[1])

/// log σ(t) = min(t, 0) − log(1 + e^−|t|).
let private logSigmoid (t: Tensor) =
    let below = (-t).relu ()
    -below + -(((-(t.relu () + below)).exp () - -1.0).log ())

/// The logarithm of the mass that logistic distributions give the bins of levels, by the definition (PixelCNN++, equation 2): F(x + h) −
/// F(x − h), where F is 0 below the lowest level and 1 above the highest, and σ(b) − σ(a) = σ(b) σ(−a) (1 − e^−(b − a)).
/// mean, scale: (B, K); levels: (B, 1). Gives (B, K).
let private logisticLogMass (count: int) (mean: Tensor) (scale: Tensor) (levels: Tensor) =
    let indicator condition = Map.tensor [ levels.nelement; 1 ] [| for level in Map.elements levels -> if condition level then 1.0 else 0.0 |]
    let highest = float (count - 1)
    let notLowest, notHighest, isInner = indicator ((<>) 0.0), indicator ((<>) highest), indicator (fun level -> level <> 0.0 && level <> highest)
    let half = 1.0 / highest
    let x = levels * (2.0 * half) - 1.0
    let precision = (-(clamped scale)).exp ()
    let edge offset = (x - offset + -mean) * precision
    let t = (precision * half).tanh () // 1 − e^−d = 2t / (1 + t), t = tanh(d / 2), and nothing cancels
    let width = (t * 2.0).log () + -((t - -1.0).log ())
    logSigmoid (edge -half) * notHighest + logSigmoid (-(edge half)) * notLowest + width * isInner

/// Mixtures of discretised logistics (PixelCNN++, section 2), of K components.
/// Grouped: for each colour K logits, K means, K log-scales. Whole pixels: K logits, then means, log-scales and coefficients of all
/// colours; the colours share the component, and μ_G + c₀ r, μ_B + c₁ r + c₂ g take the place of the means.
/// output: (B, channels); levels: (B, C). Gives (B).
let logisticMixture (components: int) (wholePixels: bool) (count: int) (output: Tensor) (levels: Tensor) =
    let colours = levels.shape[1]
    let level = parts colours levels

    let mixture (numbers: Tensor) (level: Tensor[]) =
        let part = parts (numbers.shape[1] / components) numbers
        let n = level.Length
        let x = [| for l in level -> l * (2.0 / float (count - 1)) - 1.0 |]

        let mean =
            match n with
            | 1 -> [| part[1] |]
            | 3 ->
                let c = [| for raw in part[7..9] -> raw.tanh () |]
                [| part[1]; part[2] + c[0] * x[0]; part[3] + c[1] * x[0] + c[2] * x[1] |]
            | _ -> invalidArg (nameof level) "The equations are for one colour and for three."

        let log = [ for i in 0 .. n - 1 -> logisticLogMass count mean[i] part[1 + n + i] level[i] ]
        -(logMixture part[0] (List.reduce (+) log))

    if wholePixels then
        mixture output level
    else
        parts colours output |> Array.mapi (fun i numbers -> mixture numbers [| level[i] |]) |> Array.reduce (+)

/// Mixtures of Gaussians on dequantised levels (section 5.2): −log of the density of y = 2(l + u) / L − 1, in the scale of levels.
/// output: for each colour K logits, K means, K log-scales, (B, 3·K·C); targets: l + u, (B, C). Gives (B).
let gaussianMixture (count: int) (output: Tensor) (targets: Tensor) =
    let colours = targets.shape[1]
    let width = 2.0 / float count

    let nats (numbers: Tensor) (target: Tensor) =
        let part = parts 3 numbers
        let scale = clamped part[2]
        let z = (target * width - 1.0 + -part[1]) * (-scale).exp ()
        let logDensity = z * z * -0.5 + -scale - 0.5 * log (2.0 * Math.PI)
        -(logMixture part[0] logDensity) - log width

    Array.map2 nats (parts colours output) (parts colours targets) |> Array.reduce (+)

/// The levels of an evaluation made continuous: l + u, u of image and sub-pixel in the order (C, H, W).
/// levels: at each pixel (B, C).
let dequantised (levels: Map) : Map =
    let height, width = Array2D.length1 levels, Array2D.length2 levels
    let random = CounterRandom(0x5EEDUL, RandomStream.Dequantisation)

    levels
    |> Array2D.mapi (fun row column pixel ->
        let colours = pixel.shape[1]

        let noise =
            [| for image in 0 .. pixel.shape[0] - 1 do
                   for colour in 0 .. colours - 1 do
                       random.Uniform(uint64 image, uint32 ((colour * height + row) * width + column)) |]

        pixel.noDiff () + Map.tensor pixel.shape noise)
