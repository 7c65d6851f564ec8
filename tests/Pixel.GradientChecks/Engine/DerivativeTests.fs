module Pixel.GradientChecks.Engine.DerivativeTests

open DiffSharp
open Xunit
open Pixel.GradientChecks.Engine.Support

let private other = numbers 2 [ 2; 3 ]
let private positive = let x = numbers 3 [ 2; 3 ] in x * x

let private functions: (string * (Tensor -> Tensor) * Tensor) list =
    let x = numbers 1 [ 2; 3 ]
    let batch = numbers 4 [ 2; 3; 4 ]
    let kernel = numbers 5 [ 2; 3; 3; 2 ]

    [ "adding a constant", (fun x -> x + other), x
      "adding to a constant", (fun x -> other + x), x
      "adding the variable to itself", (fun x -> x + x.tanh ()), x
      "subtracting a number", (fun x -> x - 2.5), x
      "subtracting from a number", (fun x -> 2.5 - x), x
      "multiplying by a constant", (fun x -> x * other), x
      "multiplying a constant", (fun x -> other * x), x
      "multiplying by a number", (fun x -> x * 2 * 1.5), x
      "multiplying the variable by itself", (fun x -> x * x.tanh ()), x
      "the negative", (fun x -> -x), x
      "exp", (fun x -> x.exp ()), x
      "log", (fun x -> x.log ()), positive
      "sigmoid", (fun x -> x.sigmoid ()), x
      "tanh", (fun x -> x.tanh ()), x
      "relu", (fun x -> x.relu ()), x
      "sum", (fun x -> x.sum ()), x
      "sum along the first dimension", (fun x -> x.sum 0), batch
      "sum along a dimension in the middle", (fun x -> x.sum 1), batch
      "sum along the last dimension", (fun x -> x.sum 2), batch
      "logsoftmax along the first dimension", (fun x -> x.logsoftmax 0), batch
      "logsoftmax along a dimension in the middle", (fun x -> x.logsoftmax 1), batch
      "logsoftmax along the last dimension", (fun x -> x.logsoftmax 2), batch
      "matmul with a constant", (fun x -> x.matmul (numbers 6 [ 3; 4 ])), x
      "matmul of a constant", (fun x -> (numbers 6 [ 4; 2 ]).matmul x), x
      "matmul with itself", (fun x -> x.transpose().matmul x), x
      "transpose", (fun x -> x.transpose ()), x
      "view", (fun x -> x.view [ 4; 6 ]), batch
      "unsqueeze", (fun x -> x.unsqueeze 1 * batch.view [ 2; 4; 3 ]), x
      "expand to more dimensions", (fun x -> x.expand [ 4; 2; 3 ]), x
      "expand dimensions of size 1", (fun x -> x.expand [ 2; 3; 4 ]), numbers 7 [ 2; 1; 4 ]
      "broadcasting on the left", (fun x -> x * batch), numbers 7 [ 3; 1 ]
      "broadcasting on the right", (fun x -> batch + x), numbers 7 [ 2; 1; 1 ]
      "broadcasting both", (fun x -> x * numbers 8 [ 4; 1 ]), numbers 7 [ 1; 3 ]
      "an index of the last of three dimensions", (fun x -> x[*, *, 1]), batch
      "an index of each of the last two of four dimensions", (fun x -> x[*, *, 1, 0] * x[*, *, 2, 1]), kernel
      "split", (fun x -> let parts = x.split ([ 1; 3 ], 2) in parts[0] * parts[1]), batch ]

let names: TheoryData<string> =
    let data = TheoryData<string>()

    for name, _, _ in functions do
        data.Add name

    data

[<Theory>]
[<MemberData(nameof names)>]
let ``Each operation's derivatives agree with central differences`` (name: string) =
    let _, f, x = functions |> List.find (fun (other, _, _) -> other = name)
    shouldDifferentiate f x
