/// Every shared layer, with what it reads, for images of any shape.
module Pixel.GradientChecks.Support.LayerCases

open Pixel.Contracts
open Pixel.Layers
open Pixel.Layers.Conditioning
open Pixel.Layers.Lstm

/// A layer and the layers whose maps it reads.
type LayerCase =
    { Layer: LayerDescription
      Sources: LayerDescription list
      Image: ImageShape
      Small: ImageShape option }

/// A source of so many channels.
let private channels (count: int) (image: ImageShape) = ChannelGroups(count, image.Channels)

let private source (groups: ChannelGroups) : LayerDescription = Rectifier groups

let private reading (image: ImageShape) (inputs: ChannelGroups list) (layer: LayerDescription) =
    { Layer = layer; Sources = List.map source inputs; Image = image; Small = None }

let private convolution (height: int) (width: int) (image: ImageShape) (hidden: int) (outputs: ChannelGroups) =
    let inputs = channels (2 * hidden) image
    reading image [ inputs ] (MaskedConvolution(inputs, outputs, height, width, MaskType.B))

let private first (image: ImageShape) (hidden: int) =
    let input = ImageInput image
    let layer = MaskedConvolution(input.Output, channels (2 * hidden) image, 7, 7, MaskType.A)
    { Layer = layer; Sources = [ input ]; Image = image; Small = None }

let private gates (image: ImageShape) (hidden: int) = LstmGates.For(channels hidden image)

let private upsampling (factor: int) (image: ImageShape) (hidden: int) =
    let large = ImageShape(image.Channels, factor * image.Height, factor * image.Width, image.Levels)
    { Layer = Upsampling(image, large, hidden); Sources = []; Image = large; Small = Some image }

let private rows (channels: ChannelGroups) = MapDescription(channels, MapTiming.Row)

let private halves (hidden: int) = Gate.InputFor(ChannelGroups(hidden, 1))

/// The same image with sides that halve.
let private even (image: ImageShape) = ImageShape(image.Channels, 4, 6, image.Levels)

