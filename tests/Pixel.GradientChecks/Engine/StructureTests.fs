module Pixel.GradientChecks.Engine.StructureTests

open DiffSharp
open Shouldly
open Xunit
open Pixel.GradientChecks.Engine.Support

let private matrix = tensor [ 2; 3 ] [ 1.0; 2.0; 3.0; 4.0; 5.0; 6.0 ]

/// The element at (i, j, k, l) has the digits i j k l.
let private kernel =
    tensor [ 2; 3; 4; 5 ] [ for i in 0..1 do for j in 0..2 do for k in 0..3 do for l in 0..4 -> float (1000 * i + 100 * j + 10 * k + l) ]

[<Fact>]
let ``Elements move as the shape says`` () =
    matrix.transpose () |> shouldHaveShape [ 3; 2 ]
    matrix.transpose () |> shouldBeElements [ 1.0; 4.0; 2.0; 5.0; 3.0; 6.0 ]
    matrix.view [ 3; 2 ] |> shouldHaveShape [ 3; 2 ]
    matrix.view [ 3; 2 ] |> shouldBeElements [ 1.0; 2.0; 3.0; 4.0; 5.0; 6.0 ]
    matrix.unsqueeze 0 |> shouldHaveShape [ 1; 2; 3 ]
    matrix.unsqueeze 1 |> shouldHaveShape [ 2; 1; 3 ]
    matrix.unsqueeze 2 |> shouldHaveShape [ 2; 3; 1 ]
    matrix.nelement.ShouldBe 6

[<Fact>]
let ``split gives the parts along every dimension`` () =
    let rows = matrix.split ([ 1; 1 ], 0)
    rows[0] |> shouldBeElements [ 1.0; 2.0; 3.0 ]
    rows[1] |> shouldBeElements [ 4.0; 5.0; 6.0 ]
    rows[1] |> shouldHaveShape [ 1; 3 ]
    let columns = matrix.split ([ 2; 1 ], 1)
    columns[0] |> shouldBeElements [ 1.0; 2.0; 4.0; 5.0 ]
    columns[1] |> shouldBeElements [ 3.0; 6.0 ]
    columns[1] |> shouldHaveShape [ 2; 1 ]
    let parts = (kernel.view [ 6; 4; 5 ]).split ([ 1; 3 ], 1)
    parts[1] |> shouldHaveShape [ 6; 3; 5 ]
    (parts[1] |> elements |> Array.truncate 6).ShouldBe [| 10.0; 11.0; 12.0; 13.0; 14.0; 20.0 |]

[<Fact>]
let ``Indices drop the last dimensions`` () =
    kernel[*, *, 3, 1] |> shouldHaveShape [ 2; 3 ]
    kernel[*, *, 3, 1] |> shouldBeElements [ 31.0; 131.0; 231.0; 1031.0; 1131.0; 1231.0 ]
    let rows = kernel.view [ 6; 4; 5 ]
    rows[*, *, 4] |> shouldHaveShape [ 6; 4 ]
    (rows[*, *, 4] |> elements |> Array.truncate 5).ShouldBe [| 4.0; 14.0; 24.0; 34.0; 104.0 |]

[<Fact>]
let ``Dimensions of size 1 stay where they are taken whole`` () =
    (numbers 1 [ 1; 1; 3; 3 ])[*, *, 1, 2] |> shouldHaveShape [ 1; 1 ]
    (numbers 1 [ 1; 3; 1 ])[*, *, 0] |> shouldHaveShape [ 1; 3 ]

[<Fact>]
let ``The derivative of a part is zero outside it`` () =
    gradient (fun x -> x[*, *, 1]) (numbers 1 [ 1; 2; 3 ]) |> shouldBeElements [ 0.0; 1.0; 0.0; 0.0; 1.0; 0.0 ]
    gradient (fun x -> x.split([ 1; 2 ], 1)[0]) matrix |> shouldBeElements [ 1.0; 0.0; 0.0; 1.0; 0.0; 0.0 ]

[<Fact>]
let ``Sums take all elements or one dimension`` () =
    matrix.sum () |> shouldHaveShape []
    matrix.sum () |> shouldBeElements [ 21.0 ]
    matrix.sum 0 |> shouldHaveShape [ 3 ]
    matrix.sum 0 |> shouldBeElements [ 5.0; 7.0; 9.0 ]
    matrix.sum 1 |> shouldBeElements [ 6.0; 15.0 ]
