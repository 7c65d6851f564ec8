namespace DiffSharp

/// The operations as static members of dsharp; the members of Tensor say what each does.
[<AutoOpen>]
module DsharpOperations =

    type dsharp with

        /// The largest element.
        static member max(input: Tensor) = input.max ()

        /// The maximum of each pair of elements.
        static member max(a: Tensor, b: Tensor) = a.max b

        /// The largest elements along one dimension.
        static member max(a: Tensor, dim: int, ?keepDim: bool) = a.max (dim, ?keepDim = keepDim)

        /// The smallest element.
        static member min(input: Tensor) = input.min ()

        /// The minimum of each pair of elements.
        static member min(a: Tensor, b: Tensor) = a.min b

        /// The smallest elements along one dimension.
        static member min(a: Tensor, dim: int, ?keepDim: bool) = a.min (dim, ?keepDim = keepDim)

        /// The elements brought into [low, high].
        static member clamp(input: Tensor, ?low: scalar, ?high: scalar) = input.clamp (?low = low, ?high = high)

        /// The elements repeated to the given shape.
        static member expand(input: Tensor, shape: seq<int>) = input.expand shape

        /// Tensors of one shape along a new dimension.
        static member stack(tensors: seq<Tensor>, ?dim: int) = Tensor.stack (tensors, ?dim = dim)

        /// The parts along one dimension, without it.
        static member unstack(input: Tensor, ?dim: int) = input.unstack (?dim = dim)

        /// Tensors side by side along one dimension.
        static member cat(tensors: seq<Tensor>, ?dim: int) = Tensor.cat (tensors, ?dim = dim)

        /// The parts of the given sizes along one dimension.
        static member split(input: Tensor, sizes: seq<int>, ?dim: int) = input.split (sizes, ?dim = dim)

        /// a to the power of b, element by element.
        static member pow(a: Tensor, b: Tensor) = a.pow b

        /// The product of matrices or vectors.
        static member matmul(a: Tensor, b: Tensor) = a.matmul b

        /// The inner product of two vectors.
        static member dot(a: Tensor, b: Tensor) = a.dot b

        /// The sum of all elements.
        static member sum(input: Tensor) = input.sum ()

        /// The sums along one dimension.
        static member sum(input: Tensor, dim: int, ?keepDim: bool) = input.sum (dim, ?keepDim = keepDim)

        /// The mean of all elements.
        static member mean(input: Tensor) = input.mean ()

        /// The means along one dimension.
        static member mean(input: Tensor, dim: int, ?keepDim: bool) = input.mean (dim, ?keepDim = keepDim)

        /// The standard deviation of all elements.
        static member stddev(input: Tensor, ?unbiased: bool) = input.stddev (?unbiased = unbiased)

        /// The standard deviations along one dimension.
        static member stddev(input: Tensor, dim: int, ?keepDim: bool, ?unbiased: bool) =
            input.stddev (dim, ?keepDim = keepDim, ?unbiased = unbiased)

        /// The elements along one dimension that Int32 indices name.
        static member gather(input: Tensor, dim: int, indices: Tensor) = input.gather (dim, indices)

        /// With two dimensions exchanged.
        static member transpose(input: Tensor, dim0: int, dim1: int) = input.transpose (dim0, dim1)

        /// The transpose of a matrix.
        static member transpose(input: Tensor) = input.transpose ()

        /// Without the dimensions of size 1.
        static member squeeze(input: Tensor, ?dim: int) = input.squeeze (?dim = dim)

        /// With a new dimension of size 1.
        static member unsqueeze(input: Tensor, dim: int) = input.unsqueeze dim

        /// With the order of the elements reversed along some dimensions.
        static member flip(input: Tensor, dims: seq<int>) = input.flip dims

        /// The part at the given indices.
        static member slice(input: Tensor, index: seq<int>) = input[Seq.toArray index]

        /// The same elements in another shape.
        static member view(input: Tensor, shape: seq<int>) = input.view shape

        /// The same elements as a vector.
        static member view(input: Tensor, shape: int) = input.view shape

        /// The absolute values.
        static member abs(input: Tensor) = input.abs ()

        /// max(0, x).
        static member relu(input: Tensor) = input.relu ()

        /// 1 / (1 + exp(-x)).
        static member sigmoid(input: Tensor) = input.sigmoid ()

        /// log(1 + exp(x)).
        static member softplus(input: Tensor) = input.softplus ()

        /// The exponentials.
        static member exp(input: Tensor) = input.exp ()

        /// The natural logarithms.
        static member log(input: Tensor) = input.log ()

        /// The square roots.
        static member sqrt(input: Tensor) = input.sqrt ()

        /// The hyperbolic tangents.
        static member tanh(input: Tensor) = input.tanh ()

        /// The exponentials along one dimension, divided by their sum.
        static member softmax(input: Tensor, dim: int) = input.softmax dim

        /// The logarithm of the softmax.
        static member logsoftmax(input: Tensor, dim: int) = input.logsoftmax dim

        /// The logarithms of the sums of the exponentials along one dimension.
        static member logsumexp(input: Tensor, dim: int, ?keepDim: bool) = input.logsumexp (dim, ?keepDim = keepDim)

        /// The cross-correlation of [N, C, L] with filters [O, C, l].
        static member conv1d(input: Tensor, filters: Tensor, ?stride: int, ?padding: int, ?dilation: int) =
            input.conv1d (filters, ?stride = stride, ?padding = padding, ?dilation = dilation)

        /// The cross-correlation of [N, C, H, W] with filters [O, C, h, w].
        static member conv2d
            (
                input: Tensor,
                filters: Tensor,
                ?stride: int,
                ?strides: seq<int>,
                ?padding: int,
                ?paddings: seq<int>,
                ?dilation: int,
                ?dilations: seq<int>
            ) =
            input.conv2d(
                filters,
                ?stride = stride,
                ?strides = strides,
                ?padding = padding,
                ?paddings = paddings,
                ?dilation = dilation,
                ?dilations = dilations
            )

        /// The adjoint of conv2d: [N, C, H, W] with filters [C, O, h, w].
        static member convTranspose2d
            (
                input: Tensor,
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
            input.convTranspose2d(
                filters,
                ?stride = stride,
                ?padding = padding,
                ?dilation = dilation,
                ?outputPadding = outputPadding,
                ?strides = strides,
                ?paddings = paddings,
                ?dilations = dilations,
                ?outputPaddings = outputPaddings
            )

        /// With zeros on both sides: for each dimension, how many on each side.
        static member pad(input: Tensor, paddings: seq<int>) = input.pad paddings
