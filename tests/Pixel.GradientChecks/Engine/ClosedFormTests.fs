module Pixel.GradientChecks.Engine.ClosedFormTests

open DiffSharp
open Shouldly
open Xunit
open Pixel.GradientChecks.Engine.Support

let private points = [ -30.0; -2.0; -0.5; 0.0; 0.3; 2.0; 30.0 ]

/// The values and the derivatives, to the last digits; those for other elements are zero.
let private shouldHave (f: Tensor -> Tensor) (value: float -> float) (slope: float -> float) (at: float list) =
    let x = vector at
    shouldBeClose 1e-14 [| for x in at -> value x |] (elements (f x))
    let diagonal = [| for i, row in List.indexed at do for j in 0 .. at.Length - 1 -> if i = j then slope row else 0.0 |]
    shouldBeClose 1e-14 diagonal (jacobian f x)

let private logistic x = 1.0 / (1.0 + exp -x)

[<Fact>]
let ``The slope of the sigmoid is s (1 - s)`` () =
    points |> shouldHave (fun x -> x.sigmoid ()) logistic (fun x -> logistic x * logistic -x)

[<Fact>]
let ``The slope of the hyperbolic tangent is 1 - t²`` () =
    points |> shouldHave (fun x -> x.tanh ()) tanh (fun x -> 1.0 - tanh x ** 2.0)

[<Fact>]
let ``The slope of the exponential is itself`` () =
    [ -30.0; -2.0; 0.0; 0.3; 5.0 ] |> shouldHave (fun x -> x.exp ()) exp exp

[<Fact>]
let ``The slope of the logarithm is 1 / x`` () =
    [ 0.1; 1.0; 7.0 ] |> shouldHave (fun x -> x.log ()) log (fun x -> 1.0 / x)

[<Fact>]
let ``The slope of the rectifier is 0 below and at the kink and 1 above`` () =
    points |> shouldHave (fun x -> x.relu ()) (max 0.0) (fun x -> if x > 0.0 then 1.0 else 0.0)

[<Fact>]
let ``The logsoftmax is x less the logarithm of the sum, its Jacobian the identity less the softmax in each row`` () =
    let x = numbers 1 [ 4 ]
    let exponentials = elements x |> Array.map exp
    let p = exponentials |> Array.map (fun e -> e / Array.sum exponentials)
    shouldBeClose 1e-14 (Array.map log p) (elements (x.logsoftmax 0))
    let expected = [| for i in 0..3 do for j in 0..3 -> (if i = j then 1.0 else 0.0) - p[j] |]
    shouldBeClose 1e-14 expected (jacobian (fun x -> x.logsoftmax 0) x)

[<Fact>]
let ``The logsoftmax along a dimension is that of each row along it`` () =
    let rows = [ for seed in 1..3 -> numbers seed [ 4 ] ]
    let expected = rows |> Seq.collect (fun row -> elements (row.logsoftmax 0)) |> Array.ofSeq
    let joined = tensor [ 3; 4 ] (Seq.collect elements rows)
    shouldBeClose 1e-14 expected (elements (joined.logsoftmax 1))
    shouldBeClose 1e-14 expected (elements (joined.transpose().logsoftmax(0).transpose ()))

[<Fact>]
let ``The logsoftmax of large numbers does not overflow`` () =
    let x = vector [ 1000.0; 1001.0 ]
    let first = (x.logsoftmax 0).split([ 1; 1 ], 0)[0]
    first |> shouldBeElements [ -log (1.0 + exp 1.0) ]
    let slope = gradient (fun x -> (x.logsoftmax 0).split([ 1; 1 ], 0)[0]) x
    slope |> shouldBeElements [ 1.0 / (1.0 + exp -1.0); -1.0 / (1.0 + exp -1.0) ]

[<Fact>]
let ``The gradient of a quadratic form is (A + Aᵀ) x`` () =
    let a, x = numbers 1 [ 4; 4 ], numbers 2 [ 4; 1 ]
    let form = gradient (fun x -> x.transpose().matmul (a.matmul x)) x
    shouldBeClose 1e-13 (elements ((a + a.transpose ()).matmul x)) (elements form)

[<Fact>]
let ``The Jacobian of a linear map is its matrix, with more rows than columns and with fewer`` () =
    for rows, columns in [ 5, 3; 3, 5 ] do
        let a = numbers rows [ rows; columns ]
        shouldBeClose 1e-15 (elements a) (jacobian a.matmul (numbers 9 [ columns; 1 ]))

[<Fact>]
let ``A product of matrices is rows times columns`` () =
    let a, b = numbers 1 [ 2; 4 ], numbers 2 [ 4; 3 ]
    let left, right = elements a, elements b
    let expected = [| for row in 0..1 do for column in 0..2 -> Seq.sum (seq { for i in 0..3 -> left[row * 4 + i] * right[i * 3 + column] }) |]
    a.matmul b |> shouldHaveShape [ 2; 3 ]
    shouldBeClose 1e-14 expected (elements (a.matmul b))

[<Fact>]
let ``What the output does not depend on has a derivative of exactly zero`` () =
    let f (x: Tensor) = let parts = x.split ([ 1; 1; 1 ], 0) in parts[0] * parts[1].tanh ()
    let slopes = elements (gradient f (vector [ 2.0; 3.0; 4.0 ]))
    slopes[2].ShouldBe 0.0
    shouldBeClose 1e-14 [| tanh 3.0; 2.0 * (1.0 - tanh 3.0 ** 2.0); 0.0 |] slopes
