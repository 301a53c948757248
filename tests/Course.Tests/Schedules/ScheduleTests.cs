using System.Text.Json.Nodes;
using Course.Schedules;
using static Course.Schedules.Schedule;

namespace Course.Tests.Schedules;

public sealed class ScheduleTests
{
    private static readonly JsonNode Reference = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schedules", "schedules.json")))!;

    /// <summary>Those that PyTorch has too, made as schedules.py makes them.</summary>
    private static readonly Dictionary<string, Func<Schedule>> Table = new()
    {
        ["constant"] = () => 0.3,
        ["1/k"] = () => InverseTime(0.3),
        ["1/k decay"] = () => InverseTime(0.3, 0.07),
        ["1/√k"] = () => InverseSquareRoot(0.3),
        ["exponential"] = () => Exponential(0.3, 0.05),
        ["staircase"] = () => Staircase(0.3, 0.2, every: 13),
        ["milestones"] = () => Staircase(0.3, 0.1, milestones: [5, 20, 50]),
        ["cosine"] = () => Cosine(0.3, 60, final: 0.01),
        ["linear"] = () => Linear(0.3, 40, final: 0.03),
        ["polynomial"] = () => Polynomial(0.3, 40, power: 2.5),
        ["restarts"] = () => WarmRestarts(0.3, 7, final: 0.02),
        ["equal restarts"] = () => WarmRestarts(0.3, 9, growth: 1),
        ["one cycle"] = () => OneCycle(0.3, 61),
        ["another cycle"] = () => OneCycle(0.3, 61, rise: 0.45, startDivisor: 10, finalDivisor: 100),
        ["warm-up"] = () => Warmup(10).Then(0.3),
        ["warm-up and cosine"] = () => Warmup(10).Then(Cosine(0.3, 50)),
        ["chain"] = () => Constant(0.3).For(15).Then(Exponential(0.3, 0.1)),
        ["plateau"] = () => Plateau(0.3, factor: 0.5, patience: 2),
        ["plateau with rest"] = () => Plateau(0.3, factor: 0.2, patience: 1, threshold: 0.05, cooldown: 3, least: 0.001),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    private static double[] Losses { get; } = [.. Reference["losses"]!.AsArray().Select(loss => loss?.GetValue<double>() ?? double.NaN)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_rate_is_PyTorchs(string name)
    {
        var expected = Reference["rates"]![name]!.AsArray();
        var schedule = Table[name]();
        for (var step = 0; step < expected.Count; step++)
        {
            var (rate, wanted) = (schedule.At(step), expected[step]!.GetValue<double>());
            Assert.True(Math.Abs(rate - wanted) <= 1e-12 * 0.3, $"{name} at step {step}: {rate:G17}, PyTorch {wanted:G17}");
            schedule.Observe(Losses[step]);
        }
        Assert.NotEqual(schedule.GetType().FullName, schedule.ToString()); // a name for legends
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Saved_and_restored_it_goes_on_as_if_it_had_not_stopped(string name)
    {
        var (whole, second) = (Table[name](), Table[name]());
        for (var step = 0; step < 30; step++) whole.Observe(Losses[step]);
        second.Restore(whole.State);
        for (var step = 30; step < 60; step++)
        {
            Assert.Equal(whole.At(step), second.At(step));
            whole.Observe(Losses[step]);
            second.Observe(Losses[step]);
        }
        Assert.Throws<ArgumentException>(() => second.Restore([.. whole.State, 1]));
    }

    [Fact]
    public void What_falls_to_an_end_stays_there()
    {
        Assert.All([Cosine(0.3, 40, 0.01), Linear(0.3, 40, 0.01), Polynomial(0.3, 40, 2, 0.01)], schedule =>
        {
            Assert.Equal(0.3, schedule.At(0), 15);
            Assert.Equal([0.01, 0.01, 0.01], new long[] { 40, 41, 1_000_000 }.Select(schedule.At));
        });
        Assert.Equal(0.3 / 25 / 1e4, OneCycle(0.3, 100).At(5000), 15);
    }

    [Fact]
    public void A_trapezoid_rises_holds_and_falls()
    {
        var schedule = Trapezoid(0.4, warmup: 4, hold: 3, decay: 4);
        double[] expected = [0.1, 0.2, 0.3, 0.4, 0.4, 0.4, 0.4, 0.4, 0.3, 0.2, 0.1, 0, 0];
        for (var step = 0; step < expected.Length; step++) Assert.Equal(expected[step], schedule.At(step), 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3999)]
    [InlineData(20_000)]
    public void Noams_schedule_is_the_Transformers_formula(long step)
    {
        var k = step + 1.0; // Vaswani et al., equation 3
        Assert.Equal(Math.Pow(512, -0.5) * Math.Min(Math.Pow(k, -0.5), k * Math.Pow(4000, -1.5)), Noam(512).At(step), 15);
    }

    [Fact]
    public void The_cycles_of_warm_restarts_double()
    {
        var schedule = WarmRestarts(1, 10, growth: 2);
        Assert.All(new long[] { 0, 10, 30, 70, 150 }, step => Assert.Equal(1, schedule.At(step)));
        Assert.All(new long[] { 5, 20, 50, 110 }, step => Assert.Equal(0.5, schedule.At(step), 12)); // half of a cosine's way
        Assert.All(new long[] { 9, 29, 69, 149 }, step => Assert.InRange(schedule.At(step), 0, 0.03));
    }

    /// <summary>Σ η = ∞ and Σ η² &lt; ∞ (Robbins and Monro, 1951): the sums from step n to 2n stay above zero, and vanish as n grows.</summary>
    [Fact]
    public void Only_one_over_the_step_fulfils_both_of_Robbins_and_Monros_conditions()
    {
        static double Sum(Schedule schedule, long n, double power) => Enumerable.Range((int)n, (int)n).Sum(step => Math.Pow(schedule.At(step), power));

        Assert.Equal(Math.Log(2), Sum(InverseTime(1), 100_000, 1), 4); // ∫ dt / t
        Assert.Equal(0.5 / 100_000, Sum(InverseTime(1), 100_000, 2), 8); // ∫ dt / t², which goes to zero
        Assert.Equal(Math.Log(2), Sum(InverseSquareRoot(1), 100_000, 2), 4); // the squares' sum grows for ever
        Assert.Equal(100_000, Sum(1, 100_000, 2));
        Assert.Equal(0, Sum(Exponential(1, 0.01), 100_000, 1), 12); // the sum of the rates itself is finite: SGD stops where it is
    }

    [Fact]
    public void Scaling_multiplies_every_rate_and_hears_what_is_inside()
    {
        var schedule = Warmup(4).Then(Plateau(0.1, factor: 0.5, patience: 0)).ScaledBy(8);
        Assert.Equal(0.2, schedule.At(0), 12);
        Assert.Equal(0.8, schedule.At(10), 12);
        schedule.Observe(1);
        schedule.Observe(1);
        Assert.Equal(0.4, schedule.At(10), 12);
        Assert.Equal(4, schedule.State.Count);
    }

    [Fact]
    public void Segments_follow_one_another()
    {
        var schedule = Warmup(2).Then(Constant(1).For(3)).Then(Constant(0.5).For(2)).Then(0.25);
        Assert.Equal([0.5, 1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25], Enumerable.Range(0, 9).Select(step => schedule.At(step)));
        Assert.Equal("warm-up of 2 steps, then 1 for 3 steps, then 0.5 for 2 steps, then 0.25", schedule.ToString());
    }

    public static TheoryData<string, Action> Wrong => new()
    {
        { "learningRate", () => Constant(0) },
        { "learningRate", () => InverseTime(-1) },
        { "decay", () => InverseTime(1, double.NaN) },
        { "warmup", () => InverseSquareRoot(1, 0) },
        { "modelSize", () => Noam(0) },
        { "warmup", () => Noam(512, 0) },
        { "factor", () => Noam(512, 10, 0) },
        { "learningRate", () => Exponential(double.PositiveInfinity, 0.1) },
        { "decay", () => Exponential(1, -0.1) },
        { "factor", () => Staircase(1, 1, every: 5) },
        { "every", () => Staircase(1, 0.1, every: 0) },
        { "milestones", () => Staircase(1, 0.1, milestones: [5, 5]) },
        { "milestones", () => Staircase(1, 0.1, milestones: []) },
        { "steps", () => Cosine(1, 0) },
        { "final", () => Cosine(1, 10, 2) },
        { "final", () => Linear(1, 10, -1) },
        { "power", () => Polynomial(1, 10, 0) },
        { "peak", () => WarmRestarts(0, 10) },
        { "period", () => WarmRestarts(1, 0) },
        { "growth", () => WarmRestarts(1, 10, 0) },
        { "steps", () => OneCycle(1, 1) },
        { "rise", () => OneCycle(1, 10, 0.05) },
        { "startDivisor", () => OneCycle(1, 10, 0.3, 1) },
        { "finalDivisor", () => OneCycle(1, 10, 0.3, 25, 0.5) },
        { "steps", () => Trapezoid(1, 0, 1, 1) },
        { "steps", () => Warmup(0) },
        { "steps", () => Constant(1).For(0) },
        { "factor", () => Constant(1).ScaledBy(0) },
        { "factor", () => Plateau(1, factor: 0) },
        { "patience", () => Plateau(1, patience: -1) },
        { "threshold", () => Plateau(1, threshold: 1) },
        { "cooldown", () => Plateau(1, cooldown: -1) },
        { "least", () => Plateau(1, least: 2) },
        { "next", () => Constant(1).For(5).Then(Warmup(5)) },
        { "step", () => Constant(1).At(-1) },
        { "step", () => Plateau(1).At(-1) },
        { "step", () => Warmup(5).Then(1).At(-1) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_argument_out_of_range_is_named(string argument, Action make) =>
        Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(make).ParamName);
}
