namespace DiffSharp.Engine

open DiffSharp

/// Elements without derivatives: row-major doubles, never changed once made, whatever the element type.
/// The element type decides how results are rounded, so that a Float32 tensor holds what a single can hold.
[<Sealed>]
type internal Raw private (data: float[], shape: int[], dtype: Dtype) =

    static let settle (dtype: Dtype) (data: float[]) =
        match dtype with
        | Float64 -> ()
        | Float32 ->
            for i in 0 .. data.Length - 1 do
                data[i] <- float (float32 data[i])
        | Int32
        | Int64 ->
            for i in 0 .. data.Length - 1 do
                data[i] <- System.Math.Truncate data[i]
        | Bool ->
            for i in 0 .. data.Length - 1 do
                data[i] <- if data[i] <> 0.0 then 1.0 else 0.0

    member _.Data = data
    member _.Shape = shape
    member _.Dtype = dtype

    /// Takes the array over and rounds it to the element type in place.
    static member Take(data: float[], shape: int[], dtype: Dtype) =
        settle dtype data
        Raw(data, shape, dtype)

    static member Fill(value: float, shape: int[], dtype: Dtype) =
        Raw.Take(Array.create (Shapes.size shape) value, shape, dtype)

    /// The same elements in another shape; shared, since nothing changes them.
    member _.View(shape: int[]) = Raw(data, shape, dtype)

    member raw.Cast(target: Dtype) =
        if target = dtype then raw else Raw.Take(Array.copy data, shape, target)

    /// The element as a .NET number of the element type.
    member _.Boxed(index: int) : scalar =
        match dtype with
        | Float64 -> data[index] :> scalar
        | Float32 -> float32 data[index] :> scalar
        | Int32 -> int32 data[index] :> scalar
        | Int64 -> int64 data[index] :> scalar
        | Bool -> (data[index] <> 0.0) :> scalar
