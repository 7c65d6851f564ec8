using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Shim.px_eq(this, target);
        public Tensor eq(Scalar target) => Shim.px_eq_number(this, target.Number);
        public Tensor ne(Tensor target) => Shim.px_ne(this, target);
        public Tensor ne(Scalar target) => Shim.px_ne_number(this, target.Number);
        public Tensor lt(Tensor target) => Shim.px_lt(this, target);
        public Tensor lt(Scalar target) => Shim.px_lt_number(this, target.Number);
        public Tensor gt(Tensor target) => Shim.px_gt(this, target);
        public Tensor gt(Scalar target) => Shim.px_gt_number(this, target.Number);
        public Tensor le(Tensor target) => Shim.px_le(this, target);
        public Tensor le(Scalar target) => Shim.px_le_number(this, target.Number);
        public Tensor ge(Tensor target) => Shim.px_ge(this, target);
        public Tensor ge(Scalar target) => Shim.px_ge_number(this, target.Number);

        /// <summary>Element by element, unlike PyTorch's; see <see cref="allclose"/>.</summary>
        public Tensor equal(Tensor target) => eq(target);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
        {
            Shim.px_allclose(this, target, rtol, atol, equal_nan, out var close);
            return close;
        }

        public Tensor logical_and(Tensor other) => Shim.px_logical_and(this, other);
        public Tensor logical_or(Tensor other) => Shim.px_logical_or(this, other);
        public Tensor logical_xor(Tensor other) => Shim.px_logical_xor(this, other);
        public Tensor bitwise_and(Tensor other) => Shim.px_bitwise_and(this, other);
        public Tensor bitwise_or(Tensor other) => Shim.px_bitwise_or(this, other);
        public Tensor bitwise_xor(Tensor other) => Shim.px_bitwise_xor(this, other);
    }
}
