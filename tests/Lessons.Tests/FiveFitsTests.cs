using System.Collections.Concurrent;
using System.Text.Json;

namespace Lessons.Tests;

/// <summary>
/// The five fits of notebook 01, run from the notebook's own cells, against each other
/// and against PyTorch's run of the same five (five_fits.json, written by five_fits.py).
/// </summary>
public sealed class FiveFitsTests
{
    private static readonly string[] Cells = ["setup", "fit-data", "fit-1", "fit-2", "fit-3", "fit-4", "fit-5", "exact"];
    private static readonly int[] GradientDescents = [0, 1, 2, 4];
    private static readonly ConcurrentDictionary<string, Lazy<Task<(NotebookFit[] Fits, double Minimum)>>> Runs = [];
    private static readonly JsonElement PyTorch = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "five_fits.json"))).RootElement;

    [Theory]
    [InlineData("float64", 1e-9)]
    [InlineData("float32", 1e-5)]
    public async Task Ways_1_2_3_and_5_give_the_same_loss_at_every_step_and_the_same_coefficients(string precision, double tolerance)
    {
        var fits = (await Run(precision)).Fits;
        foreach (var way in GradientDescents)
        {
            Assert.Equal(2000, fits[way].Losses.Length);
            for (var step = 0; step < 2000; step++) AssertClose(fits[0].Losses[step], fits[way].Losses[step], tolerance, $"way {way + 1}, step {step}");
            for (var i = 0; i < 4; i++) Assert.Equal(fits[0].Coefficients[i], fits[way].Coefficients[i], tolerance);
        }
    }

    [Theory]
    [InlineData("float64")]
    [InlineData("float32")]
    public async Task The_four_gradient_descents_agree_with_PyTorch_at_every_recorded_step(string precision)
    {
        var fits = (await Run(precision)).Fits;
        foreach (var way in GradientDescents)
        {
            var expected = Recorded(precision, way);
            for (var i = 0; i < expected.Length; i++) AssertClose(expected[i], fits[way].Losses[Step(i)], 1e-4, $"way {way + 1}, step {Step(i)}");
            var coefficients = Numbers(Fit(precision, way).GetProperty("coefficients"));
            for (var i = 0; i < 4; i++) Assert.Equal(coefficients[i], fits[way].Coefficients[i], 1e-5);
        }
    }

    /// <summary>
    /// On arrival at the minimum the last bit of a gradient decides the direction of RMSprop's step, and PyTorch no longer
    /// agrees with itself when its start moves by rounding (measured by the script). Until then the losses must be equal;
    /// from then on both must stay near the minimum.
    /// </summary>
    [Theory]
    [InlineData("float64")]
    [InlineData("float32")]
    public async Task RMSProp_agrees_with_PyTorch_as_long_as_PyTorch_agrees_with_itself(string precision)
    {
        var (fits, minimum) = await Run(precision);
        var expected = Recorded(precision, 3);
        var sensitivity = Numbers(PyTorch.GetProperty("precisions").GetProperty(precision).GetProperty("rmspropSensitivity"));
        var determined = sensitivity.TakeWhile(s => s < 1e-5).Count();
        Assert.True(determined >= 11, "The comparison would end before the descent does.");
        for (var i = 0; i < determined; i++) AssertClose(expected[i], fits[3].Losses[Step(i)], 1e-4, $"RMSProp, step {Step(i)}");
        foreach (var loss in (double[])[expected[^1], fits[3].Losses[^1]]) Assert.InRange(loss, minimum, 1.03 * minimum);
    }

    [Fact]
    public async Task The_exact_minimum_is_the_normal_equations_solution()
    {
        // The even coefficients vanish by symmetry; b and d solve a 2×2 system that is summed here in plain C#.
        double s2 = 0, s4 = 0, s6 = 0, sy = 0, s3y = 0, yy = 0;
        for (var i = 0; i < 2000; i++)
        {
            var x = -Math.PI + 2 * Math.PI * i / 1999;
            var y = Math.Sin(x);
            (s2, s4, s6) = (s2 + x * x, s4 + Math.Pow(x, 4), s6 + Math.Pow(x, 6));
            (sy, s3y, yy) = (sy + x * y, s3y + x * x * x * y, yy + y * y);
        }
        var determinant = s2 * s6 - s4 * s4;
        var b = (sy * s6 - s3y * s4) / determinant;
        var d = (s2 * s3y - s4 * sy) / determinant;

        var (_, minimum) = await Run("float64");
        AssertClose(yy - b * sy - d * s3y, minimum, 1e-9, "the minimum");
    }

    private static Task<(NotebookFit[] Fits, double Minimum)> Run(string precision) =>
        Runs.GetOrAdd(precision, _ => new(() => RunNotebook(precision))).Value;

    private static async Task<(NotebookFit[] Fits, double Minimum)> RunNotebook(string precision)
    {
        await using var lesson = new Lesson("01-first-steps.ipynb");
        await lesson.RunAsync(Cells, source => source.Replace("var dtype = float64;", $"var dtype = {precision};", StringComparison.Ordinal));
        var text = await lesson.PrintAsync("Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new { dtype = dtype.ToString(), fits, minimum }));");
        using var json = JsonDocument.Parse(text);
        Assert.Equal(precision, json.RootElement.GetProperty("dtype").GetString(), ignoreCase: true);
        return (json.RootElement.GetProperty("fits").Deserialize<NotebookFit[]>()!, json.RootElement.GetProperty("minimum").GetDouble());
    }

    private static int Step(int recorded) => (recorded + 1) * PyTorch.GetProperty("every").GetInt32() - 1;

    private static JsonElement Fit(string precision, int way) => PyTorch.GetProperty("precisions").GetProperty(precision).GetProperty("fits")[way];

    private static double[] Recorded(string precision, int way) => Numbers(Fit(precision, way).GetProperty("losses"));

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static void AssertClose(double expected, double actual, double relative, string where) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"{where}: expected {expected:R}, got {actual:R}.");

    private sealed record NotebookFit(string Name, double[] Losses, double[] Coefficients);
}
