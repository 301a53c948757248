using System.Runtime.CompilerServices;
using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry of an index: a number, a range, a new axis, an ellipsis, a mask or a tensor of indices.</summary>
    public struct TensorIndex
    {
        internal enum Kind { None, Single, Null, Ellipsis, Bool, Tensor, Slice }

        internal Kind kind;
        internal long? start;
        internal long? stop;
        internal long? step;
        internal Tensor? tensor;

        /// <summary>As many whole dimensions as are left: Python's ….</summary>
        public static TensorIndex Ellipsis = new() { kind = Kind.Ellipsis };
        /// <summary>A new dimension of size 1: Python's None.</summary>
        public static TensorIndex None = new() { kind = Kind.None };
        /// <summary>A new dimension of size 1: Python's None.</summary>
        public static TensorIndex Null = new() { kind = Kind.Null };
        /// <summary>A whole dimension: Python's colon.</summary>
        public static TensorIndex Colon = Slice();

        /// <summary>Indices from start up to, but not including, the end, step apart; what is null goes to the border.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new() { kind = Kind.Slice, start = start, stop = stop, step = step };
        /// <inheritdoc cref="Slice(long?, long?, long?)"/>
        public static TensorIndex Slice((int? start, int? end) range) => Slice((long?)range.start, (long?)range.end);
        /// <inheritdoc cref="Slice(long?, long?, long?)"/>
        public static TensorIndex Slice(Range range) => Slice(From(range.Start), range.End.Equals(Index.End) ? null : From(range.End));
        /// <summary>A new dimension, of size 1 for true and of size 0 for false.</summary>
        public static TensorIndex Bool(bool value) => new() { kind = Kind.Bool, start = value ? 1 : 0 };
        /// <summary>One index; its dimension is gone from the result. A negative one counts from the end.</summary>
        public static TensorIndex Single(long? index) => new() { kind = Kind.Single, start = index };
        /// <summary>Indices in a tensor of integers, or a mask of booleans.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new() { kind = Kind.Tensor, tensor = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex(Index index) => Single(From(index));

        // The real package has it too, so that an index of numbers alone is not taken for one of tensors.
        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("Should not be called.");

        private static long From(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }

    public partial class Tensor
    {
        /// <summary>The part that indices name, to read (numbers and ranges as a view, masks and index tensors as a copy) or to write.</summary>
        [IndexerName("TensorItems")] public Tensor this[params TensorIndex[] indices] { get => index(indices); set => index_put_(value, indices); }
        /// <summary>The part that indices name, to read (numbers and ranges as a view, masks and index tensors as a copy) or to write.</summary>
        [IndexerName("TensorItems")] public Tensor this[params Tensor[] indices] { get => index(indices); set => index_put_(value, indices); }
        /// <summary>The element at the indices, or the slice where fewer than all dimensions are given, as a view; can be assigned.</summary>
        [IndexerName("TensorItems")] public Tensor this[params long[] indices] { get => Item(indices); set => Item(indices).copy_(value); }

        /// <summary>The part that indices name: numbers, ranges and new axes make a view, masks and tensors of indices a copy.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            var view = View(indices, out var tensors);
            return tensors is null ? view : Call("index.Tensor", view, tensors);
        }

        /// <inheritdoc cref="index(TensorIndex[])"/>
        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        /// <summary>Writes a value, which broadcasts, to the part that indices name; accumulate adds it instead, repeated indices too.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        /// <inheritdoc cref="index_put_(Tensor, TensorIndex[])"/>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var view = View(indices, out var tensors);
            if (!accumulate) value = WithoutLeadingOnes(value);
            if (tensors is not null) CallInPlace("index_put_", view, tensors, value, accumulate);
            else if (accumulate) view.add_(value);
            else view.copy_(value);
            return this;
        }

        // As NumPy does it: what is assigned may have more dimensions than the place.
        private static Tensor WithoutLeadingOnes(Tensor value)
        {
            var ones = value.shape.TakeWhile(static size => size == 1).Count();
            return ones == 0 ? value : value.reshape(value.shape[ones..]);
        }

        /// <inheritdoc cref="index_put_(Tensor, TensorIndex[])"/>
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);
        /// <inheritdoc cref="index_put_(Tensor, TensorIndex[])"/>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor), accumulate);
        /// <inheritdoc cref="index_put_(Tensor, TensorIndex[])"/>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices) => index_put_(full([], value, dtype, device), indices);
        /// <inheritdoc cref="index_put_(Tensor, TensorIndex[])"/>
        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(full([], value, dtype, device), indices);

        private Tensor Item(params ReadOnlySpan<long> indices)
        {
            var item = this;
            foreach (var index in indices) item = item.select(0, index);
            return item;
        }

        /// <summary>Applies what makes a view; tensors and masks are left, at the axes they index.</summary>
        private Tensor View(TensorIndex[] indices, out Tensor?[]? tensors)
        {
            var used = 0L;
            foreach (var index in indices)
                used += index.kind switch
                {
                    TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
                    TensorIndex.Kind.Tensor => AxesOf(index.tensor!),
                    _ => 0,
                };
            if (used > dim()) throw new System.Runtime.InteropServices.ExternalException($"too many indices for tensor of dimension {dim()} ({used} given)");

            var view = this;
            var (axis, covered) = (0, 0);  // covered: the axes that the entries found so far stand for
            List<Tensor?>? found = null;
            foreach (var index in indices)
                switch (index.kind)
                {
                    case TensorIndex.Kind.Single:
                        view = view.select(axis, index.start!.Value);
                        break;
                    case TensorIndex.Kind.Slice:
                        view = Call("slice.Tensor", view, (long)axis++, index.start, index.stop, index.step ?? 1);
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        axis += (int)(dim() - used);
                        break;
                    case TensorIndex.Kind.Tensor:
                        Leave(index.tensor!, AxesOf(index.tensor!));
                        break;
                    case TensorIndex.Kind.Bool:
                        view = view.unsqueeze(axis);
                        Leave(tensor(index.start == 0 ? Array.Empty<long>() : [0L], device: device), 1);
                        break;
                    default:
                        view = view.unsqueeze(axis++);
                        break;
                }
            tensors = found?.ToArray();
            return ReferenceEquals(view, this) ? alias() : view;

            void Leave(Tensor tensor, int axes)
            {
                found ??= [];
                for (; covered < axis; covered++) found.Add(null);
                found.Add(tensor.dtype == ScalarType.Int32 ? tensor.to_type(ScalarType.Int64) : tensor);  // libtorch 1 takes no others
                covered = axis += axes;
            }

            // A mask stands for as many axes as it has itself.
            static int AxesOf(Tensor tensor) => tensor.dtype is ScalarType.Bool or ScalarType.Byte ? (int)tensor.dim() : 1;
        }
    }
}
