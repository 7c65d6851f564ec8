namespace Pixel.Reference

open DiffSharp
open Pixel.Contracts

/// A feature map: at each pixel (row, column) the features of all images, (B, C). So a layer is a loop over pixels, and
/// what a pixel is computed from can be read off its indices.
type Map = Tensor[,]

/// Feature maps from plain numbers and back.
module Map =

    /// A tensor in double precision on the reference backend, whatever dsharp.config has set.
    let tensor (shape: seq<int>) (values: float[]) =
        dsharp.tensor(values, device = Device.CPU, dtype = Dtype.Float64, backend = Backend.Reference).view shape

    /// The elements, row-major.
    let elements (t: Tensor) =
        t.noDiff().view([ t.nelement ]).toArray () :?> float[]

    /// Whether a pixel lies inside the map.
    let contains (map: Map) (row: int) (column: int) =
        row >= 0 && row < Array2D.length1 map && column >= 0 && column < Array2D.length2 map

    /// The map of plain values (B, C, H, W); each pixel is a variable of its own.
    let variable (values: WeightTensor) : Map =
        let sizes = [| for size in values.Shape -> int size |]
        let batch, channels, height, width = sizes[0], sizes[1], sizes[2], sizes[3]
        let plain = values.As<float>()

        Array2D.init height width (fun row column ->
            let features =
                [| for image in 0 .. batch - 1 do
                       for channel in 0 .. channels - 1 do
                           plain[((image * channels + channel) * height + row) * width + column] |]

            (tensor [ batch; channels ] features).reverseDiff ())

    /// The plain values (B, C, H, W) of a map; a pixel that is the same for all images may have one row only.
    let values (batch: int) (map: Map) =
        let channels, height, width = map[0, 0].shape[1], Array2D.length1 map, Array2D.length2 map
        let plain = Array.zeroCreate (batch * channels * height * width)

        map
        |> Array2D.iteri (fun row column pixel ->
            let features = elements (pixel.noDiff().expand [ batch; channels ])

            for image in 0 .. batch - 1 do
                for channel in 0 .. channels - 1 do
                    plain[((image * channels + channel) * height + row) * width + column] <- features[image * channels + channel])

        WeightTensor([| int64 batch; int64 channels; int64 height; int64 width |], plain)

    /// The derivative that a reverse pass left at a variable; zeros where nothing depends on it.
    let derivative (variable: Tensor) =
        let found = variable.derivative
        if found.nelement = variable.nelement then found.view variable.shape else variable.zerosLike ()
