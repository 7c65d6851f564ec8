module Pixel.GradientChecks.Engine.DerivativeTests

open DiffSharp
open Xunit
open Pixel.GradientChecks.Engine.Support

let private other = numbers 2 [ 2; 3 ]
let private square (x: Tensor) = x * x
let private positive = numbers 3 [ 2; 3 ] |> square

let private functions: (string * (Tensor -> Tensor) * Tensor) list =
    let x = numbers 1 [ 2; 3 ]
    let batch = numbers 4 [ 2; 3; 4 ]
    let image = numbers 5 [ 2; 2; 4; 3 ]

    [ "adding a constant", (fun x -> x + other), x
      "adding a number", (fun x -> 2.5 + x + 1), x
      "adding the variable to itself", (fun x -> x + x.exp ()), x
      "subtracting a constant", (fun x -> x - other), x
      "subtracting from a constant", (fun x -> other - square x), x
      "subtracting numbers", (fun x -> 2.5 - x - 1), x
      "multiplying by a constant", (fun x -> other * x), x
      "multiplying by a number", (fun x -> 2 * x * 1.5), x
      "multiplying the variable by itself", (fun x -> x * x.exp ()), x
      "dividing by a constant", (fun x -> x / other), x
      "dividing a constant", (fun x -> other / x), x
      "dividing the variable by itself", (fun x -> x.exp () / x), x
      "dividing numbers", (fun x -> 3.0 / x / 2), x
      "the negative", (fun x -> -x), x
      "a power", (fun x -> x ** 3.0), x
      "a whole power", (fun x -> x.pow 2), x
      "a power of a tensor", (fun x -> dsharp.pow (x, other)), positive
      "a power to a tensor", (fun x -> positive ** x), x
      "a number to a power", (fun x -> Tensor.Pow (2.0, x)), x
      "the variable to its own power", (fun x -> x.pow x), positive
      "abs", dsharp.abs, x
      "exp", exp, x
      "log", log, positive
      "sqrt", sqrt, positive
      "sigmoid", dsharp.sigmoid, x
      "tanh", tanh, x
      "relu", dsharp.relu, x
      "softplus", dsharp.softplus, x
      "clamp", (fun x -> dsharp.clamp (x, low = -0.5, high = 0.4)), x
      "safelog", (fun x -> x.safelog ()), positive
      "the larger of two", (fun x -> dsharp.max (x, other)), x
      "the smaller of two", (fun x -> dsharp.min (x, square x)), x
      "the largest", dsharp.max, x
      "the smallest", dsharp.min, x
      "the largest along a dimension", (fun x -> dsharp.max (x, 1)), x
      "the smallest along a dimension", (fun x -> dsharp.min (x, 0, keepDim = true)), x
      "sum", dsharp.sum, x
      "sum along a dimension", (fun x -> dsharp.sum (x, 1)), batch
      "sum that keeps the dimension", (fun x -> dsharp.sum (x, 0, keepDim = true)), batch
      "sum to a size", (fun x -> x.sumToSize [| 3; 1 |]), batch
      "mean", dsharp.mean, x
      "mean along a dimension", (fun x -> dsharp.mean (x, -1)), batch
      "variance", (fun x -> x.variance ()), x
      "stddev", dsharp.stddev, x
      "stddev along a dimension", (fun x -> dsharp.stddev (x, 1, keepDim = true, unbiased = false)), batch
      "softmax", (fun x -> dsharp.softmax (x, 1)), x
      "logsoftmax", (fun x -> dsharp.logsoftmax (x, 1)), batch
      "logsumexp", (fun x -> dsharp.logsumexp (x, 0)), x
      "matmul with a constant", (fun x -> dsharp.matmul (x, other.transpose ())), x
      "matmul of a constant", (fun x -> dsharp.matmul (other.transpose (), x)), x
      "matmul with itself", (fun x -> dsharp.matmul (x.transpose (), x)), x
      "matmul of batches", (fun x -> x.matmul (numbers 6 [ 2; 4; 2 ])), batch
      "matmul of a batch by one matrix", (fun x -> (numbers 6 [ 5; 3 ]).matmul x), batch
      "matmul with a vector", (fun x -> x.matmul (numbers 6 [ 3 ])), x
      "matmul of a vector", (fun x -> (numbers 6 [ 2 ]).matmul x), x
      "dot", (fun x -> dsharp.dot (x.view -1, other.view -1)), x
      "transpose", dsharp.transpose, x
      "transpose of dimensions", (fun x -> dsharp.transpose (x, 0, 2)), batch
      "permute", (fun x -> x.permute [ 2; 0; 1 ]), batch
      "view", (fun x -> dsharp.view (x, [ 4; -1 ])), batch
      "flatten", (fun x -> x.flatten (startDim = 1)), batch
      "squeeze and unsqueeze", (fun x -> dsharp.squeeze (dsharp.unsqueeze (x, 1)) * other), x
      "expand", (fun x -> dsharp.expand (x, [ 4; 2; 3 ])), x
      "broadcasting", (fun x -> x.unsqueeze 0 * batch.transpose (1, 2)), numbers 7 [ 4; 3 ]
      "flip", (fun x -> dsharp.flip (x, [ 0; 2 ])), batch
      "pad", (fun x -> dsharp.pad (x, [ 1; 2 ])), x
      "an index", (fun x -> x[1]), batch
      "indices of all dimensions", (fun x -> x[1, 2]), x
      "a slice", (fun x -> x[*, 1..2, 3]), batch
      "addSlice", (fun x -> batch.addSlice ([ 1; 0; 1 ], x.view [ 1; 2; 3 ])), x
      "gather", (fun x -> dsharp.gather (x, 1, indices [ [ 2; 0; 2 ]; [ 1; 1; 0 ] ])), x
      "scatter", (fun x -> x.scatter (1, indices [ [ 2; 0; 3 ]; [ 1; 2; 0 ] ], [ 2; 4 ])), x
      "cat", (fun x -> dsharp.cat ([ square x; exp x ], dim = 1)), x
      "stack", (fun x -> dsharp.stack ([ square x; exp x ], dim = 2)), x
      "unstack", (fun x -> let parts = dsharp.unstack (x, 1) in parts[0] * parts[2]), batch
      "split", (fun x -> let parts = dsharp.split (x, [ 1; 3 ], 2) in parts[0] * parts[1]), batch
      "conv1d input", (fun x -> dsharp.conv1d (x, numbers 8 [ 2; 3; 2 ], stride = 2, padding = 1)), batch
      "conv1d filters", (fun x -> dsharp.conv1d (batch, x, dilation = 2)), numbers 8 [ 2; 3; 2 ]
      "conv2d input",
      (fun x -> dsharp.conv2d (x, numbers 8 [ 3; 2; 3; 2 ], strides = [ 2; 1 ], paddings = [ 2; 1 ])),
      image
      "conv2d filters", (fun x -> dsharp.conv2d (image, x, padding = 1, dilation = 2)), numbers 8 [ 1; 2; 2; 2 ]
      "conv2d of both", (fun x -> dsharp.conv2d (x, x.exp (), padding = 1)), numbers 8 [ 2; 2; 2; 3 ]
      "convTranspose2d input",
      (fun x -> dsharp.convTranspose2d (x, numbers 8 [ 2; 3; 3; 2 ], strides = [ 2; 1 ], outputPaddings = [ 1; 0 ])),
      image
      "convTranspose2d filters",
      (fun x -> dsharp.convTranspose2d (image, x, padding = 1, stride = 2)),
      numbers 8 [ 2; 1; 3; 2 ] ]

let names: TheoryData<string> =
    let data = TheoryData<string>()

    for name, _, _ in functions do
        data.Add name

    data

[<Theory>]
[<MemberData(nameof names)>]
let ``Each operation's derivatives agree with central differences in every mode`` (name: string) =
    let _, f, x = functions |> List.find (fun (other, _, _) -> other = name)
    shouldDifferentiate f x
