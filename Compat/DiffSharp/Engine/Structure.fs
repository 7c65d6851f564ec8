/// Operations that read elements at other places without changing them. What is read in several places has the sum of
/// their derivatives.
module internal DiffSharp.Engine.Structure

let gather (positions: int[]) (elements: float[]) = positions |> Array.map (fun at -> elements[at])

/// The adjoint of `gather`: each element goes back to where it was read, into an array of the given size.
let scatter (size: int) (positions: int[]) (elements: float[]) =
    let sums = Array.zeroCreate size

    for i in 0 .. positions.Length - 1 do
        sums[positions[i]] <- sums[positions[i]] + elements[i]

    sums

let private read (offset: int) (strides: int[]) (shape: int[]) (a: Value) =
    let positions = Shapes.positions offset strides shape
    Value.result shape (gather positions a.Elements) [ a, scatter a.Elements.Length positions ]

let view (shape: int[]) (a: Value) =
    if Shapes.size shape <> a.Elements.Length then
        failwith $"view: {Shapes.show a.Shape} has {a.Elements.Length} elements and cannot be viewed as {Shapes.show shape}"

    Value.result shape a.Elements [ a, id ]

let unsqueeze (dim: int) (a: Value) =
    if dim < 0 || dim > a.Shape.Length then
        failwith $"unsqueeze: {Shapes.show a.Shape} takes a new dimension 0 to {a.Shape.Length}, not {dim}"

    view (Array.insertAt dim 1 a.Shape) a

let expand (shape: int[]) (a: Value) =
    let added = shape.Length - a.Shape.Length

    if added < 0 || not (Array.forall2 (fun m n -> m = n || m = 1) a.Shape shape[added..]) then
        failwith $"expand: {Shapes.show a.Shape} does not expand to {Shapes.show shape}"

    if added = 0 && a.Shape = shape then
        a
    else
        let own = Array.map2 (fun size stride -> if size = 1 then 0 else stride) a.Shape (Shapes.strides a.Shape)
        read 0 (Array.append (Array.create added 0) own) shape a

let transpose (a: Value) =
    if a.Shape.Length <> 2 then
        failwith $"transpose: expected a matrix, not the shape {Shapes.show a.Shape}"

    read 0 (Array.rev (Shapes.strides a.Shape)) (Array.rev a.Shape) a

/// The part at an index of each of the last dimensions; those before stay whole.
let atLast (rank: int) (indices: int[]) (a: Value) =
    if a.Shape.Length <> rank then
        failwith $"A slice of {rank} dimensions does not fit the shape {Shapes.show a.Shape}"

    let kept = rank - indices.Length
    let shape, strides = a.Shape, Shapes.strides a.Shape

    if not (Array.forall2 (fun index size -> 0 <= index && index < size) indices shape[kept..]) then
        failwith $"The indices {Shapes.show indices} are outside the last dimensions of {Shapes.show shape}"

    let offset = Array.fold2 (fun sum index stride -> sum + index * stride) 0 indices strides[kept..]
    read offset strides[.. kept - 1] shape[.. kept - 1] a

let split (sizes: int[]) (dim: int) (a: Value) =
    Shapes.checkDimension "split" dim a.Shape

    if Array.sum sizes <> a.Shape[dim] then
        failwith $"split: the sizes {Shapes.show sizes} do not add up to dimension {dim} of {Shapes.show a.Shape}"

    let strides = Shapes.strides a.Shape
    let starts = Array.scan (+) 0 sizes
    sizes |> Array.mapi (fun i size -> read (starts[i] * strides[dim]) strides (Array.updateAt dim size a.Shape) a)
