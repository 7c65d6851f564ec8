/// What the tests of the differentiation engine share. They use DiffSharp's public API only, so that they run against
/// either package.
module Pixel.GradientChecks.Engine.Support

open DiffSharp
open Shouldly
open Xunit

// The nesting level and the default settings are global.
[<assembly: CollectionBehavior(DisableTestParallelization = true)>]
do ()

/// A double-precision tensor.
let tensor (value: obj) = dsharp.tensor (value, dtype = Dtype.Float64)

let indices (value: obj) = dsharp.tensor (value, dtype = Dtype.Int32)

let elements (t: Tensor) =
    t.noDiff().view(-1).toArray () :?> float[]

/// Numbers without any pattern, between -1 and 1 and away from 0, the same in each run.
let numbers (seed: int) (shape: int list) =
    let random = System.Random seed

    let next _ =
        let x = 2.0 * random.NextDouble() - 1.0
        x + 0.1 * float (sign x)

    (tensor (Array.init (List.fold (*) 1 shape) next)).view shape

/// Each element within tolerance · max(1, |expected|).
let shouldBeClose (tolerance: float) (expected: float[]) (actual: float[]) =
    actual.Length.ShouldBe expected.Length

    for i in 0 .. expected.Length - 1 do
        actual[i].ShouldBe(expected[i], tolerance * max 1.0 (abs expected[i]), $"at element {i}")

let shouldBeElements (expected: float list) (t: Tensor) =
    shouldBeClose 1e-12 (Array.ofList expected) (elements t)

let shouldHaveShape (expected: int list) (t: Tensor) =
    (List.ofArray t.shape).ShouldBe expected

/// The derivative of f along each element of the vector x, by central differences: one row for each element of x.
let centralDifferences (f: Tensor -> float[]) (x: Tensor) =
    let step = 1e-5
    let at = elements x

    Array.init at.Length (fun i ->
        let shifted delta = Array.mapi (fun j value -> if j = i then value + delta else value) at
        let above, below = f (tensor (shifted step)), f (tensor (shifted -step))
        Array.map2 (fun a b -> (a - b) / (2.0 * step)) above below)

/// f of the vector x in the given shape, as one number to which every element of the result contributes differently.
let weighted (f: Tensor -> Tensor) (shape: int[]) (x: Tensor) =
    let result: Tensor = f (x.view shape)
    (result * numbers 97 (List.ofArray result.shape)).sum ()

/// The derivatives of f at x in both modes, and its second derivatives, against central differences.
let shouldDifferentiate (f: Tensor -> Tensor) (x: Tensor) =
    let g = weighted f x.shape
    let x = x.view -1
    let expected = centralDifferences (fun x -> elements (g x)) x |> Array.concat

    let value, gradient = dsharp.fgrad g x
    shouldBeClose 1e-14 (elements (g x)) (elements value)
    shouldBeClose 1e-7 expected (elements gradient)

    let along i = dsharp.gradv g x (x.onehotLike (x.nelement, i))
    let forward = Array.init x.nelement (fun i -> (along i).toDouble ())
    shouldBeClose 1e-12 (elements gradient) forward

    let curvature = centralDifferences (fun x -> elements (dsharp.grad g x)) x |> Array.concat
    shouldBeClose 1e-6 curvature (elements (dsharp.hessian g x))

    // Reverse over reverse gives the same products with a direction as the Hessian.
    let direction = numbers 98 [ x.nelement ]
    let product = dsharp.grad (fun x -> (dsharp.grad g x).dot direction) x
    shouldBeClose 1e-10 (elements ((dsharp.hessian g x).matmul direction)) (elements product)
