/// Sums and what is made of them.
module internal DiffSharp.Engine.Reductions

open DiffSharp.Engine.Arithmetic

let sum (a: Value) =
    a |> Structure.cast (Value.dtype a).SummationType |> Structure.sumTo [||]

let sumDim (dim: int) (keepDim: bool) (a: Value) =
    let shape = Value.shape a

    if shape.Length = 0 && (dim = 0 || dim = -1) then
        a
    else
        let dim = Shapes.dimension "sum" shape.Length dim
        let kept = a |> Structure.cast (Value.dtype a).SummationType |> Structure.sumTo (Shapes.replace dim 1 shape)
        if keepDim then kept else Structure.view (Shapes.removeAt dim shape) kept

let mean (a: Value) =
    divScalar (sum a) (Shapes.size (Value.shape a))

/// How many elements a reduction of `dim` takes together.
let private count (dim: int) (a: Value) =
    let shape = Value.shape a
    if shape.Length = 0 then 1 else shape[Shapes.dimension "mean" shape.Length dim]

let meanDim (dim: int) (keepDim: bool) (a: Value) =
    divScalar (sumDim dim keepDim a) (count dim a)

let private square a = mul a a

let variance (unbiased: bool) (a: Value) =
    let n = Shapes.size (Value.shape a)
    divScalar (sum (square (sub a (mean a)))) (if unbiased then n - 1 else n)

let varianceDim (dim: int) (keepDim: bool) (unbiased: bool) (a: Value) =
    let n = count dim a
    let deviations = sub a (meanDim dim true a)
    divScalar (sumDim dim keepDim (square deviations)) (if unbiased then n - 1 else n)

/// The indices of the best elements along `dim`, which keeps a size of one.
let private best better (dim: int) (a: Value) =
    Kernels.best better (Shapes.dimension "max, min" (Value.shape a).Length dim) (Value.raw a)

let arg better (dim: int) (keepDim: bool) (a: Value) =
    let indices = best better dim a

    if keepDim then
        indices
    else
        indices.View(Shapes.removeAt (Shapes.dimension "argmax, argmin" indices.Shape.Length dim) indices.Shape)

let bestDim better (dim: int) (keepDim: bool) (a: Value) =
    let kept = Structure.gather dim (best better dim a) a
    let shape = Value.shape kept

    if keepDim then
        kept
    else
        Structure.view (Shapes.removeAt (Shapes.dimension "max, min" shape.Length dim) shape) kept

/// The index of the best element of all, one number for each dimension.
let argAll better (a: Value) =
    let shape = Value.shape a
    let flat = best better 0 (C((Value.raw a).View [| Shapes.size shape |]))
    let at = int flat.Data[0]
    Array.map2 (fun stride size -> at / stride % size) (Shapes.strides shape) shape

let bestAll better (a: Value) =
    Structure.view [||] (bestDim better 0 true (Structure.view [| Shapes.size (Value.shape a) |] a))

let logsumexp (dim: int) (keepDim: bool) (a: Value) =
    // Without the largest element no exponential overflows; as a constant it leaves the derivative alone. An infinite
    // one would only give infinity minus infinity.
    let largest = bestDim (>) dim true (Value.constant a)
    let shift = C(Kernels.map (fun x -> if System.Double.IsFinite x then x else 0.0) (Value.raw largest))
    let kept = add shift (log (sumDim dim true (Functions.exp (sub a shift))))
    let shape = Value.shape kept

    if keepDim then
        kept
    else
        Structure.view (Shapes.removeAt (Shapes.dimension "logsumexp" shape.Length dim) shape) kept

let logsoftmax (dim: int) (a: Value) = sub a (logsumexp dim true a)

let softmax (dim: int) (a: Value) =
    let exponentials = Functions.exp (sub a (bestDim (>) dim true (Value.constant a)))
    div exponentials (sumDim dim true exponentials)
