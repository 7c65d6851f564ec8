/// Loops over plain arrays; none of them knows of derivatives.
module internal DiffSharp.Engine.Kernels

open DiffSharp

let inline map ([<InlineIfLambda>] f: float -> float) (a: Raw) =
    let source = a.Data
    let data = Array.zeroCreate source.Length

    for i in 0 .. data.Length - 1 do
        data[i] <- f source[i]

    Raw.Take(data, a.Shape, a.Dtype)

/// Both of the same shape.
let inline zipAs dtype ([<InlineIfLambda>] f: float -> float -> float) (a: Raw) (b: Raw) =
    let left, right = a.Data, b.Data
    let data = Array.zeroCreate left.Length

    for i in 0 .. data.Length - 1 do
        data[i] <- f left[i] right[i]

    Raw.Take(data, a.Shape, dtype)

let inline zip ([<InlineIfLambda>] f: float -> float -> float) (a: Raw) (b: Raw) = zipAs a.Dtype f a b

let read (layout: Layout) (a: Raw) =
    let source = a.Data
    let data = Array.zeroCreate (Shapes.size layout.Shape)
    Layout.walk layout (fun i at -> data[i] <- source[at])
    Raw.Take(data, layout.Shape, a.Dtype)

/// The adjoint of `read`: each element is added where `read` would have taken it from.
let add (layout: Layout) (shape: int[]) (a: Raw) =
    let source = a.Data
    let data = Array.zeroCreate (Shapes.size shape)
    Layout.walk layout (fun i at -> data[at] <- data[at] + source[i])
    Raw.Take(data, shape, a.Dtype)

let readAt (positions: int[]) (shape: int[]) (a: Raw) =
    let source = a.Data
    Raw.Take(Array.init positions.Length (fun i -> source[positions[i]]), shape, a.Dtype)

/// The adjoint of `readAt`.
let addAt (positions: int[]) (shape: int[]) (a: Raw) =
    let data = Array.zeroCreate (Shapes.size shape)

    for i in 0 .. positions.Length - 1 do
        data[positions[i]] <- data[positions[i]] + a.Data[i]

    Raw.Take(data, shape, a.Dtype)

/// The parts side by side: each is written through its layout.
let join (parts: Raw[]) (layouts: Layout[]) (shape: int[]) =
    let data = Array.zeroCreate (Shapes.size shape)

    for p in 0 .. parts.Length - 1 do
        let source = parts[p].Data
        Layout.walk layouts[p] (fun i at -> data[at] <- source[i])

    Raw.Take(data, shape, parts[0].Dtype)

/// The product of each pair of matrices; the leading dimensions are the same in both.
let matmul (a: Raw) (b: Raw) =
    let rank = a.Shape.Length
    let rows, inner, columns = a.Shape[rank - 2], a.Shape[rank - 1], b.Shape[rank - 1]
    let shape = Shapes.replace (rank - 1) columns a.Shape
    let left, right = a.Data, b.Data
    let data = Array.zeroCreate (Shapes.size shape)
    let batches = Shapes.size a.Shape[.. rank - 3]

    for batch in 0 .. batches - 1 do
        for i in 0 .. rows - 1 do
            let target = (batch * rows + i) * columns

            for k in 0 .. inner - 1 do
                let factor = left[(batch * rows + i) * inner + k]
                let source = (batch * inner + k) * columns

                for j in 0 .. columns - 1 do
                    data[target + j] <- data[target + j] + factor * right[source + j]

    Raw.Take(data, shape, a.Dtype)

/// The positions that a gather along `dim` reads.
let gatherPositions (shape: int[]) (dim: int) (indices: Raw) =
    let strides = Shapes.strides shape

    // A walk over the positions with index zero along `dim`; the index then adds its own stride.
    let layout =
        { Shape = indices.Shape
          Offset = 0
          Strides = Shapes.replace dim 0 strides }

    let positions = Array.zeroCreate indices.Data.Length

    Layout.walk layout (fun i at ->
        let index = int indices.Data[i]

        if index < 0 || index >= shape[dim] then
            failwith $"gather: index {index} is outside dimension {dim} of {Shapes.show shape}"

        positions[i] <- at + index * strides[dim])

    positions

/// The index of the best element along `dim`, which keeps a size of one; the first of equals wins.
let best (better: float -> float -> bool) (dim: int) (a: Raw) =
    let length = a.Shape[dim]
    let stride = (Shapes.strides a.Shape)[dim]
    let shape = Shapes.replace dim 1 a.Shape
    let data = Array.zeroCreate (Shapes.size shape)
    let layout = Layout.block a.Shape (Array.zeroCreate a.Shape.Length) shape

    Layout.walk layout (fun i at ->
        let mutable found = 0

        for k in 1 .. length - 1 do
            if better a.Data[at + k * stride] a.Data[at + found * stride] then
                found <- k

        data[i] <- float found)

    Raw.Take(data, shape, Int32)
