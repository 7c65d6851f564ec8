using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor or of a view, in row-major order. A tensor outside CPU memory is copied there first.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    readonly torch.Tensor _tensor;
    readonly long[] _shape;
    readonly long[] _strides;
    readonly IntPtr _data;
    readonly bool _packed;
    readonly bool _ownsTensor;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _ownsTensor = tensor.device_type != DeviceType.CPU;
        _tensor = _ownsTensor ? tensor.cpu().DetachFromDisposeScope() : tensor;
        _shape = _tensor.shape;
        _strides = _tensor.stride();
        _packed = _tensor.is_contiguous();
        _data = _tensor.DataPointer;
        Count = _tensor.numel();
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get
        {
            unsafe
            {
                var value = ((T*)_data)[Offset(indices)];
                GC.KeepAlive(_tensor);
                return value;
            }
        }
        set
        {
            unsafe
            {
                ((T*)_data)[Offset(indices)] = value;
                GC.KeepAlive(_tensor);
            }
        }
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    public Array ToNDArray()
    {
        if (_shape.Length == 0) return ToArray();
        var array = Array.CreateInstance(typeof(T), _shape);
        unsafe
        {
            fixed (byte* start = &System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array))
                CopyTo(new Span<T>(start, checked((int)Count)));
        }

        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = (int)Math.Min(target.Length, Count - tensorIndex);
        unsafe
        {
            var data = (T*)_data;
            if (_packed) new Span<T>(data + tensorIndex, count).CopyTo(target);
            else for (var i = 0; i < count; i++) target[i] = data[Offset(tensorIndex + i)];
        }

        GC.KeepAlive(_tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyFrom(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        var count = (int)Math.Min(source.Length, Count - tensorIndex);
        unsafe
        {
            var data = (T*)_data;
            if (_packed) source[..count].CopyTo(new Span<T>(data + tensorIndex, count));
            else for (var i = 0; i < count; i++) data[Offset(tensorIndex + i)] = source[i];
        }

        GC.KeepAlive(_tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0L; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        if (_ownsTensor) _tensor.Dispose();
    }

    long Offset(long[] indices)
    {
        if (indices.Length == 1) return Offset(indices[0]);
        if (indices.Length != _shape.Length) throw new ArgumentException($"Expected {_shape.Length} indices, got {indices.Length}.");
        var offset = 0L;
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= _shape[i])
                throw new IndexOutOfRangeException($"{indices[i]} >= {_shape[i]} in dimension {i}.");
            offset += indices[i] * _strides[i];
        }

        return offset;
    }

    long Offset(long linear)
    {
        if (linear < 0 || linear >= Count) throw new IndexOutOfRangeException($"{linear} in a tensor of {Count} elements.");
        if (_packed) return linear;
        var offset = 0L;
        for (var i = _shape.Length - 1; i >= 0; i--)
        {
            linear = Math.DivRem(linear, _shape[i], out var position);
            offset += position * _strides[i];
        }

        return offset;
    }
}
