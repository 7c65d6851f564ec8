namespace DiffSharp

open DiffSharp.Engine

/// Shapes, joining and taking apart, matrix products and convolutions, as members.
[<AutoOpen>]
module TensorStructure =

    let private apply operation (t: Tensor) = Tensor(operation t.Value)
    let private values (tensors: seq<Tensor>) = [| for t in tensors -> t.Value |]

    /// Sizes for height and width: one number for both, or a sequence of two.
    let private pair (name: string) (fallback: int) (one: int option) (two: seq<int> option) =
        match one, two with
        | Some _, Some _ -> failwith $"Expected one of {name} and {name}s, not both"
        | Some n, None -> [| n; n |]
        | None, Some sizes -> Seq.toArray sizes
        | None, None -> [| fallback; fallback |]

    let private geometry stride strides padding paddings dilation dilations =
        pair "stride" 1 stride strides, pair "padding" 0 padding paddings, pair "dilation" 1 dilation dilations

    type Tensor with

        /// The same elements in another shape; one -1 stands for whatever is left.
        member a.view(shape: seq<int>) = apply (Structure.view (Seq.toArray shape)) a

        /// The same elements as a vector; -1 stands for their number.
        member a.view(shape: int) = apply (Structure.view [| shape |]) a

        /// The same elements in the shape of the other.
        member a.viewAs(other: Tensor) = a.view other.shape

        /// The dimensions from startDim to endDim as one.
        member a.flatten(?startDim: int, ?endDim: int) =
            if a.dim < 2 then
                a
            else
                let first = Shapes.dimension "flatten" a.dim (defaultArg startDim 0)
                let last = Shapes.dimension "flatten" a.dim (defaultArg endDim -1)
                let merged = Shapes.size a.shape[first..last]
                a.view (Array.concat [ a.shape[.. first - 1]; [| merged |]; a.shape[last + 1 ..] ])

        /// One dimension as several.
        member a.unflatten(dim: int, unflattenedShape: seq<int>) =
            let dim = Shapes.dimension "unflatten" a.dim dim
            a.view (Array.concat [ a.shape[.. dim - 1]; Seq.toArray unflattenedShape; a.shape[dim + 1 ..] ])

        /// The elements repeated along new dimensions and those of size 1; -1 stands for the size that is there.
        member a.expand(newShape: seq<int>) = apply (Structure.expand (Seq.toArray newShape)) a

        /// The elements repeated to the shape of the other.
        member a.expandAs(b: Tensor) = a.expand b.shape

        /// Without the dimensions of size 1, or without the given one if its size is 1.
        member a.squeeze(?dim: int) = apply (Structure.squeeze dim) a

        /// With a new dimension of size 1.
        member a.unsqueeze(dim: int) = apply (Structure.unsqueeze dim) a

        /// With two dimensions exchanged.
        member a.transpose(dim0: int, dim1: int) = apply (Structure.transpose dim0 dim1) a

        /// The transpose of a matrix.
        member a.transpose() =
            if a.dim <> 2 then
                failwith $"transpose: expected a matrix, not the shape {Shapes.show a.shape}"

            apply (Structure.transpose 0 1) a

        /// With the dimensions in another order.
        member a.permute(permutation: seq<int>) = apply (Structure.permute (Seq.toArray permutation)) a

        /// With the order of the elements reversed along some dimensions.
        member a.flip(dims: seq<int>) = apply (Structure.flip (Seq.toArray dims)) a

        /// With zeros on both sides: for each dimension, how many on each side.
        member a.pad(paddings: seq<int>) =
            let paddings = Seq.toArray paddings

            if paddings.Length <> a.dim || Array.exists (fun n -> n < 0) paddings then
                failwith $"pad: {Shapes.show paddings} is no padding for the shape {Shapes.show a.shape}"

            apply (Structure.embed paddings (Array.map2 (fun size padding -> size + 2 * padding) a.shape paddings)) a

        /// With b added to the part that starts at the given location.
        member a.addSlice(location: seq<int>, b: Tensor) =
            Tensor(Arithmetic.add a.Value (Structure.embed (Seq.toArray location) a.shape b.Value))

        /// The elements along one dimension that Int32 indices name.
        member a.gather(dim: int, indices: Tensor) =
            apply (Structure.gather dim (Value.raw indices.Value)) a

        /// The elements added into zeros, along one dimension where Int32 indices say.
        member a.scatter(dim: int, indices: Tensor, destinationShape: seq<int>) =
            apply (Structure.scatter dim (Value.raw indices.Value) (Seq.toArray destinationShape)) a

        /// Tensors side by side along one dimension, by default the first.
        static member cat(tensors: seq<Tensor>, ?dim: int) =
            Tensor(Structure.cat (defaultArg dim 0) (values tensors))

        /// Tensors of one shape along a new dimension, by default the first.
        static member stack(tensors: seq<Tensor>, ?dim: int) =
            Tensor(Structure.stack (defaultArg dim 0) (values tensors))

        /// The parts along one dimension, by default the first, without it.
        member a.unstack(?dim: int) =
            Structure.unstack (defaultArg dim 0) a.Value |> Array.map Tensor

        /// The parts of the given sizes along one dimension, by default the first.
        member a.split(sizes: seq<int>, ?dim: int) =
            Structure.split (Seq.toArray sizes) (defaultArg dim 0) a.Value |> Array.map Tensor

        /// The product of matrices or vectors; leading dimensions are a batch and broadcast.
        member a.matmul(b: Tensor) = Tensor(Products.matmul a.Value b.Value)

        /// The inner product of two vectors.
        member a.dot(b: Tensor) = Tensor(Products.dot a.Value b.Value)

        /// The cross-correlation of [N, C, L] with filters [O, C, l].
        member a.conv1d(filters: Tensor, ?stride: int, ?padding: int, ?dilation: int) =
            let geometry = defaultArg stride 1, defaultArg padding 0, defaultArg dilation 1
            Tensor(Products.conv1d geometry a.Value filters.Value)

        /// The cross-correlation of [N, C, H, W] with filters [O, C, h, w].
        member a.conv2d
            (
                filters: Tensor,
                ?stride: int,
                ?strides: seq<int>,
                ?padding: int,
                ?paddings: seq<int>,
                ?dilation: int,
                ?dilations: seq<int>
            ) =
            let geometry = geometry stride strides padding paddings dilation dilations
            Tensor(Products.conv2d geometry a.Value filters.Value)

        /// The adjoint of conv2d: [N, C, H, W] with filters [C, O, h, w].
        member a.convTranspose2d
            (
                filters: Tensor,
                ?stride: int,
                ?padding: int,
                ?dilation: int,
                ?outputPadding: int,
                ?strides: seq<int>,
                ?paddings: seq<int>,
                ?dilations: seq<int>,
                ?outputPaddings: seq<int>
            ) =
            let geometry = geometry stride strides padding paddings dilation dilations
            let outputPaddings = pair "outputPadding" 0 outputPadding outputPaddings
            Tensor(Products.convTranspose2d geometry outputPaddings a.Value filters.Value)
