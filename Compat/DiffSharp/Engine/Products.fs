/// Matrix products and convolutions: bilinear, and so are all their derivatives.
module internal DiffSharp.Engine.Products

let private swapLast (a: Value) = Structure.transpose -2 -1 a

/// Matrices with the same leading dimensions.
let rec private matmulSame (a: Value) (b: Value) : Value =
    let left v b = matmulSame v (swapLast b)
    let right v a = matmulSame (swapLast a) v
    Binary.apply (Binary.bilinear Kernels.matmul matmulSame left right) a b

let private checkTypes (operation: string) (a: Value) (b: Value) =
    if Value.dtype a <> Value.dtype b then
        failwith $"{operation}: the element types differ, {Value.dtype a} and {Value.dtype b}"

let rec matmul (a: Value) (b: Value) : Value =
    let left, right = Value.shape a, Value.shape b
    let dropLast (offset: int) (product: Value) =
        let shape = Value.shape product
        Structure.view (Shapes.removeAt (shape.Length - offset) shape) product

    if left.Length = 0 || right.Length = 0 then
        failwith $"matmul: expected vectors or matrices, not {Shapes.show left} and {Shapes.show right}"
    elif left.Length = 1 then
        dropLast (if right.Length = 1 then 1 else 2) (matmul (Structure.unsqueeze 0 a) b)
    elif right.Length = 1 then
        dropLast 1 (matmul a (Structure.unsqueeze 1 b))
    else
        checkTypes "matmul" a b

        if Array.last left <> right[right.Length - 2] then
            failwith $"matmul: the inner sizes of {Shapes.show left} and {Shapes.show right} differ"

        let batch = Shapes.broadcast left[.. left.Length - 3] right[.. right.Length - 3]
        let expand (shape: int[]) = Structure.expand (Array.append batch shape[shape.Length - 2 ..])
        matmulSame (expand left a) (expand right b)

let dot (a: Value) (b: Value) =
    let left, right = Value.shape a, Value.shape b

    if left.Length <> 1 || left <> right then
        failwith $"dot: expected two vectors of the same length, not {Shapes.show left} and {Shapes.show right}"

    matmul a b

// Each of the three makes what it is named for out of the other two.
let rec private outputOf c (input: Value) (filters: Value) : Value =
    let left v filters = inputOf c v filters
    let right v input = filtersOf c input v
    Binary.apply (Binary.bilinear (Convolution.output c) (outputOf c) left right) input filters

and private inputOf c (output: Value) (filters: Value) : Value =
    let left v filters = outputOf c v filters
    let right v output = filtersOf c v output
    Binary.apply (Binary.bilinear (Convolution.input c) (inputOf c) left right) output filters

and private filtersOf c (input: Value) (output: Value) : Value =
    let left v output = inputOf c output v
    let right v input = outputOf c input v
    Binary.apply (Binary.bilinear (Convolution.filters c) (filtersOf c) left right) input output

let conv2d geometry (input: Value) (filters: Value) =
    checkTypes "conv2d" input filters
    outputOf (Convolution.direct (Value.shape input) (Value.shape filters) geometry) input filters

let convTranspose2d geometry outputPaddings (images: Value) (filters: Value) =
    checkTypes "convTranspose2d" images filters
    let c = Convolution.transposed (Value.shape images) (Value.shape filters) geometry outputPaddings
    inputOf c images filters

/// As an image of one row.
let conv1d (stride, padding, dilation) (input: Value) (filters: Value) =
    let left, right = Value.shape input, Value.shape filters

    if left.Length <> 3 || right.Length <> 3 then
        failwith $"conv1d: expected an input [N, C, L] and filters [O, C, l], not {Shapes.show left} and {Shapes.show right}"

    let row = Structure.unsqueeze 2
    let product = conv2d ([| 1; stride |], [| 0; padding |], [| 1; dilation |]) (row input) (row filters)
    Structure.view (Shapes.removeAt 2 (Value.shape product)) product
