using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A list of one comes back as that very object.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0)
    {
        if (tensors.Count == 0) throw new ArgumentException("Nothing to concatenate.", nameof(tensors));
        if (tensors.Count == 1) return tensors[0];
        var joined = Shim.px_cat(TensorList.Handles(tensors), tensors.Count, dim);
        GC.KeepAlive(tensors);
        return joined;
    }

    public static Tensor cat(Tensor[] tensors, long dim = 0) => cat((IList<Tensor>)tensors, dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0)
    {
        Tensor[] list = [.. tensors];
        var joined = Shim.px_stack(TensorList.Handles(list), list.Length, dim);
        GC.KeepAlive(list);
        return joined;
    }

    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => input.chunk(chunks, dim);

    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) =>
        tensor.split(split_size_or_sections, dim);

    public static Tensor[] unbind(Tensor input, long dim = 0) => input.unbind(dim);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij")
    {
        Tensor[] list = [.. tensors];
        var grids = TensorList.Take(Shim.px_meshgrid(TensorList.Handles(list), list.Length, indexing));
        GC.KeepAlive(list);
        return grids;
    }

    public static Tensor[] where(Tensor condition) => TensorList.Take(Shim.px_nonzero(condition));

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Shim.px_where(condition, x, y);

    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);

    public static Tensor roll(Tensor input, long shifts, long? dims = null) => input.roll(shifts, dims);

    public static Tensor roll(Tensor input, long[] shifts) => Shim.px_roll(input, shifts, shifts.Length, [], 0);

    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => input.roll(shifts, dims);

    public static Tensor roll(Tensor input, (long, long) shifts, (long, long) dims) =>
        input.roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);

    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);

    public static Tensor narrow(Tensor input, long dim, long start, long length) => input.narrow(dim, start, length);

    public static Tensor select(Tensor input, long dim, long index) => input.select(dim, index);

    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);

    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);

    public static Tensor transpose(Tensor input, long dim0, long dim1) => input.transpose(dim0, dim1);

    public static Tensor permute(Tensor input, params long[] permutation) => input.permute(permutation);

    public static Tensor reshape(Tensor input, params long[] shape) => input.reshape(shape);

    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);

    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);

    public static Tensor triu(Tensor input, long diagonal = 0) => input.triu(diagonal);

    public static Tensor clone(Tensor input) => input.clone();
}
