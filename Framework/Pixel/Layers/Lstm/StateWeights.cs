using System.Numerics;
using Pixel.Contracts;
using Pixel.Kernels;

namespace Pixel.Layers.Lstm;

/// <summary>Packs state-to-state kernels for the step face.</summary>
static class StateWeights
{
    /// <summary>Packs some neighbours of a kernel, side by side: their h channels each to the 4h gates, group by group.</summary>
    /// <param name="gates">The gates and their colour groups.</param>
    /// <param name="weight">The kernel, (4h, h, neighbours).</param>
    /// <param name="neighbours">How many the kernel reads.</param>
    /// <param name="first">The first to pack.</param>
    /// <param name="count">How many to pack.</param>
    /// <param name="kernels">The arithmetic.</param>
    public static PackedMatrix<T> Pack<T>(ChannelGroups gates, T[] weight, int neighbours, int first, int count, VectorKernels<T> kernels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (hidden, order) = (LstmGates.Hidden(gates).Channels, gates.InGroupOrder());
        return new PackedMatrix<T>(count * hidden, order.Length, kernels).Pack((k, output) =>
        {
            var (neighbour, input) = Math.DivRem(k, hidden);
            return weight[(order[output] * hidden + input) * neighbours + first + neighbour];
        });
    }
}
