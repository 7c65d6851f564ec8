using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => Shim.px_select(this, 0, i1);
            set => Set(value, [i1]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => At([i1, i2]);
            set => Set(value, [i1, i2]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => Set(value, indices);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var result = Shim.px_index(this, Entries(indices), indices.Length);
            GC.KeepAlive(indices);
            return result;
        }

        public Tensor index(params Tensor[] indices) => index(Places(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            Shim.px_index_put_(this, Entries(indices), indices.Length, value);
            GC.KeepAlive(indices);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Places(indices));

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            Shim.px_index_fill_(this, Entries(indices), indices.Length, value.Number);
            GC.KeepAlive(indices);
            return this;
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Places(indices));

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            if (!accumulate) return index_put_(value, Places(indices));
            Shim.px_index_add_(this, TensorList.Handles(indices), indices.Length, value);
            GC.KeepAlive(indices);
            return this;
        }

        public Tensor index_select(long dim, Tensor index) => Shim.px_index_select(this, dim, index);

        public Tensor select(long dim, long index) => Shim.px_select(this, dim, index);

        public Tensor narrow(long dim, long start, long length) => Shim.px_narrow(this, dim, start, length);

        public Tensor slice(long dim, long start, long finish, long step) => Shim.px_slice(this, dim, start, finish, step);

        public Tensor gather(long dim, Tensor index) => Shim.px_gather(this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Shim.px_scatter(this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src)
        {
            Shim.px_scatter_(this, dim, index, src);
            return this;
        }

        public Tensor masked_fill(Tensor mask, Scalar value) => Shim.px_masked_fill(this, mask, value.Number);

        public Tensor masked_fill_(Tensor mask, Scalar value)
        {
            Shim.px_masked_fill_(this, mask, value.Number);
            return this;
        }

        Tensor At(ReadOnlySpan<long> indices) => Shim.px_index(this, Entries(indices), indices.Length);

        void Set(Tensor value, ReadOnlySpan<long> indices) =>
            Shim.px_index_put_(this, Entries(indices), indices.Length, value);

        static IndexEntry[] Entries(TensorIndex[] indices) => Array.ConvertAll(indices, index => index.Entry);

        static IndexEntry[] Entries(ReadOnlySpan<long> indices)
        {
            var entries = new IndexEntry[indices.Length];
            for (var i = 0; i < entries.Length; i++) entries[i] = TensorIndex.Single(indices[i]).Entry;
            return entries;
        }

        static TensorIndex[] Places(Tensor[] indices) => Array.ConvertAll(indices, TensorIndex.Tensor);
    }
}
