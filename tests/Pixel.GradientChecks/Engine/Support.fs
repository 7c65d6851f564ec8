/// What the tests of the differentiation engine share. They use DiffSharp's public API only, so that they run against
/// either package.
module Pixel.GradientChecks.Engine.Support

open DiffSharp
open Shouldly
open Xunit

// The number of libtorch's threads is global, and tests set it.
[<assembly: CollectionBehavior(DisableTestParallelization = true)>]
do ()

/// A tensor of the given elements, row-major.
let tensor (shape: seq<int>) (elements: seq<float>) =
    dsharp.tensor(Array.ofSeq elements, dtype = Dtype.Float64).view shape

let vector (elements: float list) = tensor [ elements.Length ] elements

let elements (t: Tensor) =
    t.noDiff().view([ t.nelement ]).toArray () :?> float[]

/// Numbers without any pattern, between -1 and 1 and away from 0, the same in each run.
let numbers (seed: int) (shape: int list) =
    let random = System.Random seed

    let next _ =
        let x = 2.0 * random.NextDouble() - 1.0
        x + 0.1 * float (sign x)

    tensor shape (Array.init (List.fold (*) 1 shape) next)

/// Each element within tolerance · max(1, |expected|).
let shouldBeClose (tolerance: float) (expected: float[]) (actual: float[]) =
    actual.Length.ShouldBe expected.Length

    for i in 0 .. expected.Length - 1 do
        actual[i].ShouldBe(expected[i], tolerance * max 1.0 (abs expected[i]), $"at element {i}")

let shouldBeElements (expected: float list) (t: Tensor) =
    shouldBeClose 1e-12 (Array.ofList expected) (elements t)

let shouldHaveShape (expected: int list) (t: Tensor) =
    (List.ofArray t.shape).ShouldBe expected

/// The gradient at x of the sum of the elements of f x.
let gradient (f: Tensor -> Tensor) (x: Tensor) =
    let variable = x.reverseDiff ()
    (f variable).sum().reverse ()
    variable.derivative

/// A row for each element of f x, with its derivatives for all elements of x.
let jacobian (f: Tensor -> Tensor) (x: Tensor) =
    let result = f x
    let unit i = Array.init result.nelement (fun j -> if i = j then 1.0 else 0.0)
    Array.concat [ for i in 0 .. result.nelement - 1 -> elements (gradient (fun x -> f x * tensor result.shape (unit i)) x) ]

/// The derivative of the sum of the elements of f x along each element of x, by central differences.
let centralDifferences (f: Tensor -> Tensor) (x: Tensor) =
    let step = 1e-5
    let at = elements x

    Array.init at.Length (fun i ->
        let shifted delta =
            let moved = Array.mapi (fun j value -> if j = i then value + delta else value) at
            elements (f (tensor x.shape moved)) |> Array.sum

        (shifted step - shifted -step) / (2.0 * step))

/// The derivatives of f at x against central differences, where every element of the result counts differently.
let shouldDifferentiate (f: Tensor -> Tensor) (x: Tensor) =
    let weighted x =
        let result: Tensor = f x
        result * numbers 97 (List.ofArray result.shape)

    let derivative = gradient weighted x
    derivative.shape.ShouldBe x.shape
    shouldBeClose 1e-7 (centralDifferences weighted x) (elements derivative)
    (elements (f (x.reverseDiff ()))).ShouldBe(elements (f x))
