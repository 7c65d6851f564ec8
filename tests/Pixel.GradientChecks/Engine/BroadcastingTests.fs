module Pixel.GradientChecks.Engine.BroadcastingTests

open DiffSharp
open Xunit
open Pixel.GradientChecks.Engine.Support

[<Theory>]
[<InlineData("2,3", "3", "2,3")>]
[<InlineData("3", "2,3", "2,3")>]
[<InlineData("2,1", "1,3", "2,3")>]
[<InlineData("2,3", "", "2,3")>]
[<InlineData("4,1,3", "2,1", "4,2,3")>]
let ``Shapes align at the last dimension and expand where one has the size 1`` (a: string, b: string, expected: string) =
    let shape (text: string) = [ for size in text.Split(',', System.StringSplitOptions.RemoveEmptyEntries) -> int size ]
    let x, y = numbers 1 (shape a), numbers 2 (shape b)
    let full = shape expected
    let left, right = x.expand full, y.expand full

    for actual, operator in [ x + y, (+); x * y, (*) ] do
        shouldHaveShape full actual
        shouldBeClose 1e-15 (Array.map2 operator (elements left) (elements right)) (elements actual)

[<Fact>]
let ``The derivative of what was repeated is the sum over the repetitions`` () =
    let row = vector [ 1.0; 2.0; 3.0 ]
    let column = tensor [ 2; 1 ] [ 10.0; 20.0 ]
    gradient (fun row -> row * column) row |> shouldBeElements [ 30.0; 30.0; 30.0 ]
    gradient (fun column -> row + -column) column |> shouldBeElements [ -3.0; -3.0 ]

[<Fact>]
let ``Numbers of any kind stand beside a tensor`` () =
    let x = vector [ 1.0; 2.0 ]
    2.5 - x |> shouldBeElements [ 1.5; 0.5 ]
    2 - x |> shouldBeElements [ 1.0; 0.0 ]
    x - 0.5 |> shouldBeElements [ 0.5; 1.5 ]
    x - 2 |> shouldBeElements [ -1.0; 0.0 ]
    x * 0.5 |> shouldBeElements [ 0.5; 1.0 ]
    x * 2 |> shouldBeElements [ 2.0; 4.0 ]

[<Fact>]
let ``An expansion repeats along new dimensions and along those of size 1`` () =
    let column = tensor [ 2; 1 ] [ 1.0; 2.0 ]
    column.expand [ 2; 3 ] |> shouldBeElements [ 1.0; 1.0; 1.0; 2.0; 2.0; 2.0 ]
    column.expand [ 2; 2; 1 ] |> shouldBeElements [ 1.0; 2.0; 1.0; 2.0 ]
    column.expand [ 2; 1 ] |> shouldBeElements [ 1.0; 2.0 ]
