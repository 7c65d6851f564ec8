namespace Pixel.Reference

open System.Collections.Generic
open Pixel.Contracts

/// What the oracle finds for one layer.
type LayerValues =
    {
        /// The output map, (B, C', H, W).
        Output: WeightTensor
        /// The products of the cotangent and the Jacobian for each input, of its shape.
        Inputs: IReadOnlyList<WeightTensor>
        /// The same for each parameter, by its name within the layer.
        Parameters: IReadOnlyDictionary<string, WeightTensor>
    }

/// What the oracle finds for a network.
type NetworkValues =
    {
        /// The network's output map, (B, C', H, W).
        Output: WeightTensor
        /// −log p(x), or −log p(x | small), of each image, in nats.
        Nats: IReadOnlyList<float>
        /// −log p(small) of each image; null for an unconditional network.
        SmallNats: IReadOnlyList<float> | null
        /// The gradient of all nats together for the image that the network reads, (B, C, H, W). The levels whose
        /// likelihood is asked for are fixed.
        Image: WeightTensor
        /// The same for the smaller image, which both networks read, (B, C, s, s); null for an unconditional network.
        SmallImage: WeightTensor | null
        /// The same for each parameter, by its full name.
        Parameters: IReadOnlyDictionary<string, WeightTensor>
    }
