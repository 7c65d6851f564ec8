using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Shim.px_sum(this, Options.Number(type));

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            Shim.px_sum_dims(this, dim, dim.Length, keepdim, Options.Number(type));

        public Tensor mean() => Shim.px_mean(this, Options.Number(null));

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Shim.px_mean_dims(this, dimensions, dimensions.Length, keepdim, Options.Number(type));

        public Tensor std(bool unbiased = true) => Shim.px_std(this, unbiased);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Converted(Shim.px_std_dims(this, dimensions, dimensions.Length, unbiased, keepdim), type);

        public Tensor var(bool unbiased = true) => Shim.px_var(this, unbiased);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Converted(Shim.px_var_dims(this, dimensions, dimensions.Length, unbiased, keepdim), type);

        public Tensor prod(ScalarType? type = null) => Shim.px_prod(this, Options.Number(type));

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) =>
            Shim.px_prod_dim(this, dim, keepdim, Options.Number(type));

        public Tensor max() => Shim.px_max(this);

        public Tensor max(Tensor other) => Shim.px_maximum(this, other);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)
        {
            Shim.px_max_dim(this, dim, keepdim, out var values, out var indexes);
            return (new Tensor(values), new Tensor(indexes));
        }

        public Tensor min() => Shim.px_min(this);

        public Tensor min(Tensor other) => Shim.px_minimum(this, other);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false)
        {
            Shim.px_min_dim(this, dim, keepdim, out var values, out var indexes);
            return (new Tensor(values), new Tensor(indexes));
        }

        public Tensor argmax() => Shim.px_argmax(this);

        public Tensor argmax(long dim, bool keepdim = false) => Shim.px_argmax_dim(this, dim, keepdim);

        public Tensor argmin() => Shim.px_argmin(this);

        public Tensor argmin(long dim, bool keepdim = false) => Shim.px_argmin_dim(this, dim, keepdim);

        public Tensor all() => Shim.px_all(this);

        public Tensor all(long dim, bool keepdim = false) => Shim.px_all_dim(this, dim, keepdim);

        public Tensor any() => Shim.px_any(this);

        public Tensor any(long dim, bool keepdim = false) => Shim.px_any_dim(this, dim, keepdim);

        public Tensor norm(float p = 2.0f) => Shim.px_norm(this, p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) => Shim.px_norm_dim(this, dim, keepdim, p);

        public Tensor cumsum(long dim, ScalarType? type = null) => Shim.px_cumsum(this, dim, Options.Number(type));

        public Tensor logsumexp(long dim, bool keepdim = false) => Shim.px_logsumexp(this, dim, keepdim);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Shim.px_softmax(this, dim, Options.Number(dtype));

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Shim.px_log_softmax(this, dim, Options.Number(dtype));

        static Tensor Converted(Tensor result, ScalarType? type) =>
            type is { } wanted && wanted != result.dtype ? result.to(wanted, disposeAfter: true) : result;
    }
}
