using Pixel.Contracts;

namespace Pixel.Networks;

/// <summary>The output of a layer while a network is put together.</summary>
/// <param name="Index">The node's place in the network.</param>
/// <param name="Channels">The channels of its map and their colour groups.</param>
public readonly record struct NodeRef(int Index, ChannelGroups Channels);
