using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

static partial class Shim
{
    [LibraryImport(Library)]
    internal static partial Tensor px_abs(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_abs_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_neg(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_neg_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_exp(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_exp_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_expm1(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_expm1_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_log(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_log_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_log1p(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_log1p_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_sqrt(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_sqrt_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_rsqrt(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_rsqrt_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_square(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_square_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_sin(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_sin_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_cos(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_cos_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_sigmoid(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_sigmoid_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_tanh(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_tanh_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_relu(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_relu_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_floor(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_floor_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_ceil(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_ceil_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_round(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_round_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_trunc(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_trunc_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_sign(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_sign_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_erf(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_erf_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_reciprocal(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_reciprocal_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Status px_zero_(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_logical_not(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_bitwise_not(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_isnan(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_isfinite(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_isinf(Tensor self);

    [LibraryImport(Library)]
    internal static partial Tensor px_mul(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Status px_mul_(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_mul_number(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Status px_mul_number_(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Tensor px_pow(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Status px_pow_(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_pow_number(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Status px_pow_number_(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Tensor px_remainder(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_remainder_number(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Tensor px_eq(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_eq_number(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Tensor px_ne(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_ne_number(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Tensor px_lt(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_lt_number(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Tensor px_gt(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_gt_number(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Tensor px_le(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_le_number(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Tensor px_ge(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_ge_number(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Tensor px_maximum(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_minimum(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_logical_and(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_logical_or(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_logical_xor(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_bitwise_and(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_bitwise_or(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_bitwise_xor(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_logaddexp(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_matmul(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_mm(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Tensor px_bmm(Tensor self, Tensor other);

    [LibraryImport(Library)]
    internal static partial Status px_fill_number_(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Tensor px_add(Tensor self, Tensor other, Number alpha);

    [LibraryImport(Library)]
    internal static partial Status px_add_(Tensor self, Tensor other, Number alpha);

    [LibraryImport(Library)]
    internal static partial Tensor px_add_number(Tensor self, Number other, Number alpha);

    [LibraryImport(Library)]
    internal static partial Status px_add_number_(Tensor self, Number other, Number alpha);

    [LibraryImport(Library)]
    internal static partial Tensor px_sub(Tensor self, Tensor other, Number alpha);

    [LibraryImport(Library)]
    internal static partial Status px_sub_(Tensor self, Tensor other, Number alpha);

    [LibraryImport(Library)]
    internal static partial Tensor px_sub_number(Tensor self, Number other, Number alpha);

    [LibraryImport(Library)]
    internal static partial Status px_sub_number_(Tensor self, Number other, Number alpha);

    [LibraryImport(Library)]
    internal static partial Tensor px_rsub(Tensor self, Number other);

    [LibraryImport(Library)]
    internal static partial Tensor px_div(Tensor self, Tensor other, int rounding);

    [LibraryImport(Library)]
    internal static partial Tensor px_div_number(Tensor self, Number other, int rounding);

    [LibraryImport(Library)]
    internal static partial Status px_div_(Tensor self, Tensor other, int rounding);

    [LibraryImport(Library)]
    internal static partial Status px_div_number_(Tensor self, Number other, int rounding);

    [LibraryImport(Library)]
    internal static partial Tensor px_addcmul(Tensor self, Tensor first, Tensor second, Number value);

    [LibraryImport(Library)]
    internal static partial Status px_addcmul_(Tensor self, Tensor first, Tensor second, Number value);

    [LibraryImport(Library)]
    internal static partial Tensor px_addcdiv(Tensor self, Tensor first, Tensor second, Number value);

    [LibraryImport(Library)]
    internal static partial Status px_addcdiv_(Tensor self, Tensor first, Tensor second, Number value);

    [LibraryImport(Library)]
    internal static partial Tensor px_lerp(Tensor self, Tensor end, Tensor weight);

    [LibraryImport(Library)]
    internal static partial Status px_lerp_(Tensor self, Tensor end, Tensor weight);

    [LibraryImport(Library)]
    internal static partial Tensor px_clamp(Tensor self, Number min, Number max);

    [LibraryImport(Library)]
    internal static partial Tensor px_clamp_tensor(Tensor self, Tensor? min, Tensor? max);

    [LibraryImport(Library)]
    internal static partial Status px_clamp_(Tensor self, Number min, Number max);

    [LibraryImport(Library)]
    internal static partial Status px_clamp_tensor_(Tensor self, Tensor? min, Tensor? max);

    [LibraryImport(Library)]
    internal static partial Tensor px_masked_fill(Tensor self, Tensor mask, Number value);

    [LibraryImport(Library)]
    internal static partial Status px_masked_fill_(Tensor self, Tensor mask, Number value);
}
