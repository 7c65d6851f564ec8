/// The four networks put together by hand from table 1 and figure 5, without a description: sizes come from the weights,
/// the wiring from the paper. It proves that descriptions say what the paper says.
module Pixel.Reference.Architectures

open DiffSharp
open Pixel.Layers

/// What a network is computed from.
type Inputs =
    {
        /// The number of colours, 1 or 3.
        Colours: int
        /// The parameters by their full names.
        Weight: string -> Tensor
        /// The upsampled map of the smaller image, for a conditional network (section 3.6).
        Condition: Map option
    }

/// The connections of a stack of layers (section 3.3).
type Connections =
    { Layers: int
      Residual: bool
      Skip: bool }

let private add (a: Map) (b: Map) : Map =
    a |> Array2D.mapi (fun r c pixel -> pixel + b[r, c])

let private relu (x: Map) : Map =
    x |> Array2D.map (fun pixel -> pixel.relu ())

let private masked (mask: MaskType) (gates: int) (given: Inputs) (name: string) (x: Map) =
    let weight, bias = given.Weight $"{name}.weight", given.Weight $"{name}.bias"
    let inputs, outputs = Masks.colours weight.shape[1] given.Colours 1, Masks.colours weight.shape[0] given.Colours gates
    MaskedConvolution.apply (Taps.Masked(weight.shape[2], weight.shape[3], mask)) 1 inputs outputs weight (Some bias) x

let private maskB = masked MaskType.B 1

/// The bias that a smaller image gives (section 3.6): an unmasked 1×1 convolution of its upsampled map.
let private biased (given: Inputs) (name: string) (x: Map) =
    match given.Condition with
    | None -> x
    | Some condition -> add x (Conditioning.pointwise (given.Weight $"{name}_bias.weight") condition)

/// The convolutional block of the PixelCNN (figure 5, left), without its residual.
let pixelCnn (given: Inputs) (name: string) (x: Map) =
    relu x
    |> maskB given $"{name}_reduce"
    |> relu
    |> maskB given $"{name}_conv"
    |> biased given $"{name}_biased"
    |> relu
    |> maskB given $"{name}_expand"

/// The Row LSTM layer (section 3.1; figure 5, right), without its residual.
let rowLstm (given: Inputs) (name: string) (x: Map) =
    let state parameter = given.Weight $"{name}_state.{parameter}"

    masked MaskType.B 4 given $"{name}_input" x
    |> biased given $"{name}_gates"
    |> RowLstm.apply (state "weight") (state "initial_hidden") (state "initial_cell")
    |> maskB given $"{name}_expand"

/// The Diagonal BiLSTM layer (section 3.2; figure 5, right), without its residual.
let diagonalBiLstm (given: Inputs) (name: string) (x: Map) =
    let direction (side: string) (scan: Tensor -> Map -> Map) =
        masked MaskType.B 4 given $"{name}_{side}_input" x
        |> biased given $"{name}_{side}_gates"
        |> scan (given.Weight $"{name}_{side}_state.weight")

    add (direction "left" DiagonalLstm.fromLeft) (direction "right" DiagonalLstm.fromRight)
    |> maskB given $"{name}_expand"

/// The output stage: twice ReLU and 1×1 mask B; ReLU and the 1×1 mask B that gives the logits.
let private head (given: Inputs) (x: Map) =
    x
    |> relu
    |> maskB given "head1"
    |> relu
    |> maskB given "head2"
    |> relu
    |> maskB given "output"

/// A whole network (table 1): 7×7 mask A; the layers, each with its residual and its skip connection to the output stage;
/// twice ReLU and 1×1 mask B; ReLU and the 1×1 mask B that gives the logits.
/// image: in [−1, 1].
let network (layer: Inputs -> string -> Map -> Map) (connections: Connections) (given: Inputs) (image: Map) =
    let mutable x = masked MaskType.A 1 given "input" image
    let mutable skips: Map list = []

    for number in 1 .. connections.Layers do
        let y = layer given $"layer{number}" x
        skips <- skips @ [ if connections.Skip then maskB given $"layer{number}_skip" y ]
        x <- if connections.Residual then add x y else y

    List.reduce add (skips @ [ x ]) |> head given

/// A convolution that no mask cuts, from the rows and columns of a kernel that lies before its own place.
let private above (taps: Taps) (given: Inputs) (name: string) (x: Map) =
    let weight = given.Weight $"{name}.weight"
    let one channels = Array.replicate channels 0
    MaskedConvolution.apply taps 1 (one weight.shape[1]) (one weight.shape[0]) weight (Some(given.Weight $"{name}.bias")) x

/// The Gated PixelCNN ("Conditional Image Generation with PixelCNN Decoders", sections 2.2 to 2.4 and figure 2): the vertical stack, known from
/// the rows above; the horizontal one, which reads it before the gate; residual and skip connections in the horizontal stack alone.
/// image: in [−1, 1]; kernel: n.
let gatedPixelCnn (connections: Connections) (kernel: int) (given: Inputs) (image: Map) =
    let gate name = biased given $"{name}_features" >> Activations.gate true
    let mutable skips: Map list = []

    let layer name rows (mask: MaskType) vertical horizontal =
        let v = above rows given $"{name}_vertical" vertical
        let across = Conditioning.pointwise (given.Weight $"{name}_across.weight") v
        let gated = masked mask 2 given $"{name}_horizontal" horizontal |> add across |> gate name
        skips <- skips @ [ if connections.Skip then maskB given $"{name}_skip" gated ]
        v, maskB given $"{name}_out" gated

    let mutable v, h = layer "input" (Taps.Above(4, 7)) MaskType.A image image

    for number in 1 .. connections.Layers do
        let name = $"layer{number}"
        let next, out = layer name (Taps.Down(kernel / 2 + 1, kernel)) MaskType.B (gate $"{name}_above" v) h
        v <- next
        h <- if connections.Residual then add h out else out

    List.reduce add (skips @ [ h ]) |> head given

/// The conditional network of the Multi-Scale PixelRNN (section 3.6): the same, biased by the upsampled smaller image.
/// small: in [−1, 1]; stages: the number of transposed convolutions.
let conditional (layer: Inputs -> string -> Map -> Map) (connections: Connections) (stages: int) (given: Inputs) (small: Map) =
    let stage (name: string) (number: int) = given.Weight $"upsampling.{name}{number}"
    let factors = [ for number in 1..stages -> (stage "weight" number).shape[2] - 2 ] // the kernel is p + 2 wide
    let condition = Conditioning.upsample factors (stage "weight") (stage "bias") small
    network layer connections { given with Condition = Some condition }
