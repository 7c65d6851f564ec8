using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => Shim.px_cuda_count();

        public static void manual_seed_all(long seed)
        {
            if (is_available()) torch.manual_seed(seed);
        }

        public static void synchronize(Device? device = null)
        {
            var place = InitializeDevice(device ?? new Device(DeviceType.CUDA));
            Shim.px_cuda_synchronize(place.index);
        }
    }
}
