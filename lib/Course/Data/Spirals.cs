using TorchSharp;
using static TorchSharp.torch;

namespace Course.Data;

/// <summary>
/// Points on intertwined spiral arms, a class an arm: a task in the plane that no linear classifier solves
/// (after the two-spirals benchmark of Lang and Witbrock, 1988).
/// </summary>
public static class Spirals
{
    /// <summary>Draws points on spirals.</summary>
    /// <param name="pointsPerClass">How many points on each arm.</param>
    /// <param name="classes">How many arms.</param>
    /// <param name="noise">The standard deviation of a point's angle, in radians.</param>
    /// <param name="turns">How often an arm winds around the origin.</param>
    /// <param name="seed">What the noise depends on.</param>
    /// <returns>Points within the unit disk, float32 <c>[N, 2]</c>, with their arms' numbers, int64 <c>[N]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or the noise is negative.</exception>
    public static Dataset Generate(int pointsPerClass, int classes = 3, double noise = 0.2, double turns = 0.75, long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pointsPerClass, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(noise);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(turns);
        var random = new RandomStream(seed);
        var count = pointsPerClass * classes;
        var (points, labels) = (new float[count * 2], new long[count]);
        for (var i = 0; i < count; i++)
        {
            var (arm, along) = (i % classes, (i / classes + 1.0) / pointsPerClass); // along the arm, (0, 1]
            var angle = 2 * Math.PI * ((double)arm / classes + turns * along) + noise * random.NextGaussian();
            points[2 * i] = (float)(along * Math.Cos(angle));
            points[2 * i + 1] = (float)(along * Math.Sin(angle));
            labels[i] = arm;
        }
        return new Dataset(tensor(points, [count, 2]), tensor(labels), [.. Enumerable.Range(1, classes).Select(arm => $"arm {arm}")]);
    }
}
