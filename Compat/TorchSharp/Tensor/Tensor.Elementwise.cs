using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Shim.px_abs(this);

        public Tensor abs_() => Same(Shim.px_abs_(this));

        public Tensor neg() => Shim.px_neg(this);

        public Tensor neg_() => Same(Shim.px_neg_(this));

        public Tensor exp() => Shim.px_exp(this);

        public Tensor exp_() => Same(Shim.px_exp_(this));

        public Tensor expm1() => Shim.px_expm1(this);

        public Tensor expm1_() => Same(Shim.px_expm1_(this));

        public Tensor log() => Shim.px_log(this);

        public Tensor log_() => Same(Shim.px_log_(this));

        public Tensor log1p() => Shim.px_log1p(this);

        public Tensor log1p_() => Same(Shim.px_log1p_(this));

        public Tensor sqrt() => Shim.px_sqrt(this);

        public Tensor sqrt_() => Same(Shim.px_sqrt_(this));

        public Tensor rsqrt() => Shim.px_rsqrt(this);

        public Tensor rsqrt_() => Same(Shim.px_rsqrt_(this));

        public Tensor square() => Shim.px_square(this);

        public Tensor square_() => Same(Shim.px_square_(this));

        public Tensor sin() => Shim.px_sin(this);

        public Tensor sin_() => Same(Shim.px_sin_(this));

        public Tensor cos() => Shim.px_cos(this);

        public Tensor cos_() => Same(Shim.px_cos_(this));

        public Tensor sigmoid() => Shim.px_sigmoid(this);

        public Tensor sigmoid_() => Same(Shim.px_sigmoid_(this));

        public Tensor tanh() => Shim.px_tanh(this);

        public Tensor tanh_() => Same(Shim.px_tanh_(this));

        public Tensor relu() => Shim.px_relu(this);

        public Tensor relu_() => Same(Shim.px_relu_(this));

        public Tensor floor() => Shim.px_floor(this);

        public Tensor floor_() => Same(Shim.px_floor_(this));

        public Tensor ceil() => Shim.px_ceil(this);

        public Tensor ceil_() => Same(Shim.px_ceil_(this));

        public Tensor round() => Shim.px_round(this);

        public Tensor round_() => Same(Shim.px_round_(this));

        public Tensor trunc() => Shim.px_trunc(this);

        public Tensor trunc_() => Same(Shim.px_trunc_(this));

        public Tensor sign() => Shim.px_sign(this);

        public Tensor sign_() => Same(Shim.px_sign_(this));

        public Tensor erf() => Shim.px_erf(this);

        public Tensor erf_() => Same(Shim.px_erf_(this));

        public Tensor reciprocal() => Shim.px_reciprocal(this);

        public Tensor reciprocal_() => Same(Shim.px_reciprocal_(this));

        public Tensor logical_not() => Shim.px_logical_not(this);

        public Tensor bitwise_not() => Shim.px_bitwise_not(this);

        public Tensor isnan() => Shim.px_isnan(this);

        public Tensor isfinite() => Shim.px_isfinite(this);

        public Tensor isinf() => Shim.px_isinf(this);
    }
}
