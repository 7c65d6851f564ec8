using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public enum RoundingMode
    {
        None,
        trunc,
        floor,
    }

    public partial class Tensor
    {
        public Tensor add(Tensor target) => Shim.px_add(this, target, Number.One);
        public Tensor add(Tensor target, Scalar alpha) => Shim.px_add(this, target, alpha.Number);
        public Tensor add(Scalar scalar) => Shim.px_add_number(this, scalar.Number, Number.One);
        public Tensor add(Scalar scalar, Scalar alpha) => Shim.px_add_number(this, scalar.Number, alpha.Number);
        public Tensor add_(Tensor target) => Same(Shim.px_add_(this, target, Number.One));
        public Tensor add_(Tensor target, Scalar alpha) => Same(Shim.px_add_(this, target, alpha.Number));
        public Tensor add_(Scalar scalar) => Same(Shim.px_add_number_(this, scalar.Number, Number.One));
        public Tensor add_(Scalar scalar, Scalar alpha) => Same(Shim.px_add_number_(this, scalar.Number, alpha.Number));

        public Tensor sub(Tensor target) => Shim.px_sub(this, target, Number.One);
        public Tensor sub(Scalar target) => Shim.px_sub_number(this, target.Number, Number.One);
        public Tensor sub_(Tensor target) => Same(Shim.px_sub_(this, target, Number.One));
        public Tensor sub_(Scalar target) => Same(Shim.px_sub_number_(this, target.Number, Number.One));

        public Tensor mul(Tensor target) => Shim.px_mul(this, target);
        public Tensor mul(Scalar target) => Shim.px_mul_number(this, target.Number);
        public Tensor mul_(Tensor target) => Same(Shim.px_mul_(this, target));
        public Tensor mul_(Scalar target) => Same(Shim.px_mul_number_(this, target.Number));

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Shim.px_div(this, target, (int)rounding_mode);
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Shim.px_div_number(this, target.Number, (int)rounding_mode);
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Same(Shim.px_div_(this, target, (int)rounding_mode));
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Same(Shim.px_div_number_(this, target.Number, (int)rounding_mode));

        public Tensor remainder(Tensor other) => Shim.px_remainder(this, other);
        public Tensor remainder(Scalar other) => Shim.px_remainder_number(this, other.Number);

        public Tensor pow(Tensor exponent) => Shim.px_pow(this, exponent);
        public Tensor pow(Scalar exponent) => Shim.px_pow_number(this, exponent.Number);
        public Tensor pow_(Tensor exponent) => Same(Shim.px_pow_(this, exponent));
        public Tensor pow_(Scalar exponent) => Same(Shim.px_pow_number_(this, exponent.Number));

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Shim.px_addcmul(this, tensor1, tensor2, value.Number);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Same(Shim.px_addcmul_(this, tensor1, tensor2, value.Number));
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Shim.px_addcdiv(this, tensor1, tensor2, value.Number);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Shim.px_addcdiv(this, tensor1, tensor2, Number.One);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Same(Shim.px_addcdiv_(this, tensor1, tensor2, value.Number));
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Same(Shim.px_addcdiv_(this, tensor1, tensor2, Number.One));

        public Tensor lerp(Tensor end, Tensor weight) => Shim.px_lerp(this, end, weight);
        public Tensor lerp_(Tensor end, Tensor weight) => Same(Shim.px_lerp_(this, end, weight));

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Shim.px_clamp(this, Number.From(min), Number.From(max));
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Shim.px_clamp_tensor(this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) =>
            Same(Shim.px_clamp_(this, Number.From(min), Number.From(max)));
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Same(Shim.px_clamp_tensor_(this, min, max));

        public Tensor maximum(Tensor other) => Shim.px_maximum(this, other);
        public Tensor minimum(Tensor other) => Shim.px_minimum(this, other);
        public Tensor logaddexp(Tensor other) => Shim.px_logaddexp(this, other);

        public Tensor matmul(Tensor target) => Shim.px_matmul(this, target);
        public Tensor mm(Tensor target) => Shim.px_mm(this, target);
        public Tensor bmm(Tensor batch2) => Shim.px_bmm(this, batch2);

        public Tensor fill_(Scalar value) => Same(Shim.px_fill_number_(this, value.Number));
        public Tensor zero_() => Same(Shim.px_zero_(this));

        /// <summary>The result of a method that worked in place and, had it failed, would have thrown.</summary>
        Tensor Same(Status _) => this;
    }
}
