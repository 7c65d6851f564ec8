namespace DiffSharp

/// A number that stands beside a tensor in an operation: any .NET number, a bool or a scalar tensor.
type scalar = System.IConvertible

/// The sizes of a tensor's dimensions, outermost first.
type Shape = int[]

/// The type of a tensor's elements.
[<Struct>]
type Dtype =
    /// 32-bit floating point numbers.
    | Float32
    /// 64-bit floating point numbers.
    | Float64
    /// 32-bit integers.
    | Int32
    /// 64-bit integers.
    | Int64
    /// Truth values.
    | Bool

    /// Whether the elements are floating point numbers; only those are differentiated.
    member t.IsFloatingPoint =
        match t with
        | Float32
        | Float64 -> true
        | _ -> false

    /// The type of a sum over elements of this type: integers are summed as Int64.
    member t.SummationType = if t.IsFloatingPoint then t else Int64

/// Settings of the element type.
module Dtype =
    /// The element type of tensors that are created without one; set it with dsharp.config.
    let mutable Default = Dtype.Float32

    /// The narrowest type that holds both.
    let widen (dtype1: Dtype) (dtype2: Dtype) =
        let rank dtype =
            match dtype with
            | Float64 -> 4
            | Float32 -> 3
            | Int64 -> 2
            | Int32 -> 1
            | Bool -> 0

        Some(if rank dtype1 >= rank dtype2 then dtype1 else dtype2)
