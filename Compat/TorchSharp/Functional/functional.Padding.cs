using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Last dimension first, as in PyTorch.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Shim.px_pad(input, pad, pad.Length, (int)mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Shim.px_pad(input, [pad, pad], 2, (int)mode, value);

            public static Tensor pad(
                Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Shim.px_pad(input, [pad.Item1, pad.Item2], 2, (int)mode, value);

            public static Tensor pad(
                Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Shim.px_pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], 4, (int)mode, value);
        }
    }
}
