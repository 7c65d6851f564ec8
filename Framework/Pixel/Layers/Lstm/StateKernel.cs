using System.Numerics;
using Pixel.Kernels.Training;

namespace Pixel.Layers.Lstm;

/// <summary>The state-to-state kernel of a scan, (4h, h, k), as the matrices that the scan multiplies with.</summary>
static unsafe class StateKernel
{
    /// <summary>The matrix of the forward scan: rows of each tap's states.</summary>
    /// <returns>(kh, 4h).</returns>
    public static PanelMatrix<T> Pack<T>(T* weight, int hidden, int kernel) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var packed = new PanelMatrix<T>(kernel * hidden, LstmGates.Count * hidden);
        for (var tap = 0; tap < kernel; tap++) packed.Fill(tap * hidden, hidden, weight + tap, kernel, hidden * kernel);
        return packed;
    }

    /// <summary>The matrix of the backward scan: rows of each tap's gates, the last tap first.</summary>
    /// <returns>(4kh, h).</returns>
    public static PanelMatrix<T> PackTransposed<T>(T* weight, int hidden, int kernel) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var gates = LstmGates.Count * hidden;
        var packed = new PanelMatrix<T>(kernel * gates, hidden);
        for (var tap = 0; tap < kernel; tap++) packed.Fill((kernel - 1 - tap) * gates, gates, weight + tap, hidden * kernel, kernel);
        return packed;
    }

    /// <summary>Writes a gradient laid out as <see cref="Pack"/> has it in the order of the kernel.</summary>
    public static void Unpack<T>(WeightGradient<T> sum, T* weight, int hidden, int kernel) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var gate = 0; gate < LstmGates.Count * hidden; gate++)
            for (var channel = 0; channel < hidden; channel++)
                for (var tap = 0; tap < kernel; tap++)
                    weight[((nint)gate * hidden + channel) * kernel + tap] = sum[tap * hidden + channel][gate];
    }
}
