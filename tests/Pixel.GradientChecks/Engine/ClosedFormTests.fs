module Pixel.GradientChecks.Engine.ClosedFormTests

open DiffSharp
open Xunit
open Pixel.GradientChecks.Engine.Support

let private points = [ -30.0; -2.0; -0.5; 0.0; 0.3; 2.0; 30.0 ]

/// The values and the derivatives in both modes, to the last digits.
let private shouldHave (f: Tensor -> Tensor) (value: float -> float) (slope: float -> float) (at: float list) =
    let x = tensor at
    let result, jacobian = dsharp.fjacobian f x
    shouldBeClose 1e-14 [| for x in at -> value x |] (elements result)
    let diagonal = [| for i, row in List.indexed at do for j in 0 .. at.Length - 1 -> if i = j then slope row else 0.0 |]
    shouldBeClose 1e-14 diagonal (elements jacobian)
    let reverse = dsharp.grad (fun x -> (f x).sum ()) x
    shouldBeClose 1e-14 [| for x in at -> slope x |] (elements reverse)

let private logistic x = 1.0 / (1.0 + exp -x)

[<Fact>]
let ``The slope of the sigmoid is s (1 - s)`` () =
    points |> shouldHave dsharp.sigmoid logistic (fun x -> logistic x * logistic -x)

[<Fact>]
let ``The slope of the hyperbolic tangent is 1 - t²`` () =
    points |> shouldHave tanh System.Math.Tanh (fun x -> 1.0 - System.Math.Tanh x ** 2.0)

[<Fact>]
let ``The slope of the softplus is the sigmoid`` () =
    points |> List.filter (fun x -> abs x < 20.0) |> shouldHave dsharp.softplus (fun x -> log (1.0 + exp x)) logistic

[<Fact>]
let ``The slope of the exponential is itself`` () =
    [ -2.0; 0.0; 1.5 ] |> shouldHave exp System.Math.Exp System.Math.Exp

[<Fact>]
let ``The slope of the logarithm is 1 / x`` () =
    [ 0.1; 1.0; 7.0 ] |> shouldHave log System.Math.Log (fun x -> 1.0 / x)

[<Fact>]
let ``The slope of the rectifier is 0 below and at the kink and 1 above`` () =
    points |> shouldHave dsharp.relu (max 0.0) (fun x -> if x > 0.0 then 1.0 else 0.0)

[<Fact>]
let ``The slope of the absolute value is the sign, 0 at the kink`` () =
    points |> shouldHave dsharp.abs System.Math.Abs (fun x -> float (sign x))

[<Fact>]
let ``Powers of a tensor with zeros in it have finite slopes`` () =
    [ 0.0; 2.0 ] |> shouldHave (fun x -> x ** 2.0) (fun x -> x * x) (fun x -> 2.0 * x)

[<Fact>]
let ``The Jacobian of the softmax is diag p - p pᵀ`` () =
    let x = numbers 1 [ 4 ]
    let exponentials = elements x |> Array.map System.Math.Exp
    let p = exponentials |> Array.map (fun e -> e / Array.sum exponentials)
    let expected = [| for i in 0..3 do for j in 0..3 -> (if i = j then p[i] else 0.0) - p[i] * p[j] |]
    let value, jacobian = dsharp.fjacobian (fun x -> dsharp.softmax (x, 0)) x
    shouldBeClose 1e-14 p (elements value)
    shouldBeClose 1e-14 expected (elements jacobian)

[<Fact>]
let ``The gradient of the logsumexp is the softmax`` () =
    let x = numbers 1 [ 5 ]
    let gradient = dsharp.grad (fun x -> dsharp.logsumexp (x, 0)) x
    shouldBeClose 1e-14 (elements (x.softmax 0)) (elements gradient)

[<Fact>]
let ``The logsoftmax of large numbers does not overflow`` () =
    let value, gradient = dsharp.fgrad (fun (x: Tensor) -> x.logsoftmax(0)[1]) (tensor [ 1000.0; 1001.0 ])
    let expected = -log (1.0 + exp -1.0)
    value.toDouble () |> fun value -> shouldBeClose 1e-12 [| expected |] [| value |]
    shouldBeClose 1e-12 [| -1.0 / (1.0 + exp 1.0); 1.0 / (1.0 + exp 1.0) |] (elements gradient)

[<Fact>]
let ``The gradient of a quadratic form is (A + Aᵀ) x`` () =
    let a, x = numbers 1 [ 4; 4 ], numbers 2 [ 4 ]
    let gradient = dsharp.grad (fun (x: Tensor) -> x.dot (a.matmul x)) x
    shouldBeClose 1e-13 (elements ((a + a.transpose ()).matmul x)) (elements gradient)

[<Fact>]
let ``The Jacobian of a linear map is its matrix, with more rows than columns and with fewer`` () =
    for rows, columns in [ 5, 3; 3, 5 ] do
        let a = numbers rows [ rows; columns ]
        let jacobian = dsharp.jacobian a.matmul (numbers 9 [ columns ])
        shouldHaveShape [ rows; columns ] jacobian
        shouldBeClose 1e-15 (elements a) (elements jacobian)

[<Fact>]
let ``The products with the Jacobian and its transpose are those with the matrix`` () =
    let a, x = numbers 1 [ 5; 3 ], numbers 2 [ 3 ]
    let v, w = numbers 3 [ 3 ], numbers 4 [ 5 ]
    shouldBeClose 1e-14 (elements (a.matmul v)) (elements (dsharp.jacobianv a.matmul x v))
    shouldBeClose 1e-14 (elements (w.matmul a)) (elements (dsharp.jacobianTv a.matmul x w))

[<Fact>]
let ``What the output does not depend on has a derivative of exactly zero`` () =
    let f (x: Tensor) = dsharp.stack [ x[0] * x[1]; x[1].tanh () ]
    let jacobian = dsharp.jacobian f (tensor [ 2.0; 3.0; 4.0 ])
    jacobian[0, 2].toDouble () |> fun entry -> Assert.True((entry = 0.0))
    jacobian[1, 0].toDouble () |> fun entry -> Assert.True((entry = 0.0))
    jacobian[0] |> shouldBeElements [ 3.0; 2.0; 0.0 ]
