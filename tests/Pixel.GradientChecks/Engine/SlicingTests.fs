module Pixel.GradientChecks.Engine.SlicingTests

open DiffSharp
open Xunit
open Pixel.GradientChecks.Engine.Support

let private box3 =
    tensor (Array3D.init 2 3 4 (fun i j k -> float (100 * i + 10 * j + k)))

[<Fact>]
let ``Indices drop dimensions from the left`` () =
    box3[1] |> shouldHaveShape [ 3; 4 ]
    box3[1, 2] |> shouldBeElements [ 120.0; 121.0; 122.0; 123.0 ]
    box3[1, 2, 3] |> shouldHaveShape []
    box3[1, 2, 3] |> shouldBeElements [ 123.0 ]
    dsharp.slice (box3, [ 1; 0 ]) |> shouldBeElements [ 100.0; 101.0; 102.0; 103.0 ]

[<Fact>]
let ``Ranges keep dimensions`` () =
    box3[0..1, 1..2, 0..1] |> shouldBeElements [ 10.0; 11.0; 20.0; 21.0; 110.0; 111.0; 120.0; 121.0 ]
    box3[*, 1..2, *] |> shouldHaveShape [ 2; 2; 4 ]
    box3[*, *, 2..] |> shouldHaveShape [ 2; 3; 2 ]
    box3[*, ..1, *] |> shouldHaveShape [ 2; 2; 4 ]
    box3[0..1] |> shouldHaveShape [ 2; 3; 4 ]

[<Fact>]
let ``Ranges and indices mix`` () =
    box3[1, 1..2, 3] |> shouldBeElements [ 113.0; 123.0 ]
    box3[*, 2, 1] |> shouldBeElements [ 21.0; 121.0 ]
    box3[0, *, 1] |> shouldBeElements [ 1.0; 11.0; 21.0 ]
    box3[*, 0] |> shouldHaveShape [ 2; 4 ]

[<Fact>]
let ``A range of one index drops its dimension only where both its ends are written`` () =
    box3[*, 1..1, *] |> shouldHaveShape [ 2; 4 ]
    box3[*, 2.., *] |> shouldHaveShape [ 2; 1; 4 ]
    box3[*, ..0, *] |> shouldHaveShape [ 2; 1; 4 ]

[<Fact>]
let ``Four dimensions are sliced like three`` () =
    let images = box3.unsqueeze 1
    images[0, 0, 1..2, 2..3] |> shouldBeElements [ 12.0; 13.0; 22.0; 23.0 ]
    images[*, 0, 2, *] |> shouldBeElements [ 20.0; 21.0; 22.0; 23.0; 120.0; 121.0; 122.0; 123.0 ]
    images[*, *, *, 1..] |> shouldHaveShape [ 2; 1; 3; 3 ]

[<Fact>]
let ``The derivative of a slice is zero outside it`` () =
    let gradient = dsharp.grad (fun (x: Tensor) -> let x = x.view [ 2; 3 ] in x[*, 1..2].sum ()) (numbers 1 [ 6 ])
    gradient |> shouldBeElements [ 0.0; 1.0; 1.0; 0.0; 1.0; 1.0 ]
