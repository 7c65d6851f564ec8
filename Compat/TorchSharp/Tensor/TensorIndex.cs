using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry of an index expression, as in Python's t[..., None, 1:3, mask].</summary>
    public struct TensorIndex
    {
        const long Absent = long.MinValue;
        const long NoneKind = 0, SingleKind = 1, EllipsisKind = 2, BoolKind = 3, TensorKind = 4, SliceKind = 5;

        long _kind;
        long _start;
        long _stop;
        long _step;
        Tensor? _tensor;

        public static TensorIndex Ellipsis = new() { _kind = EllipsisKind };
        public static TensorIndex None = new() { _kind = NoneKind };
        public static TensorIndex Null = new() { _kind = NoneKind };
        public static TensorIndex Colon = Slice();

        internal readonly IndexEntry Entry => new(_kind, _start, _stop, _step, _tensor?.Handle ?? IntPtr.Zero);

        public static TensorIndex Bool(bool value) => new() { _kind = BoolKind, _start = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => new() { _kind = SingleKind, _start = index ?? 0 };

        public static TensorIndex Tensor(Tensor tensor) => new() { _kind = TensorKind, _tensor = tensor };

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { _kind = SliceKind, _start = start ?? Absent, _stop = stop ?? Absent, _step = step ?? Absent };

        public static TensorIndex Slice((int?, int?) range) => Slice(range.Item1, range.Item2, null);

        public static TensorIndex Slice(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            !range.End.IsFromEnd ? range.End.Value : range.End.Value == 0 ? null : -range.End.Value,
            null);

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);

        // Only so that the compiler prefers the TensorIndex indexer where an index could become either; never called.
        public static implicit operator Tensor(TensorIndex value) =>
            throw new InvalidOperationException("A TensorIndex does not convert to a Tensor.");
    }
}
