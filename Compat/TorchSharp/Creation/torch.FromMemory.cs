using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Copies the array.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>Copies the array.</summary>
    public static Tensor from_array(
        Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromAnyArray(rawArray, TypeOf(rawArray), dtype, device, requires_grad, names);

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) =>
        from_array(data, dtype, device);

    /// <summary>Shares the array's memory: what is written to one is seen in the other.</summary>
    public static Tensor frombuffer(
        Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        if (TypeOf(rawArray) != dtype) throw new ArgumentException($"The array's elements are not of type {dtype}.");
        var length = count < 0 ? rawArray.LongLength - offset : count;
        if (offset < 0 || offset + length > rawArray.LongLength) throw new ArgumentException("Offset and count leave the array.");
        ManagedCalls.Register();
        var pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        try
        {
            var start = pin.AddrOfPinnedObject() + (nint)(offset * Buffer.ByteLength(rawArray) / rawArray.LongLength);
            var options = Options.Of(dtype, CPU, requires_grad);
            return Shim.px_from_pinned(start, length, (int)dtype, GCHandle.ToIntPtr(pin), options);
        }
        catch
        {
            pin.Free();
            throw;
        }
    }

    static unsafe Tensor FromValue<T>(
        T value, ScalarType natural, ScalarType? dtype, Device? device, bool requiresGrad) where T : unmanaged =>
        Shim.px_from_memory(&value, [], 0, (int)natural, Options.Of(dtype ?? natural, device, requiresGrad));

    static Tensor FromArray<T>(
        T[] array, ReadOnlySpan<long> dimensions, ScalarType natural, ScalarType? dtype, Device? device, bool requiresGrad,
        string[]? names) where T : unmanaged
    {
        var expected = 1L;
        foreach (var dimension in dimensions) expected *= dimension;
        if (expected != array.LongLength) throw new ArgumentException($"{array.LongLength} elements do not fill the dimensions given.");
        unsafe
        {
            fixed (T* start = array)
                return Copy(start, dimensions, natural, dtype, device, requiresGrad, names);
        }
    }

    static Tensor FromAnyArray(
        Array array, ScalarType natural, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names)
    {
        Span<long> dimensions = stackalloc long[array.Rank];
        for (var i = 0; i < dimensions.Length; i++) dimensions[i] = array.GetLongLength(i);
        unsafe
        {
            fixed (byte* start = &MemoryMarshal.GetArrayDataReference(array))
                return Copy(start, dimensions, natural, dtype, device, requiresGrad, names);
        }
    }

    static unsafe Tensor Copy(
        void* start, ReadOnlySpan<long> dimensions, ScalarType natural, ScalarType? dtype, Device? device, bool requiresGrad,
        string[]? names) =>
        Shim.px_from_memory(
            start, dimensions, dimensions.Length, (int)natural, Options.Of(dtype ?? natural, device, requiresGrad, names));

    static ScalarType TypeOf(Array array) => Type.GetTypeCode(array.GetType().GetElementType()) switch
    {
        TypeCode.Boolean => ScalarType.Bool,
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        _ => throw new ArgumentException($"No tensor has elements of type {array.GetType().GetElementType()}."),
    };
}
