using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor zeros_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Shim.px_zeros_like(input, Options.Like(dtype, device, requires_grad, names));

    public static Tensor ones_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Shim.px_ones_like(input, Options.Like(dtype, device, requires_grad, names));

    public static Tensor empty_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Shim.px_empty_like(input, Options.Like(dtype, device, requires_grad, names));

    public static Tensor full_like(
        Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Shim.px_full_like(input, value.Number, Options.Like(dtype, device, requires_grad, names));

    public static Tensor rand_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Shim.px_rand_like(input, Options.Like(dtype, device, requires_grad, names));

    public static Tensor randn_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Shim.px_randn_like(input, Options.Like(dtype, device, requires_grad, names));
}
