using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Figures;

/// <summary>The values of a function of two variables on a grid of points: what contours and surfaces are drawn of.</summary>
public sealed class ValueGrid
{
    private ValueGrid(double[] x, double[] y, double[][] values)
    {
        if (!values.Any(row => row.Any(double.IsFinite)))
            throw new ArgumentException("The function has no finite value in the rectangle. Draw it where it is defined.");
        (X, Y, Values) = (x, y, values);
    }

    /// <summary>The grid's x coordinates, rising.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>The grid's y coordinates, rising.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>The values: of each y coordinate a row, in it of each x coordinate a value.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Values { get; }

    /// <summary>Whether a point lies in the grid's rectangle.</summary>
    /// <param name="x">Its x coordinate.</param>
    /// <param name="y">Its y coordinate.</param>
    /// <returns>True if it does.</returns>
    public bool Contains(double x, double y) => x >= X[0] && x <= X[^1] && y >= Y[0] && y <= Y[^1];

    /// <summary>Evaluates an objective of two parameters over a rectangle.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="x">The rectangle's first and last x.</param>
    /// <param name="y">The rectangle's first and last y.</param>
    /// <param name="resolution">The number of points along each side.</param>
    /// <returns>Its values.</returns>
    /// <exception cref="ArgumentException">The objective has not two parameters, or the rectangle is empty.</exception>
    public static ValueGrid Of(Objective objective, (double Low, double High) x, (double Low, double High) y, int resolution = 101)
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (objective.Dimension != 2)
        {
            throw new ArgumentException(
                $"{objective.GetType().Name} has {objective.Dimension} parameters; a grid is over two. Give a function of two numbers that puts them where they belong.", nameof(objective));
        }
        using var scope = NewDisposeScope();
        using var still = no_grad();
        if (objective is PlaneFunction plane)
        {
            Tensor xs = tensor(Along(x, resolution, nameof(x))), ys = tensor(Along(y, resolution, nameof(y)));
            var values = Curve.Numbers(plane.Value(xs.unsqueeze(0), ys.unsqueeze(1)).expand(resolution, resolution));
            return new ValueGrid(Curve.Numbers(xs), Curve.Numbers(ys), [.. values.Chunk(resolution)]);
        }
        return Of(At, x, y, resolution);

        double At(double a, double b)
        {
            using var inner = NewDisposeScope();
            return objective.Value(tensor([a, b])).ToDouble();
        }
    }

    /// <summary>Evaluates a function of two variables over a rectangle.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The rectangle's first and last x.</param>
    /// <param name="y">The rectangle's first and last y.</param>
    /// <param name="resolution">The number of points along each side.</param>
    /// <returns>Its values.</returns>
    /// <exception cref="ArgumentException">The rectangle is empty, or no value is a number.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped.</exception>
    public static ValueGrid Of(Func<double, double, double> function, (double Low, double High) x, (double Low, double High) y, int resolution = 101)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfLessThan(resolution, 2);
        var (xs, ys) = (Along(x, resolution, nameof(x)), Along(y, resolution, nameof(y)));
        var values = new double[resolution][];
        for (var row = 0; row < resolution; row++)
        {
            RunningCell.Cancellation.ThrowIfCancellationRequested();
            values[row] = [.. xs.Select(at => function(at, ys[row]))];
        }
        return new ValueGrid(xs, ys, values);
    }

    private static double[] Along((double Low, double High) side, int count, string name) => side.Low < side.High && double.IsFinite(side.High - side.Low)
        ? [.. Enumerable.Range(0, count).Select(i => side.Low + (side.High - side.Low) * i / (count - 1))]
        : throw new ArgumentException($"A side of the rectangle goes from a lower to a higher number; given: {side.Low} to {side.High}.", name);
}
