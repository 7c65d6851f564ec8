module Pixel.GradientChecks.Engine.StructureTests

open DiffSharp
open Shouldly
open Xunit
open Pixel.GradientChecks.Engine.Support

let private matrix = tensor [ [ 1.0; 2.0; 3.0 ]; [ 4.0; 5.0; 6.0 ] ]

[<Fact>]
let ``cat and split undo each other along every dimension`` () =
    let a, b = numbers 1 [ 2; 3; 4 ], numbers 2 [ 2; 3; 4 ]

    for dim in 0..2 do
        let joined = dsharp.cat ([ a; b ], dim)
        joined.shape[dim].ShouldBe(2 * a.shape[dim])
        let parts = joined.split ([ a.shape[dim]; a.shape[dim] ], dim)
        (elements parts[0]).ShouldBe(elements a)
        (elements parts[1]).ShouldBe(elements b)

[<Fact>]
let ``stack and unstack undo each other along every dimension`` () =
    let a, b = numbers 1 [ 2; 3 ], numbers 2 [ 2; 3 ]

    for dim in 0..2 do
        let joined = dsharp.stack ([ a; b ], dim)
        joined.shape[dim].ShouldBe 2
        let parts = joined.unstack dim
        (elements parts[0]).ShouldBe(elements a)
        (elements parts[1]).ShouldBe(elements b)

[<Fact>]
let ``Elements move as the shape says`` () =
    matrix.transpose () |> shouldBeElements [ 1.0; 4.0; 2.0; 5.0; 3.0; 6.0 ]
    matrix.flip [ 1 ] |> shouldBeElements [ 3.0; 2.0; 1.0; 6.0; 5.0; 4.0 ]
    matrix.flip [ 0; 1 ] |> shouldBeElements [ 6.0; 5.0; 4.0; 3.0; 2.0; 1.0 ]
    matrix.pad [ 0; 1 ] |> shouldBeElements [ 0.0; 1.0; 2.0; 3.0; 0.0; 0.0; 4.0; 5.0; 6.0; 0.0 ]
    matrix.view [ 3; -1 ] |> shouldHaveShape [ 3; 2 ]
    matrix.unsqueeze 1 |> shouldHaveShape [ 2; 1; 3 ]
    matrix.unsqueeze(1).squeeze () |> shouldHaveShape [ 2; 3 ]
    (numbers 1 [ 1; 2; 1 ]).squeeze 0 |> shouldHaveShape [ 2; 1 ]
    (numbers 1 [ 2; 3; 4 ]).permute [ 2; 0; 1 ] |> shouldHaveShape [ 4; 2; 3 ]
    (numbers 1 [ 2; 3; 4 ]).flatten (startDim = 1) |> shouldHaveShape [ 2; 12 ]
    (numbers 1 [ 2; 12 ]).unflatten (1, [ 3; 4 ]) |> shouldHaveShape [ 2; 3; 4 ]

[<Fact>]
let ``gather reads along one dimension and scatter writes there`` () =
    let chosen = indices [ [ 2; 0 ]; [ 1; 1 ] ]
    matrix.gather (1, chosen) |> shouldBeElements [ 3.0; 1.0; 5.0; 5.0 ]
    (tensor [ [ 7.0; 8.0 ]; [ 9.0; 0.0 ] ]).scatter (1, indices [ [ 2; 0 ]; [ 1; 0 ] ], [ 2; 3 ])
    |> shouldBeElements [ 8.0; 0.0; 7.0; 0.0; 9.0; 0.0 ]

[<Fact>]
let ``Reductions take all elements or one dimension`` () =
    matrix.sum () |> shouldBeElements [ 21.0 ]
    matrix.sum 0 |> shouldBeElements [ 5.0; 7.0; 9.0 ]
    matrix.sum (1, keepDim = true) |> shouldHaveShape [ 2; 1 ]
    matrix.mean -1 |> shouldBeElements [ 2.0; 5.0 ]
    matrix.variance () |> shouldBeElements [ 3.5 ]
    matrix.stddev (1, unbiased = false) |> shouldBeElements [ sqrt (2.0 / 3.0); sqrt (2.0 / 3.0) ]

[<Fact>]
let ``The extremes come with their places`` () =
    let x = tensor [ [ 1.0; 7.0; 3.0 ]; [ 4.0; 0.0; 6.0 ] ]
    x.max () |> shouldBeElements [ 7.0 ]
    x.min () |> shouldBeElements [ 0.0 ]
    x.max 1 |> shouldBeElements [ 7.0; 6.0 ]
    x.min (0, keepDim = true) |> shouldBeElements [ 1.0; 0.0; 3.0 ]
    x.argmax().ShouldBe [| 0; 1 |]
    x.argmin().ShouldBe [| 1; 1 |]
    x.argmax(1).toArray().ShouldBe [| 1; 2 |]
    dsharp.max (x, x.flip [ 0 ]) |> shouldBeElements [ 4.0; 7.0; 6.0; 4.0; 7.0; 6.0 ]
    dsharp.min (x, tensor 3.0) |> shouldBeElements [ 1.0; 3.0; 3.0; 3.0; 0.0; 3.0 ]
    dsharp.clamp (x, low = 1, high = 4.5) |> shouldBeElements [ 1.0; 4.5; 3.0; 4.0; 1.0; 4.5 ]

[<Fact>]
let ``Comparisons give truth values that count as numbers`` () =
    let x = tensor [ 1.0; 2.0; 3.0 ]
    let two = tensor 2.0
    x.lt(two.expandAs x).toArray().ShouldBe [| true; false; false |]
    x.ge(two.expandAs x).cast Dtype.Float64 |> shouldBeElements [ 0.0; 1.0; 1.0 ]
    x.ne(two.expandAs x).sum().toInt32().ShouldBe 2
    (log (tensor [ 0.0; 1.0 ])).hasinf().ShouldBeTrue()
    (log (tensor [ -1.0; 1.0 ])).hasnan().ShouldBeTrue()
