using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A number that stands where libtorch takes one; made implicitly from the numeric types.</summary>
public sealed class Scalar : IDisposable
{
    internal Scalar(Number number) => Number = number;

    internal Number Number { get; }

    /// <summary>Int64, Float64 or Bool: the widest type of its kind.</summary>
    public torch.ScalarType Type =>
        Number.IsReal ? torch.ScalarType.Float64 : Number.IsBoolean ? torch.ScalarType.Bool : torch.ScalarType.Int64;

    public static implicit operator Scalar(byte value) => new((long)value);
    public static implicit operator Scalar(sbyte value) => new((long)value);
    public static implicit operator Scalar(short value) => new((long)value);
    public static implicit operator Scalar(int value) => new((long)value);
    public static implicit operator Scalar(long value) => new(value);
    public static implicit operator Scalar(Half value) => new((double)value);
    public static implicit operator Scalar(float value) => new((double)value);
    public static implicit operator Scalar(double value) => new(value);
    public static implicit operator Scalar(bool value) => new(value);

    /// <summary>Nothing native is held; here because the interface is part of the API.</summary>
    public void Dispose() { }
}
