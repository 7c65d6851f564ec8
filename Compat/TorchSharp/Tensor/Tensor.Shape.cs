using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        const long AllDimensions = long.MinValue;

        public Tensor reshape(params long[] shape) => Shim.px_reshape(this, shape, shape.Length);

        public Tensor view(params long[] shape) => Shim.px_view(this, shape, shape.Length);

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Shim.px_flatten(this, start_dim, end_dim);

        public Tensor squeeze(long? dim = null) => Shim.px_squeeze(this, dim ?? AllDimensions);

        public Tensor unsqueeze(long dim) => Shim.px_unsqueeze(this, dim);

        public Tensor transpose(long dim0, long dim1) => Shim.px_transpose(this, dim0, dim1);

        public Tensor t() => Shim.px_transpose(this, 0, ndim < 2 ? 0 : 1);

        public Tensor permute(params long[] permutation) => Shim.px_permute(this, permutation, permutation.Length);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Shim.px_expand(this, sizes, sizes.Length, isImplicit);

        public Tensor expand(params long[] sizes) => Shim.px_expand(this, sizes, sizes.Length, false);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor repeat(params long[] sizes) => Shim.px_repeat(this, sizes, sizes.Length);

        public Tensor flip(params long[] dims) => Shim.px_flip(this, dims, dims.Length);

        public Tensor roll(long shifts, long? dims = null) => roll([shifts], dims is { } dim ? [dim] : []);

        public Tensor roll(long[] shifts, long[] dims) => Shim.px_roll(this, shifts, shifts.Length, dims, dims.Length);

        public Tensor tril(long diagonal = 0) => Shim.px_tril(this, diagonal);

        public Tensor triu(long diagonal = 0) => Shim.px_triu(this, diagonal);

        public Tensor unfold(long dimension, long size, long step) => Shim.px_unfold(this, dimension, size, step);

        public Tensor[] chunk(long chunks, long dim = 0) => Many(Shim.px_chunk(this, chunks, dim));

        public Tensor[] split(long size, int dim = 0) => Many(Shim.px_split(this, size, dim));

        public Tensor[] split(long[] sizes, long dim = 0) => Many(Shim.px_split_sizes(this, sizes, sizes.Length, dim));

        public Tensor[] split(params long[] sizes) => split(sizes, 0L);

        public Tensor[] unbind(long dimension = 0) => Many(Shim.px_unbind(this, dimension));

        static Tensor[] Many(IntPtr list) => TensorList.Take(list);
    }
}
