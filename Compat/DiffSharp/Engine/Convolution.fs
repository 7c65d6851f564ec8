namespace DiffSharp.Engine

/// A convolution of images `[N, C, H, W]` with filters `[O, C, h, w]` to `[N, O, y, x]`.
/// One trilinear form, the sum over all runs of input · filter · output, gives the convolution and both its adjoints.
type internal Convolution =
    { Input: int[]
      Filters: int[]
      Output: int[]
      Strides: int[]
      Paddings: int[]
      Dilations: int[] }

module internal Convolution =
    let private filterSpan c d =
        (c.Filters[d + 2] - 1) * c.Dilations[d] + 1

    let private check c (name: string) =
        let pairs = [ c.Strides; c.Paddings; c.Dilations ]

        if pairs |> List.exists (fun pair -> pair.Length <> 2) then
            failwith $"{name}: strides, paddings and dilations take two numbers each"

        let positive = Array.forall (fun n -> n >= 1)

        if not (positive c.Strides && positive c.Dilations && Array.forall (fun n -> n >= 0) c.Paddings) then
            failwith $"{name}: strides and dilations start at 1, paddings at 0"

    /// The convolution that takes these inputs.
    let direct (input: int[]) (filters: int[]) (strides, paddings, dilations) =
        let empty =
            { Input = input
              Filters = filters
              Output = [||]
              Strides = strides
              Paddings = paddings
              Dilations = dilations }

        check empty "conv2d"

        if input.Length <> 4 || filters.Length <> 4 || input[1] <> filters[1] then
            failwith (
                "conv2d: expected an input [N, C, H, W] and filters [O, C, h, w], "
                + $"not {Shapes.show input} and {Shapes.show filters}"
            )

        let length d =
            (input[d + 2] + 2 * paddings[d] - filterSpan empty d) / strides[d] + 1

        if Seq.exists (fun d -> input[d + 2] + 2 * paddings[d] < filterSpan empty d) [ 0; 1 ] then
            failwith $"conv2d: the filters {Shapes.show filters} do not fit into the padded input {Shapes.show input}"

        { empty with Output = [| input[0]; filters[0]; length 0; length 1 |] }

    /// The convolution whose adjoint takes these images: filters `[C, O, h, w]` for images `[N, C, H, W]`.
    let transposed (images: int[]) (filters: int[]) (strides, paddings, dilations) (outputPaddings: int[]) =
        let empty =
            { Input = [||]
              Filters = filters
              Output = images
              Strides = strides
              Paddings = paddings
              Dilations = dilations }

        check empty "convTranspose2d"

        if images.Length <> 4 || filters.Length <> 4 || images[1] <> filters[0] then
            failwith (
                "convTranspose2d: expected an input [N, C, H, W] and filters [C, O, h, w], "
                + $"not {Shapes.show images} and {Shapes.show filters}"
            )

        let length d =
            strides[d] * (images[d + 2] - 1) + filterSpan empty d - 2 * paddings[d] + outputPaddings[d]

        { empty with Input = [| images[0]; filters[1]; length 0; length 1 |] }

    /// Calls `visit filter input output count` for each run: `count` outputs side by side, from the index `output`, that
    /// one filter element takes from inputs that are a stride apart, from the index `input`.
    let inline private runs c ([<InlineIfLambda>] visit: int -> int -> int -> int -> unit) =
        let channels, height, width = c.Input[1], c.Input[2], c.Input[3]
        let outputs, outHeight, outWidth = c.Output[1], c.Output[2], c.Output[3]
        let filterHeight, filterWidth = c.Filters[2], c.Filters[3]
        let strideX = c.Strides[1]

        for n in 0 .. c.Input[0] - 1 do
            for o in 0 .. outputs - 1 do
                for i in 0 .. channels - 1 do
                    for v in 0 .. filterHeight - 1 do
                        for u in 0 .. filterWidth - 1 do
                            let filter = ((o * channels + i) * filterHeight + v) * filterWidth + u
                            let shift = u * c.Dilations[1] - c.Paddings[1]
                            // The outputs whose input lies inside the image: 0 <= x * stride + shift < width.
                            let first = max 0 ((strideX - 1 - shift) / strideX)
                            let final = if shift >= width then -1 else min (outWidth - 1) ((width - 1 - shift) / strideX)

                            for y in 0 .. outHeight - 1 do
                                let row = y * c.Strides[0] + v * c.Dilations[0] - c.Paddings[0]

                                if row >= 0 && row < height && final >= first then
                                    let input = ((n * channels + i) * height + row) * width + first * strideX + shift
                                    let output = ((n * outputs + o) * outHeight + y) * outWidth + first
                                    visit filter input output (final - first + 1)

    /// From input and filters to output.
    let output c (input: Raw) (filters: Raw) =
        let data = Array.zeroCreate (Shapes.size c.Output)
        let source, weights, step = input.Data, filters.Data, c.Strides[1]

        runs c (fun filter from target count ->
            let weight = weights[filter]

            for k in 0 .. count - 1 do
                data[target + k] <- data[target + k] + weight * source[from + k * step])

        Raw.Take(data, c.Output, input.Dtype)

    /// From output and filters to input.
    let input c (output: Raw) (filters: Raw) =
        let data = Array.zeroCreate (Shapes.size c.Input)
        let source, weights, step = output.Data, filters.Data, c.Strides[1]

        runs c (fun filter target from count ->
            let weight = weights[filter]

            for k in 0 .. count - 1 do
                data[target + k * step] <- data[target + k * step] + weight * source[from + k])

        Raw.Take(data, c.Input, output.Dtype)

    /// From input and output to filters.
    let filters c (input: Raw) (output: Raw) =
        let data = Array.zeroCreate (Shapes.size c.Filters)
        let left, right, step = input.Data, output.Data, c.Strides[1]

        runs c (fun filter from target count ->
            let mutable sum = 0.0

            for k in 0 .. count - 1 do
                sum <- sum + left[from + k * step] * right[target + k]

            data[filter] <- data[filter] + sum)

        Raw.Take(data, c.Filters, input.Dtype)
