/// Every architecture with each of its variants.
module Pixel.GradientChecks.Support.Variants

open Pixel.Contracts
open Xunit

/// The architecture's name and options, as Plugins.describe reads them.
let all =
    [ for name in [ "pixelcnn"; "row-lstm"; "diagonal-bilstm" ] do
          name
          $"{name} Residual=false"
          $"{name} Skip=true"
          $"{name} Residual=false Skip=true"
      "row-lstm Kernel=5"
      "multi-scale"
      "multi-scale Network=diagonal-bilstm"
      "multi-scale Network=pixelcnn Skip=true Residual=false"
      "gated-pixelcnn Skip=true"
      "gated-pixelcnn Skip=false Residual=false"
      "gated-pixelcnn Skip=true Kernel=5"
      "pixelcnn-plus-plus Resolutions=1 Layers=1 Components=2"
      "pixelcnn-plus-plus Resolutions=2 Layers=1 Components=2" ]

/// Small images that are not square; some networks halve their sides.
let image (variant: string) (rgb: bool) =
    match variant.StartsWith "multi-scale" || variant.StartsWith "pixelcnn-plus-plus", rgb with
    | true, true -> ImageShape(3, 2, 4, 3)
    | true, false -> ImageShape(1, 6, 4, 2)
    | false, true -> ImageShape(3, 3, 4, 3)
    | false, false -> ImageShape(1, 5, 4, 2)

/// Each variant for gray and RGB images, by each kernel path.
let cases () =
    let data = TheoryData<string, bool, string>()

    for variant in all do
        for rgb in [ false; true ] do
            for path in Runs.paths do
                data.Add(variant, rgb, path)

    data
