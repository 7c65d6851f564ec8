using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>A scalar argument as the shim takes it; see Number in shim.h.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct Number(long Kind, long Bits)
{
    const long Integer = 0, Real = 1, Boolean = 2;

    public static readonly Number One = 1;
    public static readonly Number Absent = new(-1, 0);

    public bool IsInteger => Kind == Integer;
    public bool IsReal => Kind == Real;
    public bool IsBoolean => Kind == Boolean;

    public static Number From(Scalar? value) => value is null ? Absent : value.Number;

    public static implicit operator Number(long value) => new(Integer, value);
    public static implicit operator Number(int value) => new(Integer, value);
    public static implicit operator Number(double value) => new(Real, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Number(float value) => (double)value;
    public static implicit operator Number(bool value) => new(Boolean, value ? 1 : 0);

    public double ToDouble() => IsReal ? BitConverter.Int64BitsToDouble(Bits) : Bits;
    public long ToInt64() => IsReal ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;
}
