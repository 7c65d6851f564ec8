using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public ScalarType dtype => (ScalarType)Shim.px_dtype(this);

        public Device device => new(device_type, device_index);

        public DeviceType device_type => (DeviceType)Shim.px_device_type(this);

        public int device_index => Shim.px_device_index(this);

        public bool is_cuda => device_type == DeviceType.CUDA;

        public long ndim => Shim.px_ndim(this);

        public long dim() => ndim;

        public long NumberOfElements => Shim.px_numel(this);

        public long numel() => NumberOfElements;

        public long ElementSize => Shim.px_element_size(this);

        public long element_size() => ElementSize;

        public long[] shape
        {
            get
            {
                var sizes = new long[ndim];
                unsafe
                {
                    fixed (long* start = sizes) Shim.px_sizes(this, start);
                }

                return sizes;
            }
        }

        public long[] size() => shape;

        public long size(int dim)
        {
            Shim.px_size(this, dim, out var size);
            return size;
        }

        public long[] stride()
        {
            var strides = new long[ndim];
            unsafe
            {
                fixed (long* start = strides) Shim.px_strides(this, start);
            }

            return strides;
        }

        public bool is_contiguous() => Shim.px_is_contiguous(this);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public override string ToString() =>
            IsInvalid ? "[invalid]" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

        // == compares elements; two Tensor objects are the same key only if they are the same object.
        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
