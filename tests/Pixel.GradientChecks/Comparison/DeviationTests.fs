/// How two tensors are compared.
module Pixel.GradientChecks.Comparison.DeviationTests

open System
open Pixel.Checks.Gradients
open Shouldly
open Xunit

let private exact = Tolerance.Exact(false, false)

let private compare (actual: float list) (expected: float list) =
    Deviation.Of(ResizeArray actual, ResizeArray expected, [| int64 expected.Length |], exact)

[<Fact>]
let ``What differs by rounding passes`` () =
    let found = compare [ 1.0 + 2e-15; -3.0; 1e-9 + 1e-15 ] [ 1.0; -3.0; 1e-9 ]
    found.Excess.ShouldBeLessThan 1.0
    found.Compared.ShouldBe 3

[<Fact>]
let ``A small element counts by its own size, not by the largest of the tensor`` () =
    let found = compare [ 1.0; 0.01 + 5e-10 ] [ 1.0; 0.01 ]
    found.Excess.ShouldBe(5.0, 0.01)
    found.Relative.ShouldBe(5e-8, 1e-10)
    (List.ofSeq found.Index).ShouldBe [ 1L ]

[<Fact>]
let ``An element below the floor counts by a thousandth of the largest`` () =
    (compare [ 1.0; 1e-12 + 9e-12 ] [ 1.0; 1e-12 ]).Excess.ShouldBeLessThan 1.0
    (compare [ 1.0; 1e-12 + 2e-11 ] [ 1.0; 1e-12 ]).Excess.ShouldBeGreaterThan 1.0

[<Fact>]
let ``The worst element is named by its index and both values`` () =
    let found = Deviation.Of([| 1.0; 2.0; 3.0; 4.0; 5.0; 7.0 |], [| 1.0; 2.0; 3.0; 4.5; 5.0; 6.0 |], [| 2L; 3L |], exact)
    (List.ofSeq found.Index).ShouldBe [ 1L; 2L ]
    (found.Actual, found.Expected).ShouldBe((7.0, 6.0))
    found.Absolute.ShouldBe 1.0

[<Theory>]
[<InlineData(Double.NaN, 1.0)>]
[<InlineData(1.0, Double.NaN)>]
[<InlineData(Double.PositiveInfinity, 1.0)>]
[<InlineData(Double.PositiveInfinity, Double.PositiveInfinity)>]
let ``What is not finite fails`` (actual: float) (expected: float) =
    (compare [ 0.5; actual; 0.5 ] [ 0.5; expected; 0.5 ]).Excess.ShouldBe Double.PositiveInfinity

[<Fact>]
let ``Where zeros are expected nothing but rounding passes`` () =
    (compare [ 0.0; 1e-14 ] [ 0.0; 0.0 ]).Excess.ShouldBeLessThan 1.0
    (compare [ 0.0; 1e-12 ] [ 0.0; 0.0 ]).Excess.ShouldBeGreaterThan 1.0
