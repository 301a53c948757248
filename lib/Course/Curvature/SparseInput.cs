using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// A layer's input h, <c>[N, D]</c>, that is mostly zeros, as images of digits are, with the two products that a Hessian product takes of it. They are taken over
/// the other numbers alone, which are kept by rows and by columns: with a fifth of h not zero, in less than half the time of the dense products.
/// </summary>
/// <remarks>Each number of a product is summed by one thread, in the order of h: it does not depend on the number of threads.</remarks>
internal sealed class SparseInput
{
    private const double Densest = 0.3; // the dense product takes as long from about 0.4 on
    private const long Fewest = 1024; // samples: of a batch the dense products take no longer, and the numbers need not be sought
    private readonly Compressed rows, columns;

    private SparseInput(Compressed rows, Compressed columns) => (this.rows, this.columns) = (rows, columns);

    /// <summary>Whether products over what is not zero save time: for float32 on the CPU with enough samples, few enough numbers, and a layer of enough units.</summary>
    public static bool Pays(Tensor input, long units)
    {
        if (input.dtype != ScalarType.Float32 || input.device_type != DeviceType.CPU || input.shape[0] < Fewest || units < Compressed.Panel) return false;
        if (Math.Max(input.numel(), units * Math.Max(input.shape[0], input.shape[1])) > int.MaxValue / sizeof(float)) return false; // more than a span holds
        return input.count_nonzero().ToInt64() <= Densest * input.numel();
    }

    /// <summary>Takes an input apart.</summary>
    public static SparseInput Of(Tensor input)
    {
        using var dense = input.contiguous();
        var rows = Compressed.Of(Float32.Of(dense), (int)input.shape[0], (int)input.shape[1]);
        return new(rows, rows.Transposed());
    }

    /// <summary><c>h Vᵀ</c>, <c>[N, U]</c>, with V <c>[U, D]</c>.</summary>
    public Tensor Times(Tensor weight) => rows.Times(weight.t().contiguous());

    /// <summary><c>δᵀ h</c>, <c>[U, D]</c>, with δ <c>[N, U]</c>.</summary>
    public Tensor TransposedTimes(Tensor delta) => columns.Times(delta.contiguous()).t().contiguous();

    /// <summary>A matrix in compressed rows: those of its numbers that are not zero, with their columns, and where each row's begin.</summary>
    private sealed record Compressed(int[] Starts, int[] Columns, float[] Values, int Width)
    {
        private const int RowsAtOnce = 32;

        /// <summary>How many columns of a product are summed at a time: in four of the widest registers, or eight or sixteen narrower ones.</summary>
        public const int Panel = 64;

        private int Rows => Starts.Length - 1;

        public static Compressed Of(ReadOnlySpan<float> dense, int rows, int width)
        {
            var (starts, columns, values) = (new int[rows + 1], new List<int>(), new List<float>());
            for (var row = 0; row < rows; row++)
            {
                var numbers = dense.Slice(row * width, width);
                for (var column = 0; column < width; column++)
                {
                    if (numbers[column] == 0) continue; // one that is not a number is kept
                    columns.Add(column);
                    values.Add(numbers[column]);
                }
                starts[row + 1] = columns.Count;
            }
            return new(starts, [.. columns], [.. values], width);
        }

        public Compressed Transposed()
        {
            var starts = new int[Width + 1];
            foreach (var column in Columns) starts[column + 1]++;
            for (var column = 0; column < Width; column++) starts[column + 1] += starts[column];
            var (rows, values, next) = (new int[Columns.Length], new float[Columns.Length], starts[..Width]);
            for (var row = 0; row < Rows; row++)
                for (var k = Starts[row]; k < Starts[row + 1]; k++)
                {
                    var at = next[Columns[k]]++;
                    (rows[at], values[at]) = (row, Values[k]);
                }
            return new(starts, rows, values, Rows);
        }

        /// <summary>The product with a matrix, <c>[Width, U]</c>, U at least <see cref="Panel"/>.</summary>
        public Tensor Times(Tensor right)
        {
            var (units, product) = ((int)right.shape[1], empty(Rows, right.shape[1], ScalarType.Float32));
            Cores.For((Rows + RowsAtOnce - 1) / RowsAtOnce, part =>
            {
                var from = Float32.Of(right);
                var to = Float32.Of(product);
                for (var first = 0; first < units; first += Panel)
                    for (var row = part * RowsAtOnce; row < Math.Min(Rows, (part + 1) * RowsAtOnce); row++)
                        SumRow(row, from, to[(row * units)..], units, Math.Min(first, units - Panel)); // the last panel reaches back
            });
            return product;
        }

        private void SumRow(int row, ReadOnlySpan<float> right, Span<float> product, int units, int first)
        {
            ref var from = ref MemoryMarshal.GetReference(right);
            ref var to = ref MemoryMarshal.GetReference(product);
            Vector512<float> a = default, b = default, c = default, d = default;
            for (var k = Starts[row]; k < Starts[row + 1]; k++)
            {
                var x = Vector512.Create(Values[k]);
                var at = (nuint)((long)Columns[k] * units + first);
                a = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref from, at), a);
                b = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref from, at + 16), b);
                c = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref from, at + 32), c);
                d = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref from, at + 48), d);
            }
            var begin = (nuint)first;
            a.StoreUnsafe(ref to, begin);
            b.StoreUnsafe(ref to, begin + 16);
            c.StoreUnsafe(ref to, begin + 32);
            d.StoreUnsafe(ref to, begin + 48);
        }
    }
}
