module Pixel.GradientChecks.Engine.ConvolutionTests

open DiffSharp
open Xunit
open Pixel.GradientChecks.Engine.Support

/// The definition, element by element; zeros outside the image.
let private plain (x: Tensor) (w: Tensor) (stride: int * int) (padding: int * int) (dilation: int * int) =
    let image, filters = x.toArray () :?> float[,,,], w.toArray () :?> float[,,,]
    let height, width = x.shape[2], x.shape[3]
    let length size filter stride padding dilation = (size + 2 * padding - dilation * (filter - 1) - 1) / stride + 1
    let outHeight = length height w.shape[2] (fst stride) (fst padding) (fst dilation)
    let outWidth = length width w.shape[3] (snd stride) (snd padding) (snd dilation)

    let at n c i j =
        if i < 0 || i >= height || j < 0 || j >= width then 0.0 else image[n, c, i, j]

    let element n o y x =
        Seq.sum (
            seq {
                for c in 0 .. w.shape[1] - 1 do
                    for v in 0 .. w.shape[2] - 1 do
                        for u in 0 .. w.shape[3] - 1 do
                            let i = y * fst stride + v * fst dilation - fst padding
                            let j = x * snd stride + u * snd dilation - snd padding
                            filters[o, c, v, u] * at n c i j
            }
        )

    tensor (Array4D.init x.shape[0] w.shape[0] outHeight outWidth element)

let private cases =
    [ for stride in [ 1, 1; 2, 1; 3, 2 ] do
          for padding in [ 0, 0; 1, 2; 3, 3 ] do
              for dilation in [ 1, 1; 2, 1; 1, 2 ] -> stride, padding, dilation ]

let private pair (a: int, b: int) = [ a; b ]

[<Fact>]
let ``conv2d is the plain loop for all strides, paddings and dilations`` () =
    let x, w = numbers 1 [ 2; 3; 6; 7 ], numbers 2 [ 4; 3; 3; 2 ]

    for stride, padding, dilation in cases do
        let expected = plain x w stride padding dilation
        let actual = dsharp.conv2d (x, w, strides = pair stride, paddings = pair padding, dilations = pair dilation)
        shouldHaveShape (List.ofArray expected.shape) actual
        shouldBeClose 1e-13 (elements expected) (elements actual)

[<Fact>]
let ``convTranspose2d is the adjoint of conv2d`` () =
    let x, w = numbers 1 [ 2; 3; 6; 7 ], numbers 2 [ 4; 3; 3; 2 ]

    for stride, padding, dilation in cases do
        let forward = plain x w stride padding dilation
        let y = numbers 3 (List.ofArray forward.shape)

        // What a stride larger than one leaves of the image beyond the last filter position is output padding.
        let left axis (size: int) (filter: int) =
            (size + 2 * axis padding - axis dilation * (filter - 1) - 1) % axis stride

        let back =
            dsharp.convTranspose2d (
                y,
                w,
                strides = pair stride,
                paddings = pair padding,
                dilations = pair dilation,
                outputPaddings = [ left fst 6 3; left snd 7 2 ]
            )

        shouldHaveShape [ 2; 3; 6; 7 ] back
        shouldBeClose 1e-12 [| (forward * y).sum().toDouble () |] [| (x * back).sum().toDouble () |]

[<Fact>]
let ``One number serves as stride, padding and dilation of both dimensions`` () =
    let x, w = numbers 1 [ 1; 2; 6; 7 ], numbers 2 [ 3; 2; 2; 3 ]
    let expected = plain x w (2, 2) (1, 1) (2, 2)
    shouldBeClose 1e-13 (elements expected) (elements (x.conv2d (w, stride = 2, padding = 1, dilation = 2)))

[<Fact>]
let ``conv1d is conv2d of images of one row`` () =
    let x, w = numbers 1 [ 2; 3; 9 ], numbers 2 [ 4; 3; 3 ]
    let expected = plain (x.unsqueeze 2) (w.unsqueeze 2) (1, 2) (0, 1) (1, 2)
    let actual = dsharp.conv1d (x, w, stride = 2, padding = 1, dilation = 2)
    shouldHaveShape [ 2; 4; 4 ] actual
    shouldBeClose 1e-13 (elements expected) (elements actual)

[<Fact>]
let ``A filter with a single one in it shifts the image`` () =
    let x = tensor [ [ [ [ 1.0; 2.0; 3.0 ]; [ 4.0; 5.0; 6.0 ] ] ] ]
    let w = tensor [ [ [ [ 1.0; 0.0; 0.0 ] ] ] ]
    dsharp.conv2d (x, w, paddings = [ 0; 1 ]) |> shouldBeElements [ 0.0; 1.0; 2.0; 0.0; 4.0; 5.0 ]

[<Fact>]
let ``convTranspose2d spreads each element over the filter`` () =
    let x = tensor [ [ [ [ 1.0; 2.0 ] ] ] ]
    let w = tensor [ [ [ [ 10.0; 1.0 ] ] ] ]
    let y = dsharp.convTranspose2d (x, w, strides = [ 1; 2 ])
    shouldHaveShape [ 1; 1; 1; 4 ] y
    y |> shouldBeElements [ 10.0; 1.0; 20.0; 2.0 ]
