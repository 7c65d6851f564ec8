/// The Multi-Scale PixelRNN of section 3.6: how the smaller image biases a network. The paper gives no sizes for the
/// upsampling; docs/architectures.md tells those chosen here.
module Pixel.Reference.Conditioning

open DiffSharp

/// The subsampled image (figure 2, centre): of each block of pixels the upper left one.
let subsample (factor: int) (x: Map) : Map =
    Array2D.init (Array2D.length1 x / factor) (Array2D.length2 x / factor) (fun r c -> x[factor * r, factor * c])

/// A transposed convolution from its definition, with stride p, kernel p + 2 and padding 1: the pixel (r, c) adds
/// W(v, u) x(r, c) to the output at (p·r + v − 1, p·c + u − 1).
/// weight: (inputs, outputs, p + 2, p + 2); bias: (outputs).
let private deconvolve (p: int) (weight: Tensor) (bias: Tensor) (x: Map) : Map =
    let height, width = Array2D.length1 x, Array2D.length2 x
    let y: Map = Array2D.create (p * height) (p * width) (bias.unsqueeze 0)

    for v in 0 .. p + 1 do
        for u in 0 .. p + 1 do
            let matrix = weight[*, *, v, u] // (inputs, outputs)

            for r in 0 .. height - 1 do
                for c in 0 .. width - 1 do
                    let row, column = p * r + v - 1, p * c + u - 1

                    if Map.contains y row column then
                        y[row, column] <- y[row, column] + x[r, c].matmul matrix

    y

/// The deconvolutional network from s×s to c×n×n: a transposed convolution for each prime factor, ReLU between them.
/// weight, bias: those of a stage, counted from 1.
let upsample (factors: seq<int>) (weight: int -> Tensor) (bias: int -> Tensor) (x: Map) : Map =
    factors
    |> Seq.indexed
    |> Seq.fold
        (fun map (index, p) ->
            let map = if index = 0 then map else Array2D.map (fun (pixel: Tensor) -> pixel.relu ()) map
            deconvolve p (weight (index + 1)) (bias (index + 1)) map)
        x

/// The unmasked 1×1 convolution whose result biases a layer's map: y(r, c) = W x(r, c). weight: (outputs, inputs, 1, 1).
let pointwise (weight: Tensor) (x: Map) : Map =
    let matrix = weight[*, *, 0, 0].transpose () // (inputs, outputs)
    x |> Array2D.map (fun pixel -> pixel.matmul matrix)

/// The bias of a class, the same at each place (Gated PixelCNN, equation 4). weight: (classes, channels).
let classBias (weight: Tensor) (labels: int[]) (x: Map) : Map =
    let classes = weight.shape[0]

    let oneHot =
        Map.tensor
            [ labels.Length; classes ]
            [| for label in labels do
                   for other in 0 .. classes - 1 do
                       if other = label then 1.0 else 0.0 |]

    let bias = oneHot.matmul weight // (B, channels)
    x |> Array2D.map (fun pixel -> pixel + bias)
