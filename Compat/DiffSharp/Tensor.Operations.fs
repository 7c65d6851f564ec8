namespace DiffSharp

open DiffSharp.Engine

/// Arithmetic, functions of the elements and reductions, as members.
[<AutoOpen>]
module TensorOperations =

    let private apply operation (t: Tensor) = Tensor(operation t.Value)
    let private number (value: scalar) = value.ToDouble null

    type Tensor with

        /// The sum, element by element.
        member a.add(b: Tensor) : Tensor = a + b

        /// The sum, element by element.
        member a.add(b: scalar) : Tensor = a + b

        /// The difference, element by element.
        member a.sub(b: Tensor) : Tensor = a - b

        /// The difference, element by element.
        member a.sub(b: scalar) : Tensor = a - b

        /// The product, element by element.
        member a.mul(b: Tensor) : Tensor = a * b

        /// The product, element by element.
        member a.mul(b: scalar) : Tensor = a * b

        /// The quotient, element by element.
        member a.div(b: Tensor) : Tensor = a / b

        /// The quotient, element by element.
        member a.div(b: scalar) : Tensor = a / b

        /// a to the power of b, element by element.
        member a.pow(b: Tensor) = Tensor(Arithmetic.pow a.Value b.Value)

        /// a to the power of b, element by element.
        member a.pow(b: scalar) = Tensor(Arithmetic.powScalar a.Value b)

        /// The tensor with the opposite signs.
        member a.neg() = apply Arithmetic.neg a

        /// The absolute values; their derivative at 0 is 0.
        member a.abs() = apply Functions.abs a

        /// The signs: -1, 0 or 1.
        member a.sign() = apply Functions.sign a

        /// The exponentials.
        member a.exp() = apply Functions.exp a

        /// The natural logarithms.
        member a.log() = apply Arithmetic.log a

        /// The square roots.
        member a.sqrt() = apply Functions.sqrt a

        /// The hyperbolic tangents.
        member a.tanh() = apply Functions.tanh a

        /// 1 / (1 + exp(-x)).
        member a.sigmoid() = apply Functions.sigmoid a

        /// max(0, x); the derivative at 0 is 0.
        member a.relu() = apply Functions.relu a

        /// log(1 + exp(x)).
        member a.softplus() = apply Functions.softplus a

        /// The elements brought into [low, high]; where one is outside, the derivative is 0.
        member a.clamp(?low: scalar, ?high: scalar) =
            if low.IsNone && high.IsNone then
                failwith "clamp: expected at least one of low and high"

            let least = match low with Some value -> number value | None -> -infinity
            let most = match high with Some value -> number value | None -> infinity
            apply (Functions.clamp least most) a

        /// The logarithms of the elements or of epsilon, whichever is larger.
        member a.safelog(?epsilon: float) = a.clamp(low = defaultArg epsilon 1e-12).log ()

        /// The largest element.
        member a.max() = apply (Reductions.bestAll (>)) a

        /// The maximum of each pair of elements; equals share the derivative.
        member a.max(b: Tensor) = Tensor(Functions.max a.Value b.Value)

        /// The largest elements along one dimension; the first of equals takes the derivative.
        member a.max(dim: int, ?keepDim: bool) =
            apply (Reductions.bestDim (>) dim (defaultArg keepDim false)) a

        /// The indices of the largest element.
        member a.argmax() = Reductions.argAll (>) a.Value

        /// The indices of the largest elements along one dimension, as Int32.
        member a.argmax(dim: int, ?keepDim: bool) =
            Tensor(C(Reductions.arg (>) dim (defaultArg keepDim false) a.Value))

        /// The smallest element.
        member a.min() = apply (Reductions.bestAll (<)) a

        /// The minimum of each pair of elements; equals share the derivative.
        member a.min(b: Tensor) = Tensor(Functions.min a.Value b.Value)

        /// The smallest elements along one dimension; the first of equals takes the derivative.
        member a.min(dim: int, ?keepDim: bool) =
            apply (Reductions.bestDim (<) dim (defaultArg keepDim false)) a

        /// The indices of the smallest element.
        member a.argmin() = Reductions.argAll (<) a.Value

        /// The indices of the smallest elements along one dimension, as Int32.
        member a.argmin(dim: int, ?keepDim: bool) =
            Tensor(C(Reductions.arg (<) dim (defaultArg keepDim false) a.Value))

        /// The sum of all elements.
        member a.sum(?dtype: Dtype) =
            let total = apply Reductions.sum a
            total.cast (defaultArg dtype total.dtype)

        /// The sums along one dimension.
        member a.sum(dim: int, ?keepDim: bool, ?dtype: Dtype) =
            let total = apply (Reductions.sumDim dim (defaultArg keepDim false)) a
            total.cast (defaultArg dtype total.dtype)

        /// The sums over all that an expansion from the given shape would have repeated.
        member a.sumToSize(newShape: int[], ?dtype: Dtype) =
            let total = a.cast(a.dtype.SummationType) |> apply (Structure.sumTo newShape)
            total.cast (defaultArg dtype total.dtype)

        /// The mean of all elements.
        member a.mean() = apply Reductions.mean a

        /// The means along one dimension.
        member a.mean(dim: int, ?keepDim: bool) =
            apply (Reductions.meanDim dim (defaultArg keepDim false)) a

        /// The variance of all elements, divided by one less than their number where unbiased, the default.
        member a.variance(?unbiased: bool) =
            apply (Reductions.variance (defaultArg unbiased true)) a

        /// The variances along one dimension, divided by one less than its size where unbiased, the default.
        member a.variance(dim: int, ?keepDim: bool, ?unbiased: bool) =
            apply (Reductions.varianceDim dim (defaultArg keepDim false) (defaultArg unbiased true)) a

        /// The square root of the variance of all elements.
        member a.stddev(?unbiased: bool) = a.variance(?unbiased = unbiased).sqrt ()

        /// The square roots of the variances along one dimension.
        member a.stddev(dim: int, ?keepDim: bool, ?unbiased: bool) =
            a.variance(dim, ?keepDim = keepDim, ?unbiased = unbiased).sqrt ()

        /// The exponentials along one dimension, divided by their sum.
        member a.softmax(dim: int) = apply (Reductions.softmax dim) a

        /// The logarithm of the softmax.
        member a.logsoftmax(dim: int) = apply (Reductions.logsoftmax dim) a

        /// The logarithms of the sums of the exponentials along one dimension.
        member a.logsumexp(dim: int, ?keepDim: bool) =
            apply (Reductions.logsumexp dim (defaultArg keepDim false)) a
