/// Sizes of dimensions: broadcasting, completing -1, and the errors that name both shapes.
module internal DiffSharp.Engine.Shapes

let show (shape: int[]) =
    "[" + String.concat ", " (Array.map string shape) + "]"

let size (shape: int[]) = Array.fold (*) 1 shape

/// Row-major strides.
let strides (shape: int[]) =
    let strides = Array.create shape.Length 1

    for d in shape.Length - 2 .. -1 .. 0 do
        strides[d] <- strides[d + 1] * shape[d + 1]

    strides

/// The dimension that `dim` names, counted from the end when negative.
let dimension (operation: string) (rank: int) (dim: int) =
    let completed = if dim < 0 then dim + rank else dim

    if completed < 0 || completed >= rank then
        failwith $"{operation}: there is no dimension {dim} among {rank}"

    completed

let removeAt (dim: int) (shape: int[]) = Array.removeAt dim shape

/// `shape` with its size at `dim` replaced.
let replace (dim: int) (size: int) (shape: int[]) = Array.updateAt dim size shape

/// The shape that both expand to: aligned at the last dimension, equal or one in each.
let broadcast (a: int[]) (b: int[]) =
    let rank = max a.Length b.Length
    let at (shape: int[]) d = let i = d - (rank - shape.Length) in if i < 0 then 1 else shape[i]

    Array.init rank (fun d ->
        match at a d, at b d with
        | m, n when m = n -> m
        | 1, n -> n
        | m, 1 -> m
        | _ -> failwith $"The shapes {show a} and {show b} do not broadcast together")

/// The shape that an expansion asks for, -1 standing for the size that is there.
let completeExpansion (from: int[]) (requested: int[]) =
    let added = requested.Length - from.Length

    let complete d n =
        if n <> -1 then n
        elif d < added then failwith $"expand: a new dimension needs a size, in {show requested}"
        else from[d - added]

    let target = if added < 0 then requested else Array.mapi complete requested
    let fits = added >= 0 && Seq.forall2 (fun m n -> m = n || m = 1) from (Seq.skip added target)

    if not fits then
        failwith $"expand: {show from} does not expand to {show requested}"

    target

/// The shape that a view asks for, one -1 standing for whatever is left.
let completeView (from: int[]) (requested: int[]) =
    let known = requested |> Array.filter ((<>) -1) |> size
    let unknown = requested |> Array.filter ((=) -1) |> Array.length

    let target =
        if unknown = 1 && known > 0 then
            requested |> Array.map (fun n -> if n = -1 then size from / known else n)
        else
            requested

    if unknown > 1 || size target <> size from then
        failwith $"view: {show from} has {size from} elements and cannot be viewed as {show requested}"

    target
