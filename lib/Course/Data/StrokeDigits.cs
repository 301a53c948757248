using TorchSharp;
using static TorchSharp.torch;

namespace Course.Data;

/// <summary>
/// Images of the ten digits drawn from pen strokes, with random translation, scaling, rotation, slant and white noise: the
/// recognition task of Bourrely, "Parallelization of a neural learning algorithm on a hypercube", 1989
/// (lecture L2): 400 inputs, ten outputs. Needs no download, and is the same for a seed, whichever torch and device are in use.
/// </summary>
public static class StrokeDigits
{
    /// <summary>An image's height and width in pixels.</summary>
    public const int Side = 20;

    private const double Height = 13.5, Width = 9.5; // of an undistorted digit, in pixels
    private const double Slant = 0.25; // horizontal shift per height, at most
    private const double Wobble = 0.05; // how far a hand strays from the ideal stroke, in digit sizes, at most
    private const double PenRadius = 0.75, PenVariation = 0.3; // in pixels

    /// <summary>Draws digits. Image i depends on the seed and i alone and shows the digit i mod 10, so all digits are equally frequent.</summary>
    /// <param name="count">How many images, N.</param>
    /// <param name="seed">What all random choices depend on.</param>
    /// <param name="translation">The largest shift in x and in y, in pixels.</param>
    /// <param name="scaling">The largest relative change of height and of width, below 1.</param>
    /// <param name="rotation">The largest rotation either way, in degrees.</param>
    /// <param name="noise">The standard deviation of the white noise on each pixel; ink is 1 and paper 0.</param>
    /// <returns>Images, float32 <c>[N, 20, 20]</c> in [0, 1], with their digits, int64 <c>[N]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or <paramref name="scaling"/> is 1 or more.</exception>
    public static Dataset Generate(int count, long seed, double translation = 1.25, double scaling = 0.15, double rotation = 10, double noise = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(translation);
        ArgumentOutOfRangeException.ThrowIfNegative(scaling);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(scaling, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(rotation);
        ArgumentOutOfRangeException.ThrowIfNegative(noise);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength / (Side * Side));

        var pixels = new float[count * Side * Side];
        var labels = new long[count];
        Parallel.For(0, count, i =>
        {
            labels[i] = i % 10;
            var random = new RandomStream(seed, i);
            var strokes = Distort(DigitStrokes.Of(i % 10, random.NextDouble()), random, translation, scaling, rotation);
            Draw(strokes, PenRadius + random.NextSymmetric(PenVariation), random, noise, pixels.AsSpan(i * Side * Side, Side * Side));
        });
        return new Dataset(
            tensor(pixels, [count, Side, Side]), tensor(labels), [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")]);
    }

    /// <summary>Moves strokes from the unit square to pixels, each image in its own way.</summary>
    private static (double X, double Y)[][] Distort(
        IReadOnlyList<(double X, double Y)[]> strokes, RandomStream random, double translation, double scaling, double rotation)
    {
        var width = Width * (1 + random.NextSymmetric(scaling));
        var height = Height * (1 + random.NextSymmetric(scaling));
        var slant = random.NextSymmetric(Slant);
        var (sin, cos) = Math.SinCos(random.NextSymmetric(rotation) * Math.PI / 180);
        var (shiftX, shiftY) = (random.NextSymmetric(translation), random.NextSymmetric(translation));
        var (wobbleX, phaseX) = (random.NextSymmetric(Wobble), random.NextSymmetric(Math.PI));
        var (wobbleY, phaseY) = (random.NextSymmetric(Wobble), random.NextSymmetric(Math.PI));
        return [.. strokes.Select(stroke => stroke.Select(point =>
        {
            var x = point.X + wobbleX * Math.Sin(2 * Math.PI * point.Y + phaseX) - 0.5;
            var y = point.Y + wobbleY * Math.Sin(2 * Math.PI * point.X + phaseY) - 0.5;
            x = width * (x - slant * y);
            y *= height;
            return (Side / 2.0 + cos * x - sin * y + shiftX, Side / 2.0 + sin * x + cos * y + shiftY);
        }).ToArray())];
    }

    /// <summary>Draws strokes with a round pen whose edge fades over a pixel, then adds noise.</summary>
    private static void Draw((double X, double Y)[][] strokes, double radius, RandomStream random, double noise, Span<float> image)
    {
        var reach = radius + 0.5;
        foreach (var stroke in strokes)
        {
            for (var i = 1; i < stroke.Length; i++)
            {
                var ((ax, ay), (bx, by)) = (stroke[i - 1], stroke[i]);
                var (dx, dy) = (bx - ax, by - ay);
                var length2 = dx * dx + dy * dy;
                var (left, right) = Pixels(ax, bx, reach);
                var (top, bottom) = Pixels(ay, by, reach);
                for (var row = top; row <= bottom; row++)
                {
                    for (var column = left; column <= right; column++)
                    {
                        var (px, py) = (column + 0.5 - ax, row + 0.5 - ay); // from the segment's start to the pixel's centre
                        var along = length2 > 0 ? Math.Clamp((px * dx + py * dy) / length2, 0, 1) : 0;
                        var (ex, ey) = (px - along * dx, py - along * dy);
                        var ink = (float)Math.Clamp(reach - Math.Sqrt(ex * ex + ey * ey), 0, 1);
                        ref var pixel = ref image[row * Side + column];
                        pixel = Math.Max(pixel, ink);
                    }
                }
            }
        }
        if (noise == 0) return;
        for (var i = 0; i < image.Length; i++)
            image[i] = (float)Math.Clamp(image[i] + noise * random.NextGaussian(), 0, 1);
    }

    private static (int First, int Last) Pixels(double a, double b, double reach) =>
        (Math.Max(0, (int)Math.Floor(Math.Min(a, b) - reach)), Math.Min(Side - 1, (int)Math.Floor(Math.Max(a, b) + reach)));
}
