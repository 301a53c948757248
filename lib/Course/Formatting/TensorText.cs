using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Formatting;

/// <summary>Tensors as text: shape, type, device, and the values where they are few.</summary>
internal static class TensorText
{
    /// <summary>The largest number of values along a dimension that is shown.</summary>
    private const int MaxValues = 12;

    /// <summary>The largest number of matrices that is shown of a tensor of more dimensions.</summary>
    private const int MaxSlices = 4;

    /// <summary>A tensor as text.</summary>
    public static string Of(Tensor tensor)
    {
        var slices = Slices(tensor);
        if (slices is [{ Name: null, Rows: [[var number]] }] && tensor.dim() == 0) return $"{Summary(tensor)}: {number}";
        var lines = slices.SelectMany(slice => Lines(slice.Rows).Prepend(slice.Name).OfType<string>());
        return string.Join(Environment.NewLine, [Summary(tensor), .. lines, .. LeftOut(tensor, slices.Count) is { } rest ? [rest] : Array.Empty<string>()]);
    }

    /// <summary>A tensor's shape, type and device.</summary>
    public static string Summary(Tensor tensor) => tensor.IsInvalid
        ? "a tensor that has been disposed of"
        : $"tensor [{string.Join(", ", tensor.shape)}] {tensor.dtype} on {tensor.device}{(tensor.requires_grad ? ", requires grad" : "")}";

    /// <summary>
    /// The values as text, row by row, with … where some are left out: of a scalar, vector or matrix all in one slice without
    /// a name, of more dimensions the first matrices; nothing where there are no values to show.
    /// </summary>
    public static IReadOnlyList<(string? Name, string[][] Rows)> Slices(Tensor tensor)
    {
        if (tensor.IsInvalid || tensor.is_meta || tensor.numel() == 0 || is_complex(tensor.dtype)) return [];
        using var scope = NewDisposeScope();
        var values = tensor.detach();
        if (tensor.dim() <= 2) return [(null, Rows(tensor.dim() == 2 ? values : values.reshape(1, -1)))];
        var slices = new List<(string?, string[][])>();
        for (var number = 0L; number < Math.Min(SliceCount(tensor), MaxSlices); number++)
        {
            var (matrix, rest, index) = (values, number, new List<long>());
            for (var dimension = tensor.dim() - 3; dimension >= 0; dimension--)
            {
                index.Insert(0, rest % tensor.shape[dimension]);
                rest /= tensor.shape[dimension];
            }
            foreach (var i in index) matrix = matrix.select(0, i);
            slices.Add(($"[{string.Join(", ", index)}, .., ..]", Rows(matrix)));
        }
        return slices;
    }

    /// <summary>A word on the slices that are not shown; null where all are.</summary>
    public static string? LeftOut(Tensor tensor, int shown) => shown == 0 || tensor.dim() <= 2 || SliceCount(tensor) == shown
        ? null
        : $"… and {SliceCount(tensor) - shown} more [.., ..]";

    private static long SliceCount(Tensor tensor) => tensor.shape[..^2].Aggregate(1L, (count, size) => count * size);

    private static IEnumerable<string> Lines(string[][] rows)
    {
        var width = rows.Max(row => row.Max(text => text.Length));
        return rows.Select(row => string.Join("  ", row.Select(text => text.PadLeft(width))));
    }

    private static string[][] Rows(Tensor matrix)
    {
        var (rows, columns) = (matrix.shape[0], matrix.shape[1]);
        var (shownRows, shownColumns) = (Math.Min(rows, MaxValues), Math.Min(columns, MaxValues));
        var values = Texts(matrix.narrow(0, 0, shownRows).narrow(1, 0, shownColumns));
        var text = new List<string[]>();
        for (var row = 0; row < shownRows; row++)
        {
            var line = values.Skip((int)(row * shownColumns)).Take((int)shownColumns);
            text.Add([.. columns > shownColumns ? line.Append("…") : line]);
        }
        if (rows > shownRows) text.Add(["…"]);
        return [.. text];
    }

    private static string[] Texts(Tensor values)
    {
        var digits = values.dtype == ScalarType.Float64 ? "G8" : "G6";
        if (values.dtype == ScalarType.Bool) return [.. values.cpu().data<bool>().ToArray().Select(value => $"{value}")];
        return is_integral(values.dtype)
            ? [.. values.to(ScalarType.Int64, CPU).data<long>().ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture))]
            : [.. values.to(ScalarType.Float64, CPU).data<double>().ToArray().Select(value => value.ToString(digits, CultureInfo.InvariantCulture))];
    }
}
