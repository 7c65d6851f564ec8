using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor alias() => Shim.px_alias(this);

        public Tensor clone() => Shim.px_clone(this);

        public Tensor contiguous() => Shim.px_contiguous(this);

        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            Shim.px_copy_(this, source, nonBlocking);
            return this;
        }

        public Tensor cpu() => Move(null, CPU, copy: false, disposeAfter: false, nonBlocking: false);

        public Tensor cuda(Device? device = null, bool non_blocking = false) =>
            Move(null, device ?? new Device(DeviceType.CUDA), copy: false, disposeAfter: false, non_blocking);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(type, null, copy, disposeAfter, non_blocking);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(type, null, copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(null, device, copy, disposeAfter, non_blocking);

        public Tensor to(
            DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(null, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(
            ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(type, device, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(null, new Device(device), copy, disposeAfter, non_blocking);

        // disposeAfter is for "x = x.to(...)": nothing to dispose where nothing had to be copied.
        Tensor Move(ScalarType? type, Device? device, bool copy, bool disposeAfter, bool nonBlocking)
        {
            var moved = Shim.px_to(this, Options.Like(type, device), nonBlocking, copy);
            if (disposeAfter) Dispose();
            return moved;
        }
    }
}
