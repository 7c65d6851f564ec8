/// Tensors from nested sequences and arrays of numbers, and back.
module internal DiffSharp.Engine.Nested

open System.Collections
open DiffSharp

/// The leaves in order and the shape they make; every level holds items of one shape.
let rec private collect (leaves: ResizeArray<obj>) (value: obj) : int[] =
    let items (values: IEnumerable) =
        let shapes = [| for item in values -> collect leaves item |]

        match Array.distinct shapes with
        | [||] -> [| 0 |]
        | [| inner |] -> Array.append [| shapes.Length |] inner
        | different ->
            failwith $"tensor: items of one sequence differ in shape: {Shapes.show different[0]} and {Shapes.show different[1]}"

    match value with
    | :? string -> failwith "tensor: expected numbers, not text"
    | :? scalar ->
        leaves.Add value
        [||]
    | :? System.Array as values when values.Rank > 1 ->
        items values |> ignore
        Array.init values.Rank values.GetLength
    | :? IEnumerable as values -> items values
    | _ -> failwith $"tensor: expected numbers or sequences of numbers, not {value}"

/// The leaves and the shape of nested data.
let flatten (value: obj) =
    let leaves = ResizeArray<obj>()
    let shape = collect leaves value
    leaves, shape

/// A vector or a nested array of the elements of one .NET type.
let private fill<'T> (raw: Raw) (convert: float -> 'T) : System.Array =
    let strides = Shapes.strides raw.Shape
    let result = System.Array.CreateInstance(typeof<'T>, raw.Shape)

    for i in 0 .. raw.Data.Length - 1 do
        let index = Array.map2 (fun stride size -> i / stride % size) strides raw.Shape
        result.SetValue(box (convert raw.Data[i]), index)

    result

let toArray (raw: Raw) : System.Array =
    if raw.Shape.Length = 0 then
        failwith "toArray: a scalar tensor is no array; use toScalar"

    match raw.Dtype with
    | Float64 -> if raw.Shape.Length = 1 then Array.copy raw.Data else fill raw id
    | Float32 -> fill raw float32
    | Int32 -> fill raw int32
    | Int64 -> fill raw int64
    | Bool -> fill raw (fun x -> x <> 0.0)

let print (raw: Raw) =
    let rec text (start: int) (shape: int list) =
        match shape with
        | [] ->
            if raw.Dtype = Bool then
                string (raw.Data[start] <> 0.0)
            else
                raw.Data[start].ToString(if raw.Dtype.IsFloatingPoint then "0.0###" else "0")
        | size :: rest ->
            let step = Shapes.size (Array.ofList rest)
            "[" + String.concat ", " [ for i in 0 .. size - 1 -> text (start + i * step) rest ] + "]"

    $"tensor({text 0 (List.ofArray raw.Shape)})"
