/// Tensors that are made from a shape alone.
module internal DiffSharp.Engine.Creation

open System
open DiffSharp

let mutable private generator = Random()

let seed (value: int option) =
    generator <-
        match value with
        | Some value -> Random value
        | None -> Random()

let private make (next: unit -> float) (shape: seq<int>) (dtype: Dtype option) =
    let shape = Seq.toArray shape
    let data = Array.init (Shapes.size shape) (fun _ -> next ())
    C(Raw.Take(data, shape, defaultArg dtype Dtype.Default))

let full (value: float) shape dtype = make (fun () -> value) shape dtype

/// Uniform on [0, 1).
let rand shape dtype =
    let random = generator
    make random.NextDouble shape dtype

/// Standard normal, by Box and Muller; one minus the uniform number is never 0.
let randn shape dtype =
    let random = generator

    let next () =
        let radius = sqrt (-2.0 * log (1.0 - random.NextDouble()))
        radius * cos (2.0 * Math.PI * random.NextDouble())

    make next shape dtype

let range (start: float) (stop: float) (step: float) (dtype: Dtype option) =
    let length = max 0 (int (ceil ((stop - start) / step)))
    let mutable i = -1

    let next () =
        i <- i + 1
        start + float i * step

    make next [ length ] dtype
