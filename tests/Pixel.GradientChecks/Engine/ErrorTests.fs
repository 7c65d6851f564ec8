module Pixel.GradientChecks.Engine.ErrorTests

open DiffSharp
open Shouldly
open Xunit
open Pixel.GradientChecks.Engine.Support

let private a = numbers 1 [ 2; 3 ]
let private image = numbers 2 [ 1; 2; 4; 4 ]

let private mistakes: (string * (unit -> obj)) list =
    [ "adding shapes that do not broadcast", (fun () -> a + numbers 2 [ 2; 2 ])
      "matrices whose inner sizes differ", (fun () -> a.matmul a)
      "a product with a scalar tensor", (fun () -> a.matmul (tensor 2.0))
      "a dot product of different lengths", (fun () -> dsharp.dot (numbers 1 [ 2 ], numbers 2 [ 3 ]))
      "a view of another size", (fun () -> a.view [ 4 ])
      "an expansion of a size other than 1", (fun () -> a.expand [ 4; 3 ])
      "joining different shapes", (fun () -> dsharp.cat ([ a; numbers 2 [ 2; 2 ] ], 0))
      "stacking different shapes", (fun () -> dsharp.stack [ a; numbers 2 [ 3; 2 ] ])
      "an index outside the tensor", (fun () -> a[2])
      "a range outside the tensor", (fun () -> a[0..1, 1..3])
      "more indices than dimensions", (fun () -> a[0, 0, 0])
      "transposing a vector", (fun () -> (numbers 1 [ 3 ]).transpose ())
      "indices that are no integers", (fun () -> a.gather (1, numbers 1 [ 2; 1 ]))
      "a convolution of different channels", (fun () -> image.conv2d (numbers 1 [ 1; 3; 2; 2 ]))
      "a convolution of matrices", (fun () -> a.conv2d a)
      "filters larger than the image", (fun () -> image.conv2d (numbers 1 [ 1; 2; 5; 5 ]))
      "stride and strides at once", (fun () -> image.conv2d (numbers 1 [ 1; 2; 2; 2 ], stride = 1, strides = [ 1; 1 ]))
      "padding of fewer dimensions", (fun () -> a.pad [ 1 ])
      "rows of different lengths", (fun () -> tensor [ [ 1.0 ]; [ 2.0; 3.0 ] ])
      "a hot index outside the vector", (fun () -> dsharp.onehot (3, 3))
      "the gradient of a vector", (fun () -> dsharp.grad (fun x -> x * x) (numbers 1 [ 2 ]))
      "the gradient for a matrix", (fun () -> dsharp.grad dsharp.sum a)
      "the Jacobian of a scalar", (fun () -> dsharp.jacobian dsharp.sum (numbers 1 [ 2 ]))
      "a direction of another shape", (fun () -> dsharp.gradv dsharp.sum (numbers 1 [ 2 ]) (numbers 1 [ 3 ]))
      "a reverse pass from another shape", (fun () -> (a.reverseDiff () * a).reverse (tensor 1.0))
      "the derivative of a constant", (fun () -> a.derivative)
      "joining a constant to a variable", (fun () -> dsharp.cat [ a; a.reverseDiff () ])
      "a number from a matrix", (fun () -> a.toDouble ()) ]

let names: TheoryData<string> =
    let data = TheoryData<string>()

    for name, _ in mistakes do
        data.Add name

    data

[<Theory>]
[<MemberData(nameof names)>]
let ``Each mistake is refused with a message`` (name: string) =
    let mistake = mistakes |> List.find (fun (other, _) -> other = name) |> snd
    let error = Should.Throw<exn>(fun () -> mistake () |> ignore)
    error.Message.ShouldNotBeNullOrWhiteSpace()

[<Fact>]
let ``The message of a product names both shapes`` () =
    let error = Should.Throw<exn>(fun () -> a.matmul (numbers 1 [ 4; 5 ]) |> ignore)
    error.Message.ShouldContain "4"
    error.Message.ShouldContain "3"
