/// Operations that move elements without changing them; all linear.
module internal DiffSharp.Engine.Structure

open DiffSharp

let private read layout (a: Value) =
    let from = Value.shape a
    Value.linear (Kernels.read layout) (Kernels.add layout from) a

/// The adjoint of `read`: adds into zeros of the given shape.
let private add layout shape (a: Value) =
    Value.linear (Kernels.add layout shape) (Kernels.read layout) a

let cast (dtype: Dtype) (a: Value) =
    match a with
    | _ when Value.dtype a = dtype -> a
    | C raw -> C(raw.Cast dtype)
    | _ -> failwith $"A variable of {Value.dtype a} cannot become {dtype} while it is differentiated"

let view (requested: int[]) (a: Value) =
    let from = Value.shape a
    let shape = Shapes.completeView from requested

    if shape = from then
        a
    else
        Value.linear (fun raw -> raw.View shape) (fun raw -> raw.View from) a

let expand (requested: int[]) (a: Value) =
    let from = Value.shape a
    let shape = Shapes.completeExpansion from requested
    if shape = from then a else read (Layout.expand from shape) a

/// The adjoint of `expand`: sums over what an expansion would have repeated.
let sumTo (shape: int[]) (a: Value) =
    let from = Value.shape a

    if shape = from then
        a
    else
        Shapes.completeExpansion shape from |> ignore
        add (Layout.expand shape from) shape a

let permute (permutation: int[]) (a: Value) =
    let from = Value.shape a

    if Array.sort permutation <> Array.init from.Length id then
        failwith $"permute: {Shapes.show permutation} is not an order of the dimensions of {Shapes.show from}"

    read (Layout.permute from permutation) a

let transpose (dim0: int) (dim1: int) (a: Value) =
    let rank = (Value.shape a).Length
    let first, second = Shapes.dimension "transpose" rank dim0, Shapes.dimension "transpose" rank dim1
    let swap d = if d = first then second elif d = second then first else d
    if first = second then a else permute (Array.init rank swap) a

let flip (dims: int[]) (a: Value) =
    let from = Value.shape a
    let dims = dims |> Array.map (Shapes.dimension "flip" from.Length)

    if (Array.distinct dims).Length <> dims.Length then
        failwith $"flip: a dimension comes twice in {Shapes.show dims}"

    read (Layout.flip from dims) a

let squeeze (dim: int option) (a: Value) =
    let from = Value.shape a

    match dim with
    // -1 stands for every dimension, as in the real package.
    | None
    | Some -1 -> view (Array.filter ((<>) 1) from) a
    | Some dim ->
        let dim = Shapes.dimension "squeeze" from.Length dim
        if from[dim] = 1 then view (Shapes.removeAt dim from) a else a

let unsqueeze (dim: int) (a: Value) =
    let from = Value.shape a
    let dim = Shapes.dimension "unsqueeze" (from.Length + 1) dim
    view (Array.insertAt dim 1 from) a

/// The block of the given shape that starts at `starts`.
let block (starts: int[]) (shape: int[]) (a: Value) =
    let from = Value.shape a
    if shape = from then a else read (Layout.block from starts shape) a

/// Zeros of the given shape with `a` from `starts` on; the adjoint of `block`.
let embed (starts: int[]) (shape: int[]) (a: Value) =
    let from = Value.shape a

    let fits =
        from.Length = shape.Length
        && starts.Length = shape.Length
        && Seq.forall (fun d -> starts[d] >= 0 && starts[d] + from[d] <= shape[d]) (seq { 0 .. shape.Length - 1 })

    if not fits then
        failwith $"A tensor {Shapes.show from} at {Shapes.show starts} lies outside {Shapes.show shape}"

    if from = shape then a else add (Layout.block shape starts from) shape a

/// The indices `start` to `start + length - 1` of one dimension.
let narrow (dim: int) (start: int) (length: int) (a: Value) =
    let from = Value.shape a
    block (Shapes.replace dim start (Array.zeroCreate from.Length)) (Shapes.replace dim length from) a

/// For each dimension the first index, the last index and whether both were given: a dimension of one index that was
/// given is dropped.
let slice (bounds: int[,]) (a: Value) =
    let from = Value.shape a
    let given = Array2D.length1 bounds

    if given > from.Length then
        failwith $"A slice of {given} dimensions does not fit the shape {Shapes.show from}"

    let starts = Array.init from.Length (fun d -> if d < given then bounds[d, 0] else 0)
    let ends = Array.init from.Length (fun d -> if d < given then bounds[d, 1] else from[d] - 1)

    for d in 0 .. given - 1 do
        if starts[d] < 0 || ends[d] >= from[d] || ends[d] < starts[d] then
            failwith $"The indices {starts[d]} to {ends[d]} are outside dimension {d} of {Shapes.show from}"

    let shape = Array.map2 (fun first last -> last - first + 1) starts ends
    let dropped d = d < given && bounds[d, 2] = 1 && shape[d] = 1
    let kept = seq { for d in 0 .. from.Length - 1 do if not (dropped d) then shape[d] }
    a |> block starts shape |> view (Array.ofSeq kept)

