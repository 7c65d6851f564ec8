namespace DiffSharp

open System
open DiffSharp.Engine

/// A multi-dimensional array of numbers that carries its derivatives with it.
[<Sealed>]
type Tensor internal (value: Value) =

    let requireFloats () =
        if not (Value.dtype value).IsFloatingPoint then
            failwith $"A tensor of {Value.dtype value} cannot be differentiated"

    member internal _.Value = value

    /// The sizes of the dimensions, outermost first.
    member _.shape: Shape = Value.shape value

    /// The number of dimensions.
    member t.dim = t.shape.Length

    /// The number of elements.
    member t.nelement = Shapes.size t.shape

    /// The element type.
    member _.dtype = Value.dtype value

    /// The device that holds the elements.
    member _.device = Device.CPU

    /// The backend that computes with the elements.
    member _.backend = Backend.Reference

    // Derivatives.

    /// The tensor without the derivative of the innermost differentiation that it belongs to.
    member _.primal = Tensor(Value.primal value)

    /// The tensor without any derivative.
    member _.primalDeep = Tensor(Value.constant value)

    /// The tensor as a constant.
    member t.noDiff() = t.primalDeep

    /// How many differentiations the tensor belongs to, one inside the other.
    member _.depth =
        let rec count value =
            match value with
            | C _ -> 0
            | F(primal, _, _) -> 1 + count primal
            | R node -> 1 + count node.Primal

        count value

    /// The nesting level of the innermost differentiation that the tensor belongs to.
    member _.nestingTag =
        match value with
        | C _ -> failwith "A constant tensor has no nesting tag"
        | F(_, _, tag) -> tag
        | R node -> node.Tag

    /// In forward mode the tangent; in reverse mode the derivative that the last reverse pass left, of the shape [0]
    /// before there was one.
    member _.derivative
        with get () =
            match value with
            | C _ -> failwith "A constant tensor has no derivative"
            | F(_, tangent, _) -> Tensor tangent
            | R node -> Tensor(defaultArg node.Derivative (Value.like node.Primal 0.0 [| 0 |]))
        and set (derivative: Tensor) =
            match value with
            | R node -> node.Derivative <- Some derivative.Value
            | _ -> failwith "Only the derivative of a tensor in reverse mode can be set"

    /// The tensor as a variable of forward mode with the given tangent.
    member _.forwardDiff(derivative: Tensor, ?nestingTag: uint32) =
        requireFloats ()

        if derivative.shape <> Value.shape value then
            let shapes = Shapes.show derivative.shape, Shapes.show (Value.shape value)
            failwith $"forwardDiff: the derivative is {fst shapes}, the tensor {snd shapes}"

        Tensor(F(value, derivative.Value, defaultArg nestingTag (Nesting.current ())))

    /// The tensor as a variable of reverse mode, with the derivative that it has until a reverse pass.
    member _.reverseDiff(?derivative: Tensor, ?nestingTag: uint32) =
        requireFloats ()
        let node = Node(value, defaultArg nestingTag (Nesting.current ()), [||], (fun _ -> [||]))
        derivative |> Option.iter (fun derivative -> node.Derivative <- Some derivative.Value)
        Tensor(R node)

    /// Prepares a reverse pass from this tensor, with or without forgetting the derivatives of an earlier one.
    member _.reverseReset(zeroDerivatives: bool) =
        match value with
        | R node -> Reverse.reset zeroDerivatives node
        | _ -> ()

    /// Runs the reverse pass that reverseReset prepared, from the derivative `value` for this tensor.
    member t.reversePush(value: Tensor) =
        match t.Value with
        | R node -> Reverse.push value.Value node
        | _ -> ()

    /// Computes the derivatives of this tensor, times `value` (ones by default), for all that it was computed from.
    member t.reverse(?value: Tensor, ?zeroDerivatives: bool) =
        let derivative =
            match value with
            | Some given -> given
            | None -> Tensor(Value.like t.Value 1.0 t.shape)

        if derivative.shape <> t.shape then
            failwith $"reverse: the value is {Shapes.show derivative.shape}, the tensor {Shapes.show t.shape}"

        t.reverseReset (defaultArg zeroDerivatives true)
        t.reversePush derivative

    /// The same as reverse.
    member t.backward(value: Tensor) = t.reverse value

    // Conversions of a scalar tensor.

    /// The one element of a scalar tensor.
    member t.toScalar() : scalar =
        if t.nelement <> 1 then
            failwith $"toScalar: a tensor of the shape {Shapes.show t.shape} is no scalar"

        (Value.raw value).Boxed 0

    /// The one element as a double.
    member t.toDouble() = t.toScalar().ToDouble null

    /// Converts a scalar tensor to a double.
    static member op_Explicit(t: Tensor) : float = t.toDouble ()

    /// The one element as a single.
    member t.toSingle() = t.toScalar().ToSingle null

    /// Converts a scalar tensor to a single.
    static member op_Explicit(t: Tensor) : single = t.toSingle ()

    /// The one element as an int32.
    member t.toInt32() = t.toScalar().ToInt32 null

    /// Converts a scalar tensor to an int32.
    static member op_Explicit(t: Tensor) : int32 = t.toInt32 ()

    /// The one element as an int64.
    member t.toInt64() = t.toScalar().ToInt64 null

    /// Converts a scalar tensor to an int64.
    static member op_Explicit(t: Tensor) : int64 = t.toInt64 ()

    /// The one element as a truth value.
    member t.toBool() = t.toScalar().ToBoolean null

    /// Converts a scalar tensor to a truth value.
    static member op_Explicit(t: Tensor) : bool = t.toBool ()

    // Operators, with broadcasting.

    /// The tensor with the opposite signs.
    static member (~-)(a: Tensor) = Tensor(Arithmetic.neg a.Value)

    /// The sum, element by element.
    static member (+)(a: Tensor, b: Tensor) = Tensor(Arithmetic.add a.Value b.Value)

    /// The sum, element by element.
    static member (+)(a: Tensor, b: scalar) = Tensor(Arithmetic.addScalar a.Value b)

    /// The sum, element by element.
    static member (+)(a: scalar, b: Tensor) = Tensor(Arithmetic.addScalar b.Value a)

    /// The difference, element by element.
    static member (-)(a: Tensor, b: Tensor) = Tensor(Arithmetic.sub a.Value b.Value)

    /// The difference, element by element.
    static member (-)(a: Tensor, b: scalar) = Tensor(Arithmetic.subScalar a.Value b)

    /// The difference, element by element.
    static member (-)(a: scalar, b: Tensor) = Tensor(Arithmetic.scalarSub a b.Value)

    /// The product, element by element.
    static member ( * )(a: Tensor, b: Tensor) = Tensor(Arithmetic.mul a.Value b.Value)

    /// The product, element by element.
    static member ( * )(a: Tensor, b: scalar) = Tensor(Arithmetic.mulScalar a.Value b)

    /// The product, element by element.
    static member ( * )(a: scalar, b: Tensor) = Tensor(Arithmetic.mulScalar b.Value a)

    /// The quotient, element by element.
    static member (/)(a: Tensor, b: Tensor) = Tensor(Arithmetic.div a.Value b.Value)

    /// The quotient, element by element.
    static member (/)(a: Tensor, b: scalar) = Tensor(Arithmetic.divScalar a.Value b)

    /// The quotient, element by element.
    static member (/)(a: scalar, b: Tensor) = Tensor(Arithmetic.scalarDiv a b.Value)

    // What the F# functions of these names and the operator ** call.

    /// a to the power of b.
    static member Pow(a: Tensor, b: Tensor) = Tensor(Arithmetic.pow a.Value b.Value)

    /// a to the power of b.
    static member Pow(a: Tensor, b: scalar) = Tensor(Arithmetic.powScalar a.Value b)

    /// a to the power of b.
    static member Pow(a: Tensor, b: float) = Tensor(Arithmetic.powScalar a.Value b)

    /// a to the power of b.
    static member Pow(a: Tensor, b: int) = Tensor(Arithmetic.powScalar a.Value b)

    /// a to the power of b.
    static member Pow(a: scalar, b: Tensor) = Tensor(Arithmetic.scalarPow a b.Value)

    /// a to the power of b.
    static member Pow(a: float, b: Tensor) = Tensor(Arithmetic.scalarPow a b.Value)

    /// a to the power of b.
    static member Pow(a: int, b: Tensor) = Tensor(Arithmetic.scalarPow a b.Value)

    /// The exponentials.
    static member Exp(a: Tensor) = Tensor(Functions.exp a.Value)

    /// The natural logarithms.
    static member Log(a: Tensor) = Tensor(Arithmetic.log a.Value)

    /// The square roots.
    static member Sqrt(a: Tensor) = Tensor(Functions.sqrt a.Value)

    /// The absolute values.
    static member Abs(a: Tensor) = Tensor(Functions.abs a.Value)

    /// The hyperbolic tangents.
    static member Tanh(a: Tensor) = Tensor(Functions.tanh a.Value)

    /// Zero as a scalar tensor of the default element type.
    static member Zero = Tensor(C(Raw.Fill(0.0, [||], Dtype.Default)))

    /// One as a scalar tensor of the default element type.
    static member One = Tensor(C(Raw.Fill(1.0, [||], Dtype.Default)))

    // Indexing; the forms with ranges are extensions.

    /// The part at the given indices of the leading dimensions.
    member _.Item
        with get ([<ParamArray>] index: int[]) =
            let bounds = Array2D.init index.Length 3 (fun d i -> if i = 2 then 1 else index[d])
            Tensor(Structure.slice bounds value)

    /// For each leading dimension the first index, the last index and 1 where one index drops the dimension.
    member _.GetSlice(bounds: int[,]) = Tensor(Structure.slice bounds value)

    // Equality and order are those of the elements; derivatives play no part.

    /// The elements in brackets.
    override _.ToString() = Nested.print (Value.raw value)

    /// Whether the other is a tensor of the same element type, shape and elements.
    override t.Equals(other: obj) =
        match other with
        | :? Tensor as other ->
            let mine, its = Value.raw value, Value.raw other.Value
            mine.Dtype = its.Dtype && mine.Shape = its.Shape && mine.Data = its.Data
        | _ -> false

    /// The hash of the shape and the elements.
    override t.GetHashCode() = hash (t.shape, (Value.raw value).Data)

    interface IComparable with
        member t.CompareTo(other: obj) =
            match other with
            | :? Tensor as other -> compare (t.toDouble ()) (other.toDouble ())
            | _ -> failwith "A tensor compares with another tensor only"

    interface IConvertible with
        member t.GetTypeCode() =
            match t.dtype with
            | Float64 -> TypeCode.Double
            | Float32 -> TypeCode.Single
            | Int32 -> TypeCode.Int32
            | Int64 -> TypeCode.Int64
            | Bool -> TypeCode.Boolean

        member t.ToBoolean(provider) = t.toScalar().ToBoolean provider
        member t.ToByte(provider) = t.toScalar().ToByte provider
        member t.ToChar(provider) = t.toScalar().ToChar provider
        member t.ToDateTime(provider) = t.toScalar().ToDateTime provider
        member t.ToDecimal(provider) = t.toScalar().ToDecimal provider
        member t.ToDouble(provider) = t.toScalar().ToDouble provider
        member t.ToInt16(provider) = t.toScalar().ToInt16 provider
        member t.ToInt32(provider) = t.toScalar().ToInt32 provider
        member t.ToInt64(provider) = t.toScalar().ToInt64 provider
        member t.ToSByte(provider) = t.toScalar().ToSByte provider
        member t.ToSingle(provider) = t.toScalar().ToSingle provider
        member t.ToUInt16(provider) = t.toScalar().ToUInt16 provider
        member t.ToUInt32(provider) = t.toScalar().ToUInt32 provider
        member t.ToUInt64(provider) = t.toScalar().ToUInt64 provider
        member t.ToString(provider: IFormatProvider | null) = t.toScalar().ToString provider
        member t.ToType(target, provider) = t.toScalar().ToType(target, provider)
