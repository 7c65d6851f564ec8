using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var whole = start.Number.IsInteger && stop.Number.IsInteger && step.Number.IsInteger;
        ScalarType? inferred = whole ? ScalarType.Int64 : null;
        return Shim.px_arange(
            start.Number, stop.Number, step.Number, Options.Of(dtype, device, requires_grad, inferred: inferred));
    }

    public static Tensor arange(
        Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Shim.px_linspace(start, end, steps, Options.Of(dtype, device, requires_grad));

    public static Tensor eye(
        long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Shim.px_eye(rows, columns < 0 ? rows : columns, Options.Of(dtype, device, requires_grad, names));

    static ScalarType? Natural(Scalar value) =>
        value.Number.IsBoolean ? ScalarType.Bool : value.Number.IsInteger ? ScalarType.Int64 : null;
}
