namespace DiffSharp.Engine

/// Where each element of a tensor lies in the elements of another: an offset and a stride for each dimension.
/// Expanding, permuting, slicing and flipping are all reads through a layout, and their adjoints, summing among
/// them, are additions through the same layout.
type internal Layout =
    { Shape: int[]
      Offset: int
      Strides: int[] }

module internal Layout =
    /// `from` repeated over the larger shape: a stride of zero wherever there is one element for many.
    let expand (from: int[]) (shape: int[]) =
        let added = shape.Length - from.Length
        let strides = Shapes.strides from

        { Shape = shape
          Offset = 0
          Strides = shape |> Array.mapi (fun d _ -> if d < added || from[d - added] = 1 then 0 else strides[d - added]) }

    let permute (from: int[]) (permutation: int[]) =
        let strides = Shapes.strides from

        { Shape = permutation |> Array.map (fun d -> from[d])
          Offset = 0
          Strides = permutation |> Array.map (fun d -> strides[d]) }

    /// The block of the given shape that starts at `starts`.
    let block (from: int[]) (starts: int[]) (shape: int[]) =
        let strides = Shapes.strides from

        { Shape = shape
          Offset = Seq.sum (Seq.map2 (*) starts strides)
          Strides = strides }

    let flip (from: int[]) (dims: int[]) =
        let strides = Shapes.strides from

        { Shape = from
          Offset = dims |> Array.sumBy (fun d -> (from[d] - 1) * strides[d])
          Strides = strides |> Array.mapi (fun d stride -> if Array.contains d dims then -stride else stride) }

    /// Calls `visit i at` for each element: its own index and the index that it lies at.
    let inline walk (layout: Layout) ([<InlineIfLambda>] visit: int -> int -> unit) =
        let shape, strides = layout.Shape, layout.Strides
        let last = shape.Length - 1
        let total = Shapes.size shape

        if last < 0 then
            visit 0 layout.Offset
        elif total > 0 then
            let inner, step = shape[last], strides[last]
            let index = Array.zeroCreate<int> last
            let mutable start = layout.Offset

            for row in 0 .. total / inner - 1 do
                let first = row * inner

                for i in 0 .. inner - 1 do
                    visit (first + i) (start + i * step)

                // On to the next row: count up the outer dimensions like an odometer.
                let mutable d = last - 1
                let mutable carry = true

                while carry && d >= 0 do
                    index[d] <- index[d] + 1
                    start <- start + strides[d]

                    if index[d] < shape[d] then
                        carry <- false
                    else
                        start <- start - shape[d] * strides[d]
                        index[d] <- 0
                        d <- d - 1
