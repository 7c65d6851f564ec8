using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        internal IntPtr DataPointer
        {
            get
            {
                Shim.px_data(this, out var data);
                return data;
            }
        }

        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            Require(typeof(T));
            return new TensorAccessor<T>(this);
        }

        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException("Number of elements in the tensor must be 1");
            return data<T>()[0];
        }

        public Scalar ToScalar()
        {
            Shim.px_item(this, out var value);
            return new Scalar(value);
        }

        public Span<byte> bytes
        {
            get
            {
                if (!is_contiguous()) throw new InvalidOperationException("bytes needs a contiguous tensor.");
                if (device_type != DeviceType.CPU) throw new InvalidOperationException("bytes needs a tensor in CPU memory.");
                var count = NumberOfElements * ElementSize;
                if (count > int.MaxValue) throw new ArgumentException("bytes reaches 2 GB at most.");
                unsafe
                {
                    return new Span<byte>((void*)DataPointer, (int)count);
                }
            }
            set
            {
                var target = bytes;
                if (target.Length != value.Length) throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(target);
            }
        }

        void Require(Type type)
        {
            var expected = dtype switch
            {
                ScalarType.Byte => typeof(byte),
                ScalarType.Int8 => typeof(sbyte),
                ScalarType.Int16 => typeof(short),
                ScalarType.Int32 => typeof(int),
                ScalarType.Int64 => typeof(long),
                ScalarType.Float16 => typeof(Half),
                ScalarType.Float32 => typeof(float),
                ScalarType.Float64 => typeof(double),
                ScalarType.Bool => typeof(bool),
                _ => null,
            };
            if (type != expected) throw new ArgumentException($"{type.Name} is not compatible with {dtype}");
        }
    }
}