/// A layer that reads a map which is known a row at a time.
let private rowsOf (image: ImageShape) (channels: ChannelGroups) (layer: MapDescription -> #LayerDescription) =
    let map = rows channels
    { Layer = layer map; Sources = [ Rectifier map ]; Image = image; Small = None }

let private rowReading (image: ImageShape) (hidden: int) (layer: MapDescription -> #LayerDescription) =
    rowsOf image (ChannelGroups(hidden, 1)) layer

/// The layers by name, for an image and a width h.
let all: (string * (ImageShape -> int -> LayerCase)) list =
    [ "image", (fun image _ -> { Layer = ImageInput image; Sources = []; Image = image; Small = None })
      "7×7 mask A", first
      "1×1 mask B", (fun image hidden -> convolution 1 1 image hidden (channels hidden image))
      "3×3 mask B", (fun image hidden -> convolution 3 3 image hidden (channels hidden image))
      "5×3 mask B", (fun image hidden -> convolution 5 3 image hidden (channels (2 * hidden) image))
      "1×1 mask B to gates", (fun image hidden -> convolution 1 1 image hidden (gates image hidden))
      "1×3 mask B to gates", (fun image hidden -> convolution 1 3 image hidden (gates image hidden))
      "1×5 mask B to gates", (fun image hidden -> convolution 1 5 image hidden (gates image hidden))
      "ReLU", (fun image hidden -> let c = channels hidden image in reading image [ c ] (Rectifier c))
      "sum of 2", (fun image hidden -> let c = channels hidden image in reading image [ c; c ] (Sum(c, 2)))
      "sum of 3", (fun image hidden -> let c = gates image hidden in reading image [ c; c; c ] (Sum(c, 3)))
      "row LSTM 3", (fun image hidden -> let c = gates image hidden in reading image [ c ] (RowLstmScan(c, 3)))
      "row LSTM 5", (fun image hidden -> let c = gates image hidden in reading image [ c ] (RowLstmScan(c, 5)))
      "diagonal LSTM from left",
      (fun image hidden ->
          let c = gates image hidden
          reading image [ c ] (DiagonalLstmScan(c, ScanDirection.LeftToRight)))
      "diagonal LSTM from right",
      (fun image hidden ->
          let c = gates image hidden
          reading image [ c ] (DiagonalLstmScan(c, ScanDirection.RightToLeft)))
      "4×7 above", (fun image hidden ->
          let input = ImageInput image
          { Layer = MaskedConvolution(input.Map, rows (halves hidden), Taps.Above(4, 7)); Sources = [ input ]; Image = image; Small = None })
      "2×3 down", (fun image hidden -> rowReading image hidden (fun map -> MaskedConvolution(map, rows (halves hidden), Taps.Down(2, 3))))
      "2×2 down right",
      (fun image hidden ->
          let c = ChannelGroups(hidden, 1)
          reading image [ c ] (MaskedConvolution(MapDescription c, MapDescription(halves hidden), Taps.DownRight(2, 2))))
      "2×1 left", (fun image hidden ->
          let input = ImageInput image
          { Layer = MaskedConvolution(input.Map, MapDescription(ChannelGroups(hidden, 1)), Taps.Left(2, 1)); Sources = [ input ]; Image = image; Small = None })
      "2×3 down, normed",
      (fun image hidden -> rowReading image hidden (fun map -> MaskedConvolution(map, rows (halves hidden), Taps.Down(2, 3), WeightNorm = true)))
      "3×3 mask B, normed",
      (fun image hidden ->
          let c = channels hidden image
          reading image [ c ] (MaskedConvolution(MapDescription c, MapDescription c, Taps.Masked(3, 3, MaskType.B), WeightNorm = true)))
      "2×3 down, halving",
      (fun image hidden ->
          rowReading (even image) hidden (fun map ->
              MaskedConvolution(map, MapDescription(halves hidden, MapTiming.Row, 2), Taps.Down(2, 3), WeightNorm = true)))
      "2×2 down right, halving",
      (fun image hidden ->
          let c = ChannelGroups(hidden, 1)
          reading (even image) [ c ] (MaskedConvolution(MapDescription c, MapDescription(c, MapTiming.Pixel, 2), Taps.DownRight(2, 2))))
      "2×3 doubling",
      (fun image hidden ->
          let coarse = MapDescription(ChannelGroups(hidden, 1), MapTiming.Row, 2)
          { Layer = TransposedConvolution(coarse, rows (halves hidden), 2, 3, 1, WeightNorm = true); Sources = [ Rectifier coarse ]; Image = even image; Small = None })
      "2×2 doubling",
      (fun image hidden ->
          let coarse = MapDescription(ChannelGroups(hidden, 1), MapTiming.Pixel, 2)
          { Layer = TransposedConvolution(coarse, MapDescription(ChannelGroups(hidden, 1)), 2, 2, 0); Sources = [ Rectifier coarse ]; Image = even image; Small = None })
      "tanh gate", (fun image hidden -> let c = Gate.InputFor(channels hidden image) in reading image [ c ] (Gate(MapDescription c, true)))
      "linear gate of rows", (fun image hidden -> rowsOf image (halves hidden) (fun map -> Gate(map, false)))
      "concat ELU", (fun image hidden -> let c = channels hidden image in reading image [ c ] (ConcatElu(MapDescription c)))
      "ELU of rows", (fun image hidden -> rowReading image hidden Elu)
      "class bias", (fun image hidden -> let c = channels hidden image in reading image [ c ] (ClassBias(MapDescription c, 3)))
      "class bias of rows", (fun image hidden -> rowReading image hidden (fun map -> ClassBias(map, 2)))
      "dropout", (fun image hidden -> let c = channels hidden image in reading image [ c ] (MapDropout(MapDescription c, 0.5)))
      "unmasked 1×1",
      (fun image hidden ->
          let c = ChannelGroups(hidden + 1, 1)
          reading image [ c ] (MaskedConvolution(MapDescription c, MapDescription(gates image hidden), Taps.Point, HasBias = false)))
      "upsampling ×2", upsampling 2
      "upsampling ×3", upsampling 3
      "upsampling ×2×2", upsampling 4 ]
