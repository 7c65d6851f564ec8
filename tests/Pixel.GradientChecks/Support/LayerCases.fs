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
      "unmasked 1×1",
      (fun image hidden ->
          let c = ChannelGroups(hidden + 1, 1)
          reading image [ c ] (PointwiseConvolution(c, gates image hidden)))
      "upsampling ×2", upsampling 2
      "upsampling ×3", upsampling 3
      "upsampling ×2×2", upsampling 4 ]
