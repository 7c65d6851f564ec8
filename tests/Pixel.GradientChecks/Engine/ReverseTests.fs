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
            y <- if i % 2 = 0 then y * 1.0001 else y + x * 0.5

        y

    for i in 1..20_000 do
        factor <- if i % 2 = 0 then factor * 1.0001 else factor + 0.5

    gradient f (vector [ 0.5; 2.0 ]) |> elements |> shouldBeClose 1e-9 [| factor; factor |]

[<Fact>]
let ``A value that is used twice passes its derivative on once, with both contributions`` () =
    // 2⁶⁰ paths lead from the result to x.
    let f (x: Tensor) = Seq.fold (fun (value: Tensor) _ -> value + value) x (seq { 1..60 })
    gradient f (vector [ 1.0 ]) |> elements |> shouldBeClose 1e-15 [| 2.0 ** 60.0 |]

[<Fact>]
let ``Paths of different lengths meet before they go on`` () =
    // x · x² · x³, each factor from the one before and from x.
    let f (x: Tensor) =
        let square = x * x
        let cube = square * x
        x * square * cube

    gradient f (vector [ 2.0; -3.0 ]) |> shouldBeElements [ 6.0 * 32.0; 6.0 * -243.0 ]

[<Fact>]
let ``Many inputs are differentiated by one reverse pass`` () =
    let w, b = (numbers 1 [ 2; 3 ]).reverseDiff (), (numbers 2 [ 2; 1 ]).reverseDiff ()
    let x = numbers 3 [ 3; 1 ]
    let y = (w.matmul x + b).sigmoid().sum ()
    y.reverse ()
    let s = elements ((w.noDiff().matmul x + b.noDiff ()).sigmoid ())
    let slopes = s |> Array.map (fun s -> s * (1.0 - s))
    shouldBeClose 1e-14 slopes (elements b.derivative)
    shouldBeClose 1e-14 [| for slope in slopes do for x in elements x -> slope * x |] (elements w.derivative)

[<Fact>]
let ``A second reverse pass starts anew`` () =
    let x = (vector [ 1.0; 2.0 ]).reverseDiff ()
    let y = x * x
    y.sum().reverse ()
    (y * 10.0).sum().reverse ()
    x.derivative |> shouldBeElements [ 20.0; 40.0 ]

[<Fact>]
let ``The pass from a tensor is that from the sum of its elements`` () =
    let x = (vector [ 1.0; 2.0 ]).reverseDiff ()
    (x * x).reverse ()
    x.derivative |> shouldBeElements [ 2.0; 4.0 ]

[<Fact>]
let ``A constant takes no part`` () =
    let x = (vector [ 1.0; 2.0 ]).reverseDiff ()
    (x * x.noDiff ()).sum().reverse ()
    x.derivative |> shouldBeElements [ 1.0; 2.0 ]
    (x * x).zerosLike() |> shouldBeElements [ 0.0; 0.0 ]

[<Fact>]
let ``A derivative has the shape of its tensor, and no elements where no reverse pass came by`` () =
    let x, y = (numbers 1 [ 2; 3 ]).reverseDiff (), (numbers 2 [ 2; 3 ]).reverseDiff ()
    y.derivative.nelement.ShouldBe 0
    (x * x).sum().reverse ()
    x.derivative |> shouldHaveShape [ 2; 3 ]
    y.derivative.nelement.ShouldBe 0
