module Pixel.GradientChecks.Engine.NestedTests

open DiffSharp
open Shouldly
open Xunit
open Pixel.GradientChecks.Engine.Support

[<Fact>]
let ``The Hessian of a polynomial is known`` () =
    // x³ y + 2 y² z
    let f (x: Tensor) = x[0] * x[0] * x[0] * x[1] + 2.0 * x[1] * x[1] * x[2]
    let value, hessian = dsharp.fhessian f (tensor [ 2.0; 3.0; 5.0 ])
    value.toDouble().ShouldBe 114.0
    hessian |> shouldBeElements [ 36.0; 12.0; 0.0; 12.0; 20.0; 12.0; 0.0; 12.0; 0.0 ]

[<Fact>]
let ``The Hessian of a softmax likelihood is diag p - p pᵀ`` () =
    let x = numbers 1 [ 4 ]
    let p = elements (x.softmax 0)
    let hessian = dsharp.hessian (fun (x: Tensor) -> -(x.logsoftmax 0)[2]) x
    let expected = [| for i in 0..3 do for j in 0..3 -> (if i = j then p[i] else 0.0) - p[i] * p[j] |]
    shouldBeClose 1e-14 expected (elements hessian)

[<Fact>]
let ``The Hessian of a linear function is zero`` () =
    dsharp.hessian (fun (x: Tensor) -> x.sum ()) (tensor [ 1.0; 2.0 ]) |> shouldBeElements [ 0.0; 0.0; 0.0; 0.0 ]

[<Fact>]
let ``A derivative can be taken again and again`` () =
    let f (x: Tensor) = x ** 4.0
    let x = tensor 2.0
    (dsharp.diff f x).toDouble().ShouldBe(32.0, 1e-12)
    (dsharp.diff (dsharp.diff f) x).toDouble().ShouldBe(48.0, 1e-12)
    (dsharp.diff (dsharp.diff (dsharp.diff f)) x).toDouble().ShouldBe(48.0, 1e-12)

[<Fact>]
let ``Inner and outer variables are not confused`` () =
    // d/dx (x · d/dy (x + y) at y = 1) = 1; taking the inner tangent for the outer one would give 2.
    let inner (x: Tensor) = dsharp.diff (fun y -> x + y) (tensor 1.0)
    (dsharp.diff (fun x -> x * inner x) (tensor 1.0)).toDouble().ShouldBe 1.0

[<Fact>]
let ``Inner and outer variables meet on either side and in either mode`` () =
    let products: (Tensor -> Tensor -> Tensor) list = [ (fun x y -> x * y); (fun x y -> y * x) ]
    let forward f = dsharp.diff f (tensor 5.0)

    let reverse (f: Tensor -> Tensor) =
        (dsharp.grad (fun (y: Tensor) -> f y[0]) (tensor [ 5.0 ]))[0]

    for product in products do
        for differentiate in [ forward; reverse ] do
            // The inner derivative is x itself, so that the outer function is x².
            let outer (x: Tensor) = x * differentiate (product x)
            (dsharp.diff outer (tensor 3.0)).toDouble().ShouldBe 6.0
            dsharp.grad (fun (x: Tensor) -> outer x[0]) (tensor [ 3.0 ]) |> shouldBeElements [ 6.0 ]

[<Fact>]
let ``An inner gradient by reverse mode keeps the outer variable`` () =
    // d/dx of the gradient of x y², at y = (1, 2): 2 x y.
    let inner (x: Tensor) = dsharp.grad (fun y -> (x * y * y).sum ()) (tensor [ 1.0; 2.0 ])
    let outer = dsharp.jacobian (fun (x: Tensor) -> inner x[0]) (tensor [ 3.0 ])
    outer |> shouldBeElements [ 2.0; 4.0 ]
    dsharp.grad (fun (x: Tensor) -> (inner x[0]).sum ()) (tensor [ 3.0 ]) |> shouldBeElements [ 6.0 ]

[<Fact>]
let ``The third derivatives of a small network agree with central differences`` () =
    let weights = numbers 1 [ 3; 2 ]
    let f (x: Tensor) = (weights.matmul x).tanh().softmax(0)[1]
    let x = numbers 2 [ 2 ]
    let third = dsharp.jacobian (fun x -> (dsharp.hessian f x).view -1) x
    let expected = centralDifferences (fun x -> elements (dsharp.hessian f x)) x
    shouldBeClose 1e-7 [| for i in 0..3 do for j in 0..1 -> expected[j][i] |] (elements third)

[<Fact>]
let ``Tags name the differentiation by hand`` () =
    let x = tensor [ 1.0; 2.0 ]
    let forward = x |> dsharp.forwardDiff 1u (tensor [ 1.0; 0.0 ])
    let nested = forward |> dsharp.reverseDiff 2u
    let y = (nested * nested * nested).sum ()
    y |> dsharp.reverse (tensor 1.0)
    nested.depth.ShouldBe 2
    nested.nestingTag.ShouldBe 2u
    dsharp.primal nested.derivative |> shouldBeElements [ 3.0; 12.0 ]
    dsharp.derivative nested.derivative |> shouldBeElements [ 6.0; 0.0 ]
    nested.primalDeep |> shouldBeElements [ 1.0; 2.0 ]
