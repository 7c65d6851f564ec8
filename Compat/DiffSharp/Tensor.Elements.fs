namespace DiffSharp

open System
open DiffSharp.Engine

/// Elements of tensors: reading them, converting and comparing them, and tensors of given elements.
[<AutoOpen>]
module TensorElements =

    let private fill (t: Tensor) (number: float) (shape: seq<int> option) (dtype: Dtype option) =
        let shape =
            match shape with
            | Some sizes -> Seq.toArray sizes
            | None -> t.shape

        Tensor(C(Raw.Fill(number, shape, defaultArg dtype t.dtype)))

    let private compare holds (a: Tensor) (b: Tensor) =
        Tensor(Arithmetic.compare Dtype.Bool holds a.Value b.Value)

    let private test holds (t: Tensor) = compare (fun x _ -> holds x) t t

    let private any (t: Tensor) =
        Array.exists (fun x -> x <> 0.0) (Value.raw t.Value).Data

    let private elementType (elements: Type) =
        match Type.GetTypeCode elements with
        | TypeCode.Double -> Dtype.Float64
        | TypeCode.Single -> Dtype.Float32
        | TypeCode.Int32 -> Dtype.Int32
        | TypeCode.Int64 -> Dtype.Int64
        | TypeCode.Boolean -> Dtype.Bool
        | _ -> failwith $"There are no tensors of {elements}"

    let private elements<'T> (t: Tensor) (dim: int) =
        if t.dim <> dim then
            failwith $"A tensor of the shape {Shapes.show t.shape} has not {dim} dimensions"

        Nested.toArray ((Value.raw t.Value).Cast(elementType typeof<'T>))

    type Tensor with

        /// The elements as an array of the tensor's element type and of as many dimensions.
        member t.toArray() : Array = Nested.toArray (Value.raw t.Value)

        /// The elements of a vector.
        member t.toArray1D<'T>() = elements<'T> t 1 :?> 'T[]

        /// The elements of a matrix.
        member t.toArray2D<'T>() = elements<'T> t 2 :?> 'T[,]

        /// The elements of a tensor of three dimensions.
        member t.toArray3D<'T>() = elements<'T> t 3 :?> 'T[,,]

        /// The elements of a tensor of four dimensions.
        member t.toArray4D<'T>() = elements<'T> t 4 :?> 'T[,,,]

        /// Whether both have one shape and |a - b| <= absoluteTolerance + relativeTolerance |b| for all elements.
        member t.allclose(tensor: Tensor, ?relativeTolerance: float, ?absoluteTolerance: float) =
            let relative = defaultArg relativeTolerance 1e-5
            let absolute = defaultArg absoluteTolerance 1e-8
            let close (a: float) (b: float) = abs (a - b) <= absolute + relative * abs b

            t.shape = tensor.shape
            && Array.forall2 close (Value.raw t.Value).Data (Value.raw tensor.Value).Data

        /// The elements converted to another element type.
        member t.cast(dtype: Dtype) = Tensor(Structure.cast dtype t.Value)

        /// The elements as truth values.
        member t.bool() = t.cast Dtype.Bool

        /// The elements as 32-bit integers.
        member t.int() = t.cast Dtype.Int32

        /// The elements as 32-bit integers.
        member t.int32() = t.cast Dtype.Int32

        /// The elements as 64-bit integers.
        member t.int64() = t.cast Dtype.Int64

        /// The elements as 32-bit floating point numbers.
        member t.float32() = t.cast Dtype.Float32

        /// The elements as 64-bit floating point numbers.
        member t.float64() = t.cast Dtype.Float64

        /// The elements as 64-bit floating point numbers.
        member t.float() = t.cast Dtype.Float64

        /// The elements as 64-bit floating point numbers.
        member t.double() = t.cast Dtype.Float64

        /// A tensor of the numbers in a scalar, an array or nested sequences; of scalar tensors, it keeps their
        /// derivatives. Without an element type a vector of the default type stays one, truth values stay Bool, and all
        /// else becomes Float32.
        static member create(value: obj, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
            ignore (device, backend)

            match value, defaultArg dtype Dtype.Default with
            | (:? (float[]) as numbers), Float64 -> Tensor(C(Raw.Take(Array.copy numbers, [| numbers.Length |], Float64)))
            | _ ->
                let leaves, shape = Nested.flatten value

                if leaves.Exists(fun leaf -> leaf :? Tensor) then
                    let parts = [| for leaf in leaves -> (leaf :?> Tensor).Value |]
                    Tensor(parts |> Structure.stack 0 |> Structure.view shape)
                else
                    let truths = leaves.Count > 0 && leaves.TrueForAll(fun leaf -> leaf :? bool)
                    let numbers = [| for leaf in leaves -> (leaf :?> scalar).ToDouble null |]
                    Tensor(C(Raw.Take(numbers, shape, defaultArg dtype (if truths then Bool else Float32))))

        /// A tensor of the given numbers with this one's element type, unless told otherwise.
        member t.like(value: obj, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
            Tensor.create (value, ?device = device, dtype = defaultArg dtype t.dtype, ?backend = backend)

        /// Zeros of this tensor's shape and element type, unless told otherwise.
        member t.zerosLike(?shape: seq<int>, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
            ignore (device, backend)
            fill t 0.0 shape dtype

        /// Ones of this tensor's shape and element type, unless told otherwise.
        member t.onesLike(?shape: seq<int>, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
            ignore (device, backend)
            fill t 1.0 shape dtype

        /// The number over and over, of this tensor's shape and element type, unless told otherwise.
        member t.fullLike(value: scalar, ?shape: seq<int>, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
            ignore (device, backend)
            fill t (value.ToDouble null) shape dtype

        /// The number as a scalar tensor of this tensor's element type, unless told otherwise.
        member t.scalarLike(scalar: scalar, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
            ignore (device, backend)
            fill t (scalar.ToDouble null) (Some []) dtype

        /// Zero as a scalar tensor of this tensor's element type, unless told otherwise.
        member t.zeroLike(?device: Device, ?dtype: Dtype, ?backend: Backend) =
            ignore (device, backend)
            fill t 0.0 (Some []) dtype

        /// One as a scalar tensor of this tensor's element type, unless told otherwise.
        member t.oneLike(?device: Device, ?dtype: Dtype, ?backend: Backend) =
            ignore (device, backend)
            fill t 1.0 (Some []) dtype

        /// A vector of zeros with a one at `hot`.
        member t.onehotLike(length: int, hot: int, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
            ignore (device, backend)

            if hot < 0 || hot >= length then
                failwith $"onehot: there is no index {hot} in a vector of {length}"

            Tensor(Structure.embed [| hot |] [| length |] (fill t 1.0 (Some [ 1 ]) dtype).Value)

        /// Where the elements are less than those of b, as truth values.
        member t.lt(b: Tensor) = compare (<) t b

        /// Where the elements are greater than those of b, as truth values.
        member t.gt(b: Tensor) = compare (>) t b

        /// Where the elements are less than those of b or equal, as truth values.
        member t.le(b: Tensor) = compare (<=) t b

        /// Where the elements are greater than those of b or equal, as truth values.
        member t.ge(b: Tensor) = compare (>=) t b

        /// Where the elements equal those of b, as truth values.
        member t.eq(b: Tensor) = compare (=) t b

        /// Where the elements differ from those of b, as truth values.
        member t.ne(b: Tensor) = compare (<>) t b

        /// Where the elements are infinite, as truth values.
        member t.isinf() = test Double.IsInfinity t

        /// Where the elements are not a number, as truth values.
        member t.isnan() = test Double.IsNaN t

        /// Whether an element is infinite.
        member t.hasinf() = any (t.isinf ())

        /// Whether an element is not a number.
        member t.hasnan() = any (t.isnan ())
