using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => Shim.px_add(left, right, Number.One);
        public static Tensor operator +(Tensor left, Scalar right) => Shim.px_add_number(left, right.Number, Number.One);
        public static Tensor operator +(Scalar left, Tensor right) => Shim.px_add_number(right, left.Number, Number.One);
        public static Tensor operator +(Tensor left, int right) => Shim.px_add_number(left, right, Number.One);
        public static Tensor operator +(Tensor left, long right) => Shim.px_add_number(left, right, Number.One);
        public static Tensor operator +(Tensor left, float right) => Shim.px_add_number(left, right, Number.One);
        public static Tensor operator +(Tensor left, double right) => Shim.px_add_number(left, right, Number.One);
        public static Tensor operator +(int left, Tensor right) => Shim.px_add_number(right, left, Number.One);
        public static Tensor operator +(long left, Tensor right) => Shim.px_add_number(right, left, Number.One);
        public static Tensor operator +(float left, Tensor right) => Shim.px_add_number(right, left, Number.One);
        public static Tensor operator +(double left, Tensor right) => Shim.px_add_number(right, left, Number.One);

        public static Tensor operator -(Tensor left, Tensor right) => Shim.px_sub(left, right, Number.One);
        public static Tensor operator -(Tensor left, Scalar right) => Shim.px_sub_number(left, right.Number, Number.One);
        public static Tensor operator -(Scalar left, Tensor right) => Shim.px_rsub(right, left.Number);
        public static Tensor operator -(Tensor left, int right) => Shim.px_sub_number(left, right, Number.One);
        public static Tensor operator -(Tensor left, long right) => Shim.px_sub_number(left, right, Number.One);
        public static Tensor operator -(Tensor left, float right) => Shim.px_sub_number(left, right, Number.One);
        public static Tensor operator -(Tensor left, double right) => Shim.px_sub_number(left, right, Number.One);
        public static Tensor operator -(int left, Tensor right) => Shim.px_rsub(right, left);
        public static Tensor operator -(long left, Tensor right) => Shim.px_rsub(right, left);
        public static Tensor operator -(float left, Tensor right) => Shim.px_rsub(right, left);
        public static Tensor operator -(double left, Tensor right) => Shim.px_rsub(right, left);

        public static Tensor operator *(Tensor left, Tensor right) => Shim.px_mul(left, right);
        public static Tensor operator *(Tensor left, Scalar right) => Shim.px_mul_number(left, right.Number);
        public static Tensor operator *(Scalar left, Tensor right) => Shim.px_mul_number(right, left.Number);
        public static Tensor operator *(Tensor left, int right) => Shim.px_mul_number(left, right);
        public static Tensor operator *(Tensor left, long right) => Shim.px_mul_number(left, right);
        public static Tensor operator *(Tensor left, float right) => Shim.px_mul_number(left, right);
        public static Tensor operator *(Tensor left, double right) => Shim.px_mul_number(left, right);
        public static Tensor operator *(int left, Tensor right) => Shim.px_mul_number(right, left);
        public static Tensor operator *(long left, Tensor right) => Shim.px_mul_number(right, left);
        public static Tensor operator *(float left, Tensor right) => Shim.px_mul_number(right, left);
        public static Tensor operator *(double left, Tensor right) => Shim.px_mul_number(right, left);

        public static Tensor operator /(Tensor left, Tensor right) => Shim.px_div(left, right, 0);
        public static Tensor operator /(Tensor left, Scalar right) => Shim.px_div_number(left, right.Number, 0);
        public static Tensor operator /(Scalar left, Tensor right) => Over(left.Number, right);
        public static Tensor operator /(Tensor left, int right) => Shim.px_div_number(left, right, 0);
        public static Tensor operator /(Tensor left, long right) => Shim.px_div_number(left, right, 0);
        public static Tensor operator /(Tensor left, float right) => Shim.px_div_number(left, right, 0);
        public static Tensor operator /(Tensor left, double right) => Shim.px_div_number(left, right, 0);
        public static Tensor operator /(int left, Tensor right) => Over(left, right);
        public static Tensor operator /(long left, Tensor right) => Over(left, right);
        public static Tensor operator /(float left, Tensor right) => Over(left, right);
        public static Tensor operator /(double left, Tensor right) => Over(left, right);

        public static Tensor operator %(Tensor left, Tensor right) => Shim.px_remainder(left, right);
        public static Tensor operator %(Tensor left, Scalar right) => Shim.px_remainder_number(left, right.Number);
        public static Tensor operator %(Tensor left, int right) => Shim.px_remainder_number(left, right);
        public static Tensor operator %(Tensor left, long right) => Shim.px_remainder_number(left, right);
        public static Tensor operator %(Tensor left, float right) => Shim.px_remainder_number(left, right);
        public static Tensor operator %(Tensor left, double right) => Shim.px_remainder_number(left, right);

        public static Tensor operator -(Tensor tensor) => tensor.neg();

        public static Tensor operator ~(Tensor left) => Shim.px_bitwise_not(left);
        public static Tensor operator &(Tensor left, Tensor right) => Shim.px_bitwise_and(left, right);
        public static Tensor operator |(Tensor left, Tensor right) => Shim.px_bitwise_or(left, right);
        public static Tensor operator ^(Tensor left, Tensor right) => Shim.px_bitwise_xor(left, right);

        public static Tensor operator ==(Tensor left, Tensor right) => Shim.px_eq(left, right);
        public static Tensor operator ==(Tensor left, Scalar right) => Shim.px_eq_number(left, right.Number);
        public static Tensor operator ==(Scalar left, Tensor right) => Shim.px_eq_number(right, left.Number);
        public static Tensor operator !=(Tensor left, Tensor right) => Shim.px_ne(left, right);
        public static Tensor operator !=(Tensor left, Scalar right) => Shim.px_ne_number(left, right.Number);
        public static Tensor operator !=(Scalar left, Tensor right) => Shim.px_ne_number(right, left.Number);
        public static Tensor operator <(Tensor left, Tensor right) => Shim.px_lt(left, right);
        public static Tensor operator <(Tensor left, Scalar right) => Shim.px_lt_number(left, right.Number);
        public static Tensor operator <(Scalar left, Tensor right) => Shim.px_gt_number(right, left.Number);
        public static Tensor operator <=(Tensor left, Tensor right) => Shim.px_le(left, right);
        public static Tensor operator <=(Tensor left, Scalar right) => Shim.px_le_number(left, right.Number);
        public static Tensor operator <=(Scalar left, Tensor right) => Shim.px_ge_number(right, left.Number);
        public static Tensor operator >(Tensor left, Tensor right) => Shim.px_gt(left, right);
        public static Tensor operator >(Tensor left, Scalar right) => Shim.px_gt_number(left, right.Number);
        public static Tensor operator >(Scalar left, Tensor right) => Shim.px_lt_number(right, left.Number);
        public static Tensor operator >=(Tensor left, Tensor right) => Shim.px_ge(left, right);
        public static Tensor operator >=(Tensor left, Scalar right) => Shim.px_ge_number(left, right.Number);
        public static Tensor operator >=(Scalar left, Tensor right) => Shim.px_le_number(right, left.Number);

        static Tensor Over(Number numerator, Tensor denominator)
        {
            using var reciprocal = denominator.reciprocal();
            return Shim.px_mul_number(reciprocal, numerator);
        }
    }
}
