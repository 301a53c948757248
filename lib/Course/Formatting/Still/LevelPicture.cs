namespace Course.Formatting.Still;

/// <summary>Level lines of values on an even grid, and the bands between them in colours, as a picture.</summary>
internal static class LevelPicture
{
    private const int Width = 960, Height = 640; // twice the size on the screen, so that lines are smooth

    /// <summary>The address of the picture, which holds it; its first row is the grid's last.</summary>
    /// <param name="values">The values, a row for each y, rising.</param>
    /// <param name="start">A level.</param>
    /// <param name="step">From one level to the next.</param>
    /// <param name="color">The colour of a value.</param>
    /// <param name="line">The colour of the lines.</param>
    public static string DataAddress(IReadOnlyList<IReadOnlyList<double>> values, double start, double step, Func<double, Rgb?> color, Rgb line)
    {
        var bands = new double[Height + 1, Width + 1]; // a row and a column more, to see the next band
        for (var row = 0; row <= Height; row++)
            for (var column = 0; column <= Width; column++)
                bands[row, column] = Math.Floor((Bilinear.Between(values, (double)row / Height * (values.Count - 1), (double)column / Width * (values[0].Count - 1)) - start) / step);
        return Bitmap.DataAddress(Width, Height, (column, fromTop) =>
        {
            var row = Height - 1 - fromTop;
            var band = bands[row, column];
            if (double.IsNaN(band)) return null;
            var (right, above) = (bands[row, column + 1], bands[row + 1, column]);
            return band < right || band > right || band < above || band > above ? line : color(start + (band + 0.5) * step);
        });
    }
}
