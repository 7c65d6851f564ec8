module Pixel.GradientChecks.Engine.ErrorTests

open DiffSharp
open Shouldly
open Xunit
open Pixel.GradientChecks.Engine.Support

let private a = numbers 1 [ 2; 3 ]
let private block = numbers 2 [ 2; 3; 4 ]

let private mistakes: (string * (unit -> unit)) list =
    [ "adding shapes that do not broadcast", (fun () -> a + numbers 2 [ 2; 2 ] |> ignore)
      "multiplying shapes that do not broadcast", (fun () -> a * numbers 2 [ 3; 3 ] |> ignore)
      "matrices whose inner sizes differ", (fun () -> a.matmul a |> ignore)
      "a product with a scalar tensor", (fun () -> a.matmul (a.sum ()) |> ignore)
      "a view of another size", (fun () -> a.view [ 4 ] |> ignore)
      "an expansion of a size other than 1", (fun () -> a.expand [ 4; 3 ] |> ignore)
      "an expansion to fewer dimensions", (fun () -> a.expand [ 3 ] |> ignore)
      "a new dimension beyond the last", (fun () -> a.unsqueeze 3 |> ignore)
      "transposing a vector", (fun () -> (numbers 1 [ 3 ]).transpose () |> ignore)
      "parts that do not add up", (fun () -> a.split ([ 1; 1 ], 1) |> ignore)
      "parts along a dimension that is not there", (fun () -> a.split ([ 2 ], 2) |> ignore)
      "an index outside the tensor", (fun () -> block[*, *, 4] |> ignore)
      "indices of more dimensions than there are", (fun () -> block[*, *, 0, 0] |> ignore)
      "a sum along a dimension that is not there", (fun () -> a.sum 2 |> ignore)
      "a logsoftmax along a dimension that is not there", (fun () -> a.logsoftmax 2 |> ignore)
      "the derivative of a constant", (fun () -> a.derivative |> ignore)
      "text for numbers", (fun () -> dsharp.tensor ("1.5", dtype = Dtype.Float64) |> ignore)
#if PIXEL_COMPAT
      // What the package knows and Compat does not is refused, too.
      "elements without their type", (fun () -> dsharp.tensor [| 1.5 |] |> ignore)
      "elements in a list", (fun () -> dsharp.tensor ([ 1.5 ], dtype = Dtype.Float64) |> ignore)
      "an array of a matrix", (fun () -> a.toArray () |> ignore)
      "a product with a vector", (fun () -> a.matmul (numbers 2 [ 3 ]) |> ignore)
      "a dimension from the end", (fun () -> a.sum -1 |> ignore)
      "a range of indices", (fun () -> block[*, 0..1, 2] |> ignore)
      "a range of indices of four dimensions", (fun () -> (block.unsqueeze 0)[*, 0.., 2, 1] |> ignore)
#endif
      ]

let names: TheoryData<string> =
    let data = TheoryData<string>()

    for name, _ in mistakes do
        data.Add name

    data

[<Theory>]
[<MemberData(nameof names)>]
let ``Each mistake is refused with a message`` (name: string) =
    let mistake = mistakes |> List.find (fun (other, _) -> other = name) |> snd
    let error = Should.Throw<exn>(fun () -> mistake ())
    error.Message.ShouldNotBeNullOrWhiteSpace()

[<Fact>]
let ``The message of a product names both shapes`` () =
    let error = Should.Throw<exn>(fun () -> a.matmul (numbers 1 [ 4; 5 ]) |> ignore)
    error.Message.ShouldContain "4"
    error.Message.ShouldContain "3"
