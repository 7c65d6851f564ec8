/// Operations that bring elements together: sums, and what is made of them.
module internal DiffSharp.Engine.Reductions

/// For each element the position of its result, where all of dimension `dim` go into one.
let private targets (dim: int) (shape: int[]) =
    let strides = shape |> Array.removeAt dim |> Shapes.strides |> Array.insertAt dim 0
    Shapes.positions 0 strides shape

let sum (a: Value) =
    let size = a.Elements.Length
    Value.result [||] [| Array.sum a.Elements |] [ a, fun v -> Array.create size v[0] ]

let sumAlong (dim: int) (a: Value) =
    Shapes.checkDimension "sum" dim a.Shape
    let shape, targets = Array.removeAt dim a.Shape, targets dim a.Shape
    Value.result shape (Structure.scatter (Shapes.size shape) targets a.Elements) [ a, Structure.gather targets ]

let logsoftmax (dim: int) (a: Value) =
    Shapes.checkDimension "logsoftmax" dim a.Shape
    let kept = Array.updateAt dim 1 a.Shape
    let largest = Array.create (Shapes.size kept) -infinity
    Array.iter2 (fun at x -> largest[at] <- max largest[at] x) (targets dim a.Shape) a.Elements

    // Without the largest no exponential overflows. It is a constant, since the result does not depend on it.
    let shifted = Value.constant kept largest |> Elementwise.scale -1.0 |> Elementwise.add a
    let total = shifted |> Elementwise.exp |> sumAlong dim |> Structure.view kept
    Elementwise.add shifted (total |> Elementwise.log |> Elementwise.scale -1.0)

/// (n, k) times (k, m).
let private product n k m (a: float[]) (b: float[]) =
    let elements = Array.zeroCreate (n * m)

    for row in 0 .. n - 1 do
        for i in 0 .. k - 1 do
            let factor = a[row * k + i]

            for column in 0 .. m - 1 do
                elements[row * m + column] <- elements[row * m + column] + factor * b[i * m + column]

    elements

let matmul (a: Value) (b: Value) =
    match a.Shape, b.Shape with
    | [| n; k |], [| other; m |] when k = other ->
        let transposed rows columns = Structure.gather (Shapes.positions 0 [| 1; columns |] [| columns; rows |])
        let pullLeft v = product n m k v (transposed k m b.Elements)
        let pullRight v = product k n m (transposed n k a.Elements) v
        Value.result [| n; m |] (product n k m a.Elements b.Elements) [ a, pullLeft; b, pullRight ]
    | left, right -> failwith $"matmul: expected matrices [n, k] and [k, m], not {Shapes.show left} and {Shapes.show right}"
