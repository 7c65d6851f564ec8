namespace DiffSharp

/// A number that stands beside a tensor in an operation: any .NET number.
type scalar = System.IConvertible

/// The type of a tensor's elements.
[<RequireQualifiedAccess>]
type Dtype =
    /// 64-bit floating point numbers.
    | Float64

/// What holds the elements of tensors.
[<Sealed>]
type Device private () =
    /// The processor.
    static member val CPU = Device()

/// An implementation of the operations on tensors.
[<RequireQualifiedAccess>]
type Backend =
    /// Plain loops over arrays, in managed code.
    | Reference
