module Pixel.GradientChecks.Engine.ReverseTests

open DiffSharp
open Shouldly
open Xunit
open Pixel.GradientChecks.Engine.Support

[<Fact>]
let ``A chain of 20,000 operations is reversed without a stack overflow`` () =
    let mutable factor = 1.0

    let f (x: Tensor) =
        let mutable y = x

        for i in 1..20_000 do
            y <- if i % 2 = 0 then y * 1.0001 else y + 0.5 * x

        y.sum ()

    for i in 1..20_000 do
        factor <- if i % 2 = 0 then factor * 1.0001 else factor + 0.5

    dsharp.grad f (tensor [ 0.5; 2.0 ]) |> elements |> shouldBeClose 1e-9 [| factor; factor |]

[<Fact>]
let ``A value that is used twice passes its derivative on once, with both contributions`` () =
    let mutable value = Unchecked.defaultof<Tensor>

    // 2⁶⁰ paths lead from the result to x.
    let f (x: Tensor) =
        value <- x

        for _ in 1..60 do
            value <- value + value

        value.sum ()

    dsharp.grad f (tensor [ 1.0 ]) |> elements |> shouldBeClose 1e-15 [| 2.0 ** 60.0 |]

[<Fact>]
let ``Many inputs are differentiated by one reverse pass`` () =
    let w, b = (numbers 1 [ 2; 3 ]).reverseDiff (), (numbers 2 [ 2 ]).reverseDiff ()
    let x = numbers 3 [ 3 ]
    let y: Tensor = (w.matmul x + b).sigmoid().sum ()
    y.reverse ()
    let s = elements ((w.noDiff().matmul x + b.noDiff ()).sigmoid ())
    let slopes = s |> Array.map (fun s -> s * (1.0 - s))
    shouldBeClose 1e-14 slopes (elements b.derivative)
    shouldBeClose 1e-14 [| for slope in slopes do for x in elements x -> slope * x |] (elements w.derivative)

[<Fact>]
let ``A second reverse pass starts anew`` () =
    let x = (tensor [ 1.0; 2.0 ]).reverseDiff ()
    let y = (x * x).sum ()
    y.reverse ()
    y.reverse (tensor 10.0)
    x.derivative |> shouldBeElements [ 20.0; 40.0 ]

[<Fact>]
let ``Passes from two results add up where the derivatives are kept`` () =
    let x = (tensor [ 1.0; 2.0 ]).reverseDiff ()
    let y, z = (x * x).sum (), (3.0 * x).sum ()
    y.reverse ()
    z.reverse (zeroDerivatives = false)
    x.derivative |> shouldBeElements [ 5.0; 7.0 ]

[<Fact>]
let ``A constant takes no part`` () =
    let x = (tensor [ 1.0; 2.0 ]).reverseDiff ()
    let y = (x * x.noDiff ()).sum ()
    y.reverse ()
    x.derivative |> shouldBeElements [ 1.0; 2.0 ]

[<Fact>]
let ``A function and its transposed derivative come together`` () =
    let value, back = dsharp.evalReverseDiff (fun x -> x * x) (tensor [ 1.0; 3.0 ])
    value |> shouldBeElements [ 1.0; 9.0 ]
    back (tensor [ 1.0; 0.0 ]) |> shouldBeElements [ 2.0; 0.0 ]
    back (tensor [ 0.0; 1.0 ]) |> shouldBeElements [ 0.0; 6.0 ]

[<Fact>]
let ``A function and its derivative along a direction come together`` () =
    let value, tangent = dsharp.evalForwardDiff (fun x -> x * x) (tensor [ 1.0; 3.0 ]) (tensor [ 1.0; 2.0 ])
    value |> shouldBeElements [ 1.0; 9.0 ]
    tangent |> shouldBeElements [ 2.0; 12.0 ]

[<Fact>]
let ``A result that does not depend on the variable has the derivative zero`` () =
    dsharp.grad (fun _ -> tensor 3.0) (tensor [ 1.0; 2.0 ]) |> shouldBeElements [ 0.0; 0.0 ]