let private checkGather (operation: string) (dim: int) (indices: Raw) (from: int[]) =
    let dim = Shapes.dimension operation from.Length dim

    if indices.Dtype <> Int32 then
        failwith $"{operation}: the indices are Int32, not {indices.Dtype}"

    let fits d n = d = dim || n <= from[d]

    if indices.Shape.Length <> from.Length || not (Array.forall id (Array.mapi fits indices.Shape)) then
        failwith $"{operation}: indices of the shape {Shapes.show indices.Shape} do not fit {Shapes.show from}"

    dim

let gather (dim: int) (indices: Raw) (a: Value) =
    let from = Value.shape a
    let dim = checkGather "gather" dim indices from
    let positions = Kernels.gatherPositions from dim indices
    Value.linear (Kernels.readAt positions indices.Shape) (Kernels.addAt positions from) a

/// The adjoint of `gather`: adds the elements into zeros where the indices say.
let scatter (dim: int) (indices: Raw) (shape: int[]) (a: Value) =
    let dim = checkGather "scatter" dim indices shape
    let from = Value.shape a

    if from <> indices.Shape then
        failwith $"scatter: the indices {Shapes.show indices.Shape} are not of the tensor's shape {Shapes.show from}"

    let positions = Kernels.gatherPositions shape dim indices
    Value.linear (Kernels.addAt positions shape) (Kernels.readAt positions from) a

let cat (dim: int) (parts: Value[]) =
    if parts.Length = 0 then
        failwith "cat: expected at least one tensor"

    let first = Value.shape parts[0]
    let dim = Shapes.dimension "cat" first.Length dim
    let rest (shape: int[]) = Shapes.removeAt dim shape

    for part in parts do
        let shape = Value.shape part

        if shape.Length <> first.Length || rest shape <> rest first then
            failwith $"cat: the shapes {Shapes.show first} and {Shapes.show shape} differ outside dimension {dim}"

    let sizes = parts |> Array.map (fun part -> (Value.shape part)[dim])
    let offsets = Array.scan (+) 0 sizes
    let shape = Shapes.replace dim (Array.last offsets) first

    let layouts =
        parts
        |> Array.mapi (fun i part ->
            Layout.block shape (Shapes.replace dim offsets[i] (Array.zeroCreate shape.Length)) (Value.shape part))

    let rec join (parts: Value[]) =
        let tags = parts |> Array.map Value.tag |> Array.distinct

        // The real package joins constants to constants and variables of one differentiation to each other, only.
        if tags.Length > 1 then
            failwith "cat: the tensors belong to different differentiations; a constant among variables is one too"

        match parts[0] with
        | C _ -> C(Kernels.join (Array.map Value.raw parts) layouts shape)
        | F(_, _, tag) ->
            let tangent part =
                match part with
                | F(_, d, _) -> d
                | _ -> failwith "cat: forward mode and reverse mode cannot meet at the same nesting level"

            F(join (Array.map Value.primal parts), joinTangents (Array.map tangent parts), tag)
        | R node ->
            let nodes =
                parts
                |> Array.map (fun part ->
                    match part with
                    | R node -> node
                    | _ -> failwith "cat: forward mode and reverse mode cannot meet at the same nesting level")

            let pull v = Array.init sizes.Length (fun i -> narrow dim offsets[i] sizes[i] v)
            R(Node(join (Array.map Value.primal parts), node.Tag, nodes, pull))

    // Tangents may be of different kinds even where the values are not: some constant, some not.
    and joinTangents (parts: Value[]) =
        if parts |> Array.map Value.tag |> Array.distinct |> Array.length = 1 then
            join parts
        else
            parts
            |> Array.mapi (fun i part -> add layouts[i] shape part)
            |> Array.reduce Binary.plus

    join parts

let stack (dim: int) (parts: Value[]) =
    if parts |> Array.map Value.shape |> Array.distinct |> Array.length > 1 then
        failwith $"stack: the shapes {parts[0] |> Value.shape |> Shapes.show} and others differ"

    parts |> Array.map (unsqueeze dim) |> cat dim

let unstack (dim: int) (a: Value) =
    let from = Value.shape a
    let dim = Shapes.dimension "unstack" from.Length dim
    Array.init from[dim] (fun i -> a |> narrow dim i 1 |> view (Shapes.removeAt dim from))

let split (sizes: int[]) (dim: int) (a: Value) =
    let from = Value.shape a
    let dim = Shapes.dimension "split" from.Length dim

    if Array.sum sizes <> from[dim] then
        failwith $"split: the sizes {Shapes.show sizes} do not add up to dimension {dim} of {Shapes.show from}"

    let starts = Array.scan (+) 0 sizes
    Array.init sizes.Length (fun i -> narrow dim starts[i] sizes[i] a)
