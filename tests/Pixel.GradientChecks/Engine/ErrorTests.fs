module Pixel.GradientChecks.Engine.ErrorTests

open DiffSharp
open Shouldly
open Xunit
open Pixel.GradientChecks.Engine.Support

let private a = numbers 1 [ 2; 3 ]
let private image = numbers 2 [ 1; 2; 4; 4 ]

let private mistakes: (string * (unit -> unit)) list =
    [ "adding shapes that do not broadcast", (fun () -> a + numbers 2 [ 2; 2 ] |> ignore)
      "matrices whose inner sizes differ", (fun () -> a.matmul a |> ignore)
      "a product with a scalar tensor", (fun () -> a.matmul (tensor 2.0) |> ignore)
      "a dot product of different lengths", (fun () -> dsharp.dot (numbers 1 [ 2 ], numbers 2 [ 3 ]) |> ignore)
      "a view of another size", (fun () -> a.view [ 4 ] |> ignore)
      "an expansion of a size other than 1", (fun () -> a.expand [ 4; 3 ] |> ignore)
      "joining different shapes", (fun () -> dsharp.cat ([ a; numbers 2 [ 2; 2 ] ], 0) |> ignore)
      "stacking different shapes", (fun () -> dsharp.stack [ a; numbers 2 [ 3; 2 ] ] |> ignore)
      "an index outside the tensor", (fun () -> a[2] |> ignore)
      "a range outside the tensor", (fun () -> a[0..1, 1..3] |> ignore)
      "more indices than dimensions", (fun () -> a[0, 0, 0] |> ignore)
      "transposing a vector", (fun () -> (numbers 1 [ 3 ]).transpose () |> ignore)
      "indices that are no integers", (fun () -> a.gather (1, numbers 1 [ 2; 1 ]) |> ignore)
      "a convolution of different channels", (fun () -> image.conv2d (numbers 1 [ 1; 3; 2; 2 ]) |> ignore)
      "a convolution of matrices", (fun () -> a.conv2d a |> ignore)
      "filters larger than the image", (fun () -> image.conv2d (numbers 1 [ 1; 2; 5; 5 ]) |> ignore)
      "stride and strides at once", (fun () -> image.conv2d (image, stride = 1, strides = [ 1; 1 ]) |> ignore)
      "padding of fewer dimensions", (fun () -> a.pad [ 1 ] |> ignore)
      "rows of different lengths", (fun () -> tensor [ [ 1.0 ]; [ 2.0; 3.0 ] ] |> ignore)
      "a hot index outside the vector", (fun () -> dsharp.onehot (3, 3) |> ignore)
      "the gradient of a vector", (fun () -> dsharp.grad (fun x -> x * x) (numbers 1 [ 2 ]) |> ignore)
      "the gradient for a matrix", (fun () -> dsharp.grad dsharp.sum a |> ignore)
      "the Jacobian of a scalar", (fun () -> dsharp.jacobian dsharp.sum (numbers 1 [ 2 ]) |> ignore)
      "a direction of another shape", (fun () -> dsharp.gradv dsharp.sum (numbers 1 [ 2 ]) (numbers 1 [ 3 ]) |> ignore)
      "a reverse pass from another shape", (fun () -> (a.reverseDiff () * a).reverse (tensor 1.0))
      "the derivative of a constant", (fun () -> a.derivative |> ignore)
      "joining a constant to a variable", (fun () -> dsharp.cat [ a; a.reverseDiff () ] |> ignore)
      "differentiating integers", (fun () -> (indices [ 1; 2 ]).reverseDiff () |> ignore)
      "casting a variable", (fun () -> a.reverseDiff().cast Dtype.Float32 |> ignore)
      "a number from a matrix", (fun () -> a.toDouble () |> ignore) ]

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
