namespace Course.Formatting.Still;

/// <summary>What lies between values on an even grid.</summary>
internal static class Bilinear
{
    /// <summary>The value at a place within the grid, from the four values around it.</summary>
    /// <param name="values">The grid's rows, at least two, of at least two values each.</param>
    /// <param name="row">The row, from 0, or between two.</param>
    /// <param name="column">The column, from 0, or between two.</param>
    public static double Between(IReadOnlyList<IReadOnlyList<double>> values, double row, double column)
    {
        var (i, j) = (Math.Clamp((int)row, 0, values.Count - 2), Math.Clamp((int)column, 0, values[0].Count - 2));
        var (down, right) = (row - i, column - j);
        return (1 - down) * ((1 - right) * values[i][j] + right * values[i][j + 1]) + down * ((1 - right) * values[i + 1][j] + right * values[i + 1][j + 1]);
    }
}
