using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Formatting;

/// <summary>Tensors as text: shape, type, device, and the values where they are few.</summary>
internal static class TensorText
{
    /// <summary>The largest number of values along a dimension that is shown.</summary>
    public const int MaxValues = 12;

    /// <summary>A tensor as text.</summary>
    public static string Of(Tensor tensor)
    {
        var values = Values(tensor);
        if (values is null) return Summary(tensor);
        if (tensor.dim() == 0) return $"{Summary(tensor)}: {values[0][0]}";
        var width = values.Max(row => row.Max(text => text.Length));
        var rows = values.Select(row => string.Join("  ", row.Select(text => text.PadLeft(width))));
        return string.Join(Environment.NewLine, rows.Prepend(Summary(tensor)));
    }

    /// <summary>A tensor's shape, type and device.</summary>
    public static string Summary(Tensor tensor) => tensor.IsInvalid
        ? "a tensor that has been disposed of"
        : $"tensor [{string.Join(", ", tensor.shape)}] {tensor.dtype} on {tensor.device}{(tensor.requires_grad ? ", requires grad" : "")}";

    /// <summary>The values of a scalar, vector or matrix as text, row by row, with … where some are left out; null for any other tensor.</summary>
    public static string[][]? Values(Tensor tensor)
    {
        if (tensor.IsInvalid || tensor.is_meta || tensor.dim() > 2 || tensor.numel() == 0 || is_complex(tensor.dtype)) return null;
        using var scope = NewDisposeScope();
        var matrix = tensor.dim() == 2 ? tensor.detach() : tensor.detach().reshape(1, -1);
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
