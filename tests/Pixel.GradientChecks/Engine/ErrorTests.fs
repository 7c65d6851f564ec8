module Pixel.GradientChecks.Engine.ErrorTests

open DiffSharp
open Shouldly
open Xunit
open Pixel.GradientChecks.Engine.Support

let private a = numbers 1 [ 2; 3 ]
let private block = numbers 2 [ 2; 3; 4 ]

/// Mistakes, and what Compat says to each.
let private mistakes: (string * (unit -> unit) * string) list =
    [ "adding shapes that do not broadcast",
      (fun () -> a + numbers 2 [ 2; 2 ] |> ignore),
      "The shapes [2, 3] and [2, 2] do not broadcast together"
      "multiplying shapes that do not broadcast",
      (fun () -> a * numbers 2 [ 3; 3 ] |> ignore),
      "The shapes [2, 3] and [3, 3] do not broadcast together"
      "matrices whose inner sizes differ",
      (fun () -> a.matmul a |> ignore),
      "matmul: expected matrices [n, k] and [k, m], not [2, 3] and [2, 3]"
      "a product with a scalar tensor",
      (fun () -> a.matmul (a.sum ()) |> ignore),
      "matmul: expected matrices [n, k] and [k, m], not [2, 3] and []"
      "a view of another size",
      (fun () -> a.view [ 4 ] |> ignore),
      "view: [2, 3] has 6 elements and cannot be viewed as [4]"
      "an expansion of a size other than 1",
      (fun () -> a.expand [ 4; 3 ] |> ignore),
      "expand: [2, 3] does not expand to [4, 3]"
      "an expansion to fewer dimensions",
      (fun () -> a.expand [ 3 ] |> ignore),
      "expand: [2, 3] does not expand to [3]"
      "a new dimension beyond the last",
      (fun () -> a.unsqueeze 3 |> ignore),
      "unsqueeze: [2, 3] takes a new dimension 0 to 2, not 3"
      "transposing a vector",
      (fun () -> (numbers 1 [ 3 ]).transpose () |> ignore),
      "transpose: expected a matrix, not the shape [3]"
      "parts that do not add up",
      (fun () -> a.split ([ 1; 1 ], 1) |> ignore),
      "split: the sizes [1, 1] do not add up to dimension 1 of [2, 3]"
      "parts along a dimension that is not there",
      (fun () -> a.split ([ 2 ], 2) |> ignore),
      "split: the shape [2, 3] has no dimension 2; dimensions count from 0"
      "an index outside the tensor",
      (fun () -> block[*, *, 4] |> ignore),
      "The indices [4] are outside the last dimensions of [2, 3, 4]"
      "indices of more dimensions than there are",
      (fun () -> block[*, *, 0, 0] |> ignore),
      "A slice of 4 dimensions does not fit the shape [2, 3, 4]"
      "a sum along a dimension that is not there",
      (fun () -> a.sum 2 |> ignore),
      "sum: the shape [2, 3] has no dimension 2; dimensions count from 0"
      "a logsoftmax along a dimension that is not there",
      (fun () -> a.logsoftmax 2 |> ignore),
      "logsoftmax: the shape [2, 3] has no dimension 2; dimensions count from 0"
      "the derivative of a constant",
      (fun () -> a.derivative |> ignore),
      "A constant tensor has no derivative; reverseDiff makes a variable of it"
      "text for numbers",
      (fun () -> dsharp.tensor ("1.5", dtype = Dtype.Float64) |> ignore),
      "tensor: expected an array of float, not 1.5; view gives it another shape"
#if PIXEL_COMPAT
      // What the package knows and Compat does not is refused, too.
      "elements without their type",
      (fun () -> dsharp.tensor [| 1.5 |] |> ignore),
      "tensor: say dtype = Dtype.Float64; without it the package takes single precision"
      "elements in a list",
      (fun () -> dsharp.tensor ([ 1.5 ], dtype = Dtype.Float64) |> ignore),
      "tensor: expected an array of float, not [1.5]; view gives it another shape"
      "an array of a matrix",
      (fun () -> a.toArray () |> ignore),
      "toArray: expected a vector, not the shape [2, 3]; view it as one"
      "a product with a vector",
      (fun () -> a.matmul (numbers 2 [ 3 ]) |> ignore),
      "matmul: expected matrices [n, k] and [k, m], not [2, 3] and [3]"
      "a dimension from the end",
      (fun () -> a.sum -1 |> ignore),
      "sum: the shape [2, 3] has no dimension -1; dimensions count from 0"
      "a new dimension from the end",
      (fun () -> a.unsqueeze -1 |> ignore),
      "unsqueeze: [2, 3] takes a new dimension 0 to 2, not -1"
      "an index from the end",
      (fun () -> block[*, *, -1] |> ignore),
      "The indices [-1] are outside the last dimensions of [2, 3, 4]"
      "a range of indices",
      (fun () -> block[*, 0..1, 2] |> ignore),
      "A slice takes an index or * in each dimension, no range of indices"
      "a range of indices of four dimensions",
      (fun () -> (block.unsqueeze 0)[*, 0.., 2, 1] |> ignore),
      "A slice takes an index or * in each dimension, no range of indices"
#endif
      ]

let names: TheoryData<string> =
    let data = TheoryData<string>()

    for name, _, _ in mistakes do
        data.Add name

    data

[<Theory>]
[<MemberData(nameof names)>]
let ``Each mistake is refused with a message`` (name: string) =
    let _, mistake, text = mistakes |> List.find (fun (other, _, _) -> other = name)
    let error = Should.Throw<exn>(fun () -> mistake ())
#if PIXEL_COMPAT
    error.Message.ShouldBe<string> text
#else
    error.Message.ShouldNotBeNullOrWhiteSpace text
#endif

[<Fact>]
let ``The message of a product names both shapes`` () =
    let error = Should.Throw<exn>(fun () -> a.matmul (numbers 1 [ 4; 5 ]) |> ignore)
    error.Message.ShouldContain "4"
    error.Message.ShouldContain "3"
