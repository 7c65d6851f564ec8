/// Sizes of dimensions, outermost first, and where elements lie in row-major order.
module internal DiffSharp.Engine.Shapes

let show (shape: int[]) =
    "[" + String.concat ", " (Array.map string shape) + "]"

let size (shape: int[]) = Array.fold (*) 1 shape

/// How far apart neighbours along each dimension lie.
let strides (shape: int[]) =
    Array.scanBack (*) shape 1 |> Array.tail

/// Where the elements of a tensor lie in an array: the first at `offset`, neighbours along dimension d `strides[d]` apart.
/// A stride of 0 repeats an element; so expanding, transposing and slicing are one and the same.
let positions (offset: int) (strides: int[]) (shape: int[]) =
    let extend (starts: int[]) (size: int) (stride: int) =
        Array.init (starts.Length * size) (fun i -> starts[i / size] + i % size * stride)

    Array.fold2 extend [| offset |] shape strides

/// Dimensions count from 0.
let checkDimension (operation: string) (dim: int) (shape: int[]) =
    if dim < 0 || dim >= shape.Length then
        failwith $"{operation}: the shape {show shape} has no dimension {dim}; dimensions count from 0"

/// The shape that both expand to: aligned at the last dimension, equal or 1 in each.
let broadcast (a: int[]) (b: int[]) =
    let rank = max a.Length b.Length
    let aligned (shape: int[]) = Array.append (Array.create (rank - shape.Length) 1) shape

    Array.map2
        (fun m n ->
            if m = n || n = 1 then m
            elif m = 1 then n
            else failwith $"The shapes {show a} and {show b} do not broadcast together")
        (aligned a)
        (aligned b)
