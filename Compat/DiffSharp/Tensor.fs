namespace DiffSharp

open DiffSharp.Engine

/// A multi-dimensional array of double precision numbers that takes part in reverse mode differentiation.
[<Sealed>]
type Tensor internal (value: Value) =

    static let number (scalar: scalar) = scalar.ToDouble null

    // Only whole dimensions are sliced: `*`, for which the compiler gives neither end.
    static let whole (ends: int option list) =
        if List.exists Option.isSome ends then
            failwith "A slice takes an index or * in each dimension, no range of indices"

    member internal _.Value = value

    /// The sizes of the dimensions, outermost first.
    member _.shape = value.Shape

    /// The number of elements.
    member _.nelement = value.Elements.Length

    /// The elements of a vector.
    member _.toArray() : System.Array =
        if value.Shape.Length <> 1 then
            failwith $"toArray: expected a vector, not the shape {Shapes.show value.Shape}; view it as one"

        Array.copy value.Elements

    /// Zeros of this tensor's shape.
    member _.zerosLike() =
        Tensor(Value.constant value.Shape (Array.zeroCreate value.Elements.Length))

    // Differentiation.

    /// A constant of the same elements.
    member _.noDiff() =
        Tensor(Value.constant value.Shape value.Elements)

    /// A variable of the same elements, for which a reverse pass finds the derivative.
    member _.reverseDiff() = Tensor(Value.variable value)

    /// Finds the derivatives of the sum of the elements for everything that they were computed from. Those of an earlier
    /// pass are forgotten.
    member _.reverse() =
        value.Node |> Option.iter (Reverse.run value.Elements.Length)

    /// The derivative that the last reverse pass left, of the tensor's shape; of the shape [0] where none came by.
    member _.derivative =
        match value.Node with
        | None -> failwith "A constant tensor has no derivative; reverseDiff makes a variable of it"
        | Some node ->
            match node.Derivative with
            | None -> Tensor(Value.constant [| 0 |] [||])
            | Some derivative -> Tensor(Value.constant value.Shape derivative)

    // Operations on each element. The operands of + and * broadcast.

    /// The tensor with the opposite signs.
    static member (~-)(a: Tensor) = Tensor(Elementwise.scale -1.0 a.Value)

    /// The sums, element by element.
    static member (+)(a: Tensor, b: Tensor) = Tensor(Elementwise.add a.Value b.Value)

    /// The elements less a number.
    static member (-)(a: Tensor, b: scalar) = Tensor(Elementwise.shift -(number b) a.Value)

    /// A number less the elements.
    static member (-)(a: scalar, b: Tensor) =
        Tensor(b.Value |> Elementwise.scale -1.0 |> Elementwise.shift (number a))

    /// The products, element by element.
    static member ( * )(a: Tensor, b: Tensor) = Tensor(Elementwise.mul a.Value b.Value)

    /// The elements times a number.
    static member ( * )(a: Tensor, b: scalar) = Tensor(Elementwise.scale (number b) a.Value)

    /// e to the power of the elements.
    member _.exp() = Tensor(Elementwise.exp value)

    /// The natural logarithms.
    member _.log() = Tensor(Elementwise.log value)

    /// 1 / (1 + exp(-x)).
    member _.sigmoid() = Tensor(Elementwise.sigmoid value)

    /// The hyperbolic tangents.
    member _.tanh() = Tensor(Elementwise.tanh value)

    /// max(0, x); the derivative at 0 is 0.
    member _.relu() = Tensor(Elementwise.relu value)

    // Operations that bring elements together.

    /// The sum of all elements, a scalar tensor.
    member _.sum() = Tensor(Reductions.sum value)

    /// The sums along one dimension, without it.
    member _.sum(dim: int) = Tensor(Reductions.sumAlong dim value)

    /// The logarithm of the softmax along one dimension.
    member _.logsoftmax(dim: int) = Tensor(Reductions.logsoftmax dim value)

    /// The product of two matrices.
    member _.matmul(b: Tensor) = Tensor(Reductions.matmul value b.Value)

    // Operations that put elements elsewhere.

    /// The same elements in another shape.
    member _.view(shape: seq<int>) = Tensor(Structure.view (Seq.toArray shape) value)

    /// The elements repeated along new dimensions in front and along those of size 1.
    member _.expand(newShape: seq<int>) = Tensor(Structure.expand (Seq.toArray newShape) value)

    /// With a new dimension of size 1.
    member _.unsqueeze(dim: int) = Tensor(Structure.unsqueeze dim value)

    /// The transpose of a matrix.
    member _.transpose() = Tensor(Structure.transpose value)

    /// The parts of the given sizes along one dimension.
    member _.split(sizes: seq<int>, dim: int) =
        Structure.split (Seq.toArray sizes) dim value |> Array.map Tensor

    /// t[*, *, c]: the part at an index of the last of three dimensions.
    member _.GetSlice(a0: int option, a1: int option, b0: int option, b1: int option, c: int) =
        whole [ a0; a1; b0; b1 ]
        Tensor(Structure.atLast 3 [| c |] value)

    /// t[*, *, c, d]: the part at an index of each of the last two of four dimensions.
    member _.GetSlice(a0: int option, a1: int option, b0: int option, b1: int option, c: int, d: int) =
        whole [ a0; a1; b0; b1 ]
        Tensor(Structure.atLast 4 [| c; d |] value)

/// Makes tensors.
[<AbstractClass; Sealed>]
type dsharp private () =

    /// A vector of the numbers in an array of float.
    static member tensor(value: obj, ?device: Device, ?dtype: Dtype, ?backend: Backend) =
        ignore (device, backend)

        match value, dtype with
        | (:? (float[]) as elements), Some Dtype.Float64 ->
            Tensor(Value.constant [| elements.Length |] (Array.copy elements))
        | _, None -> failwith "tensor: say dtype = Dtype.Float64; without it the package takes single precision"
        | _ -> failwith $"tensor: expected an array of float, not {value}; view gives it another shape"
