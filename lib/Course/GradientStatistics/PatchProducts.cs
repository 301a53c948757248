using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// Sums over a convolution's positions, <c>G[o, k] = Σₜ δ[o, t] a[pₜ + q_k]</c>, sample by sample: each sample's gradient by the kernel. A patch begins at the pixel
/// pₜ and has its k-th number q_k pixels further on, so that no patch is copied. Each core takes samples of its own.
/// </summary>
/// <remarks>For float32 on the CPU. A sum has one thread and one order, whatever the number of threads.</remarks>
internal static class PatchProducts
{
    private const int Outputs = 16; // summed at a time, in the widest register or in narrower ones
    private const int Elements = 6; // of the kernel that are summed at a time, so that a δ is read once for them

    /// <summary>Takes the sums.</summary>
    /// <param name="images"><c>[n, C, H, W]</c>.</param>
    /// <param name="border">The zeros that stand around them; a is a sample's images with these, one channel behind the other.</param>
    /// <param name="δ"><c>[n, O, T]</c>.</param>
    /// <param name="places">p, T long.</param>
    /// <param name="offsets">q, K long.</param>
    /// <returns><c>[n, O, K]</c>.</returns>
    public static Tensor Of(Tensor images, ZeroBorder border, Tensor δ, int[] places, int[] offsets)
    {
        var (count, outputs) = ((int)δ.shape[0], (int)δ.shape[1]);
        var (channels, height, width) = ((int)images.shape[1], (int)images.shape[2], (int)images.shape[3]);
        var (row, numbers) = (width + border.Columns.Before + border.Columns.Behind, channels * height * width);
        var pixels = (int)(channels * (height + border.Rows.Before + border.Rows.Behind) * row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(places.Max() + offsets.Max(), pixels, nameof(places));
        ArgumentOutOfRangeException.ThrowIfNotEqual(δ.shape[2], places.Length, nameof(places));
        var (a, d, sums) = (images.contiguous(), δ.contiguous(), empty([count, outputs, offsets.Length], ScalarType.Float32));
        Cores.For(count, sample =>
        {
            var (image, derivatives) = (ArrayPool<float>.Shared.Rent(pixels), ArrayPool<float>.Shared.Rent(places.Length * Outputs));
            Frame(Float32.Of(a).Slice(sample * numbers, numbers), channels, width, border, image.AsSpan(0, pixels));
            var given = Float32.Of(d).Slice(sample * outputs * places.Length, outputs * places.Length);
            var gradient = Float32.Of(sums).Slice(sample * outputs * offsets.Length, outputs * offsets.Length);
            for (var output = 0; output < outputs; output += Outputs)
            {
                var rows = Math.Min(Outputs, outputs - output);
                ByPlace(given.Slice(output * places.Length, rows * places.Length), rows, derivatives.AsSpan(0, places.Length * Outputs));
                for (var element = 0; element < offsets.Length; element += Elements)
                    Sum(image, derivatives, places, offsets.AsSpan(element), gradient[(output * offsets.Length + element)..], rows, offsets.Length);
            }
            ArrayPool<float>.Shared.Return(image);
            ArrayPool<float>.Shared.Return(derivatives);
        });
        return sums;
    }

    /// <summary>Copies a sample's images with zeros around them.</summary>
    private static void Frame(ReadOnlySpan<float> images, int channels, int width, ZeroBorder border, Span<float> framed)
    {
        framed.Clear();
        var (height, row) = (images.Length / channels / width, width + (int)(border.Columns.Before + border.Columns.Behind));
        var at = (int)(border.Rows.Before * row + border.Columns.Before);
        for (var channel = 0; channel < channels; channel++, at += (int)(border.Rows.Before + border.Rows.Behind) * row)
            for (var y = 0; y < height; y++, at += row) images.Slice((channel * height + y) * width, width).CopyTo(framed[at..]);
    }

    /// <summary>Puts the δ of a place side by side; those of outputs that are not there stay zero.</summary>
    private static void ByPlace(ReadOnlySpan<float> derivatives, int rows, Span<float> byPlace)
    {
        const int Block = 64; // of places, whose δ stay in the cache while they are filled
        var places = byPlace.Length / Outputs;
        if (rows < Outputs) byPlace.Clear();
        ref var from = ref MemoryMarshal.GetReference(derivatives);
        ref var to = ref MemoryMarshal.GetReference(byPlace);
        for (var first = 0; first < places; first += Block)
        {
            var end = Math.Min(first + Block, places);
            for (var row = 0; row < rows; row++)
                for (var place = first; place < end; place++) Unsafe.Add(ref to, place * Outputs + row) = Unsafe.Add(ref from, row * places + place);
        }
    }

    private static void Sum(ReadOnlySpan<float> image, ReadOnlySpan<float> derivatives, int[] places, ReadOnlySpan<int> offsets, Span<float> sum, int outputs, int step)
    {
        // Bounds were checked once for all: in this loop they would take as long as the sums.
        ref var δ = ref MemoryMarshal.GetReference(derivatives);
        ref var pixel = ref MemoryMarshal.GetReference(image);
        var last = Math.Min(Elements, offsets.Length) - 1; // where there are fewer, the last is summed again
        var (i, j, k, l, m, n) = (offsets[0], offsets[Math.Min(1, last)], offsets[Math.Min(2, last)], offsets[Math.Min(3, last)], offsets[Math.Min(4, last)], offsets[last]);
        Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default;
        for (var t = 0; t < places.Length; t++)
        {
            var derivative = Vector512.LoadUnsafe(ref δ, (nuint)(t * Outputs));
            ref var patch = ref Unsafe.Add(ref pixel, places[t]);
            a = Vector512.FusedMultiplyAdd(derivative, Vector512.Create(Unsafe.Add(ref patch, i)), a);
            b = Vector512.FusedMultiplyAdd(derivative, Vector512.Create(Unsafe.Add(ref patch, j)), b);
            c = Vector512.FusedMultiplyAdd(derivative, Vector512.Create(Unsafe.Add(ref patch, k)), c);
            d = Vector512.FusedMultiplyAdd(derivative, Vector512.Create(Unsafe.Add(ref patch, l)), d);
            e = Vector512.FusedMultiplyAdd(derivative, Vector512.Create(Unsafe.Add(ref patch, m)), e);
            f = Vector512.FusedMultiplyAdd(derivative, Vector512.Create(Unsafe.Add(ref patch, n)), f);
        }
        ReadOnlySpan<Vector512<float>> sums = [a, b, c, d, e, f];
        for (var element = 0; element <= last; element++)
            for (var output = 0; output < outputs; output++) sum[output * step + element] = sums[element][output];
    }
}

/// <summary>How many zeros stand around an image.</summary>
internal readonly record struct ZeroBorder((long Before, long Behind) Rows, (long Before, long Behind) Columns);
