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

    for actual, operator in [ x + y, (+); x - y, (-); x * y, (*); x / y, (/) ] do
        shouldHaveShape full actual
        shouldBeClose 1e-15 (Array.map2 operator (elements left) (elements right)) (elements actual)

[<Fact>]
let ``The derivative of what was repeated is the sum over the repetitions`` () =
    let row = tensor [ 1.0; 2.0; 3.0 ]
    let column = tensor [ [ 10.0 ]; [ 20.0 ] ]
    dsharp.grad (fun (row: Tensor) -> (row * column).sum ()) row |> shouldBeElements [ 30.0; 30.0; 30.0 ]

    dsharp.grad (fun (column: Tensor) -> (row - column.view [ 2; 1 ]).sum ()) (column.view -1)
    |> shouldBeElements [ -3.0; -3.0 ]

[<Fact>]
let ``Numbers stand on either side`` () =
    let x = tensor [ 1.0; 2.0 ]
    2.0 + x |> shouldBeElements [ 3.0; 4.0 ]
    2.0 - x |> shouldBeElements [ 1.0; 0.0 ]
    x - 2 |> shouldBeElements [ -1.0; 0.0 ]
    2 * x |> shouldBeElements [ 2.0; 4.0 ]
    2.0 / x |> shouldBeElements [ 2.0; 1.0 ]
    x / 2 |> shouldBeElements [ 0.5; 1.0 ]
    x ** 2 |> shouldBeElements [ 1.0; 4.0 ]
    Tensor.Pow (2.0, x) |> shouldBeElements [ 2.0; 4.0 ]

[<Fact>]
let ``Batches of matrices broadcast over their leading dimensions`` () =
    let a, b = numbers 1 [ 2; 1; 3; 4 ], numbers 2 [ 5; 4; 2 ]
    let product = a.matmul b
    shouldHaveShape [ 2; 5; 3; 2 ] product
    shouldBeClose 1e-14 (elements (a[1, 0].matmul b[3])) (elements product[1, 3])

[<Fact>]
let ``An expansion takes -1 for the size that is there`` () =
    let x = tensor [ [ 1.0 ]; [ 2.0 ] ]
    x.expand [ -1; 3 ] |> shouldBeElements [ 1.0; 1.0; 1.0; 2.0; 2.0; 2.0 ]
    (tensor [ 1.0; 2.0 ]).expand [ 2; -1 ] |> shouldBeElements [ 1.0; 2.0; 1.0; 2.0 ]
