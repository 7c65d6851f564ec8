module Pixel.GradientChecks.Engine.CreationTests

open DiffSharp
open Shouldly
open Xunit
open Pixel.GradientChecks.Engine.Support

[<Fact>]
let ``Nested sequences and arrays of any kind become tensors`` () =
    tensor [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ] |> shouldHaveShape [ 2; 2 ]
    tensor [| [| 1; 2; 3 |] |] |> shouldBeElements [ 1.0; 2.0; 3.0 ]
    tensor (seq { 1.0f; 2.0f }) |> shouldBeElements [ 1.0; 2.0 ]
    tensor (Array3D.create 2 3 4 0.5) |> shouldHaveShape [ 2; 3; 4 ]
    tensor 3 |> shouldHaveShape []
    tensor [ true; false ] |> shouldBeElements [ 1.0; 0.0 ]

[<Fact>]
let ``Scalar tensors become a tensor that keeps their derivatives`` () =
    let f (x: Tensor) = dsharp.tensor [ x[0] * x[1]; x[1] * x[1] ]
    dsharp.jacobian f (tensor [ 2.0; 3.0 ]) |> shouldBeElements [ 3.0; 2.0; 0.0; 6.0 ]

[<Fact>]
let ``Shapes alone make tensors`` () =
    dsharp.zeros ([ 2; 3 ], dtype = Dtype.Float64) |> shouldBeElements [ 0.0; 0.0; 0.0; 0.0; 0.0; 0.0 ]
    dsharp.ones (2, dtype = Dtype.Float64) |> shouldBeElements [ 1.0; 1.0 ]
    dsharp.full ([ 1; 2 ], 2.5, dtype = Dtype.Float64) |> shouldBeElements [ 2.5; 2.5 ]
    dsharp.arange (endVal = 2.0, startVal = 0.5, step = 0.5, dtype = Dtype.Float64) |> shouldBeElements [ 0.5; 1.0; 1.5 ]
    dsharp.eye (2, 3, dtype = Dtype.Float64) |> shouldBeElements [ 1.0; 0.0; 0.0; 0.0; 1.0; 0.0 ]
    dsharp.onehot (3, 1, dtype = Dtype.Float64) |> shouldBeElements [ 0.0; 1.0; 0.0 ]
    dsharp.zerosLike (tensor [ 1.0; 2.0 ], [ 3 ]) |> shouldBeElements [ 0.0; 0.0; 0.0 ]
    dsharp.onesLike (tensor [ 1.0; 2.0 ]) |> shouldBeElements [ 1.0; 1.0 ]

[<Fact>]
let ``Without an element type a list becomes Float32, rounded to it`` () =
    let x = dsharp.tensor [ 0.1; 1.5 ]
    x.dtype.ShouldBe Dtype.Float32
    x[0].toDouble().ShouldBe(float 0.1f)
    x.toArray().ShouldBe [| 0.1f; 1.5f |]
    let square = x * x
    square[0].toDouble().ShouldBe(float (0.1f * 0.1f))

[<Fact>]
let ``The configured element type is that of tensors made from a shape`` () =
    let before = dsharp.config ()

    try
        dsharp.config (dtype = Dtype.Float64, backend = Backend.Reference)
        (dsharp.zeros [ 2 ]).dtype.ShouldBe Dtype.Float64
        (dsharp.randn [ 2 ]).dtype.ShouldBe Dtype.Float64
    finally
        dsharp.config before

    (dsharp.zeros [ 2 ]).dtype.ShouldBe Dtype.Float32

[<Fact>]
let ``Operations take the wider element type`` () =
    let single, double = dsharp.tensor ([ 1.5 ], dtype = Dtype.Float32), tensor [ 0.1 ]
    (single * double).dtype.ShouldBe Dtype.Float64
    (single * double) |> shouldBeElements [ 1.5 * 0.1 ]
    (indices [ 1; 2 ] + double).dtype.ShouldBe Dtype.Float64
    dsharp.grad (fun x -> (x * single).sum ()) double |> shouldBeElements [ 1.5 ]

[<Fact>]
let ``Elements come back as arrays and numbers of their type`` () =
    let x = tensor [ [ 1.0; 2.0 ]; [ 3.0; 4.5 ] ]
    let table = x.toArray () :?> float[,]
    table[1, 1].ShouldBe 4.5
    (indices [ 1; 2 ]).toArray().ShouldBe [| 1; 2 |]
    (float x[1, 1]).ShouldBe 4.5
    (int x[1, 0]).ShouldBe 3
    x[0, 1].toScalar().ToDouble(null).ShouldBe 2.0
    x.nelement.ShouldBe 4
    x.dim.ShouldBe 2

[<Fact>]
let ``Random numbers repeat with their seed and have the right moments`` () =
    let draw () =
        dsharp.seed 7
        dsharp.randn ([ 100; 100 ], dtype = Dtype.Float64), dsharp.rand (10000, dtype = Dtype.Float64)

    let normal, uniform = draw ()
    let again, _ = draw ()
    (elements again).ShouldBe(elements normal)
    normal.mean().toDouble().ShouldBe(0.0, 0.05)
    normal.stddev().toDouble().ShouldBe(1.0, 0.05)
    uniform.mean().toDouble().ShouldBe(0.5, 0.02)
    uniform.min().toDouble().ShouldBeGreaterThanOrEqualTo 0.0
    uniform.max().toDouble().ShouldBeLessThan 1.0

[<Fact>]
let ``Closeness allows an absolute and a relative difference`` () =
    let x = tensor [ 1.0; 1000.0 ]
    x.allclose(tensor [ 1.000001; 1000.001 ]).ShouldBeTrue()
    x.allclose(tensor [ 1.0; 1001.0 ]).ShouldBeFalse()
    x.allclose(tensor [ 1.0; 1001.0 ], relativeTolerance = 0.01).ShouldBeTrue()
    x.allclose(tensor [ 1.5; 1000.0 ], absoluteTolerance = 0.6).ShouldBeTrue()
    x.allclose(tensor [ [ 1.0; 1000.0 ] ]).ShouldBeFalse()
