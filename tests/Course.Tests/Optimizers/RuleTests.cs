using System.Text.Json;
using Course.Data;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Optimizers;

/// <summary>One table of rules, and what holds for all of them.</summary>
public sealed class RuleTests
{
    private static readonly JsonElement Reference =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Optimizers", "rules.json"))).RootElement;

    public static IEnumerable<object[]> Paths => Cases().Select(one => new object[] { Text(one, "rule"), Text(one, "objective") });

    public static TheoryData<string> Names => [.. RuleTable.WithPaths.Keys.Concat(RuleTable.WithClosedForms.Keys)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_rule_takes_the_path_that_PyTorch_or_its_paper_s_formula_takes(string name, string objectiveName)
    {
        var one = Cases().Single(one => Text(one, "rule") == name && Text(one, "objective") == objectiveName);
        var (rule, objective, w) = (RuleTable.WithPaths[name](), ObjectiveOf(objectiveName), Start(objectiveName));
        var step = 0;
        foreach (var point in one.GetProperty("points").EnumerateArray())
        {
            RuleTable.Walk(rule, objective, w, one.GetProperty("rate").GetDouble(), 1);
            step++;
            var (expected, reached) = (Row(point), w.Values());
            var scale = expected.Max(Math.Abs);
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - reached[i]) <= 1e-12 * scale, $"step {step}, element {i}: {reached[i]:G17} instead of {expected[i]:G17}");
        }
    }

    [Fact]
    public void The_table_has_every_rule_and_every_path()
    {
        Assert.Equal(RuleTable.WithPaths.Keys.Order(), Cases().Select(one => Text(one, "rule")).Distinct().Order());
        var tested = RuleTable.WithPaths.Values.Concat(RuleTable.WithClosedForms.Values).Select(make => make().GetType()).ToHashSet();
        var all = typeof(UpdateRule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(UpdateRule)) && !type.IsAbstract);
        Assert.Equal([typeof(ParameterGroups)], all.Except(tested)); // has tests of its own: it needs a network
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_stopped_and_resumed_ends_at_the_same_weights_to_the_bit(string name)
    {
        var make = RuleTable.WithPaths.TryGetValue(name, out var found) ? found : RuleTable.WithClosedForms[name];
        foreach (var (objectiveName, learningRate) in new[] { ("quadratic", 0.02), ("rosenbrock", 2e-4) })
        {
            var (objective, whole, w) = (ObjectiveOf(objectiveName), Start(objectiveName), Start(objectiveName));
            RuleTable.Walk(make(), objective, whole, learningRate, 11);

            var first = make();
            RuleTable.Walk(first, objective, w, learningRate, 6);
            var saved = first.State.ToDictionary(entry => entry.Key, entry => entry.Value.clone());
            RuleTable.Walk(first, objective, w.clone(), learningRate, 3); // what is done with the first rule after that does not matter
            var second = make();
            second.Restore(saved);
            RuleTable.Walk(second, objective, w, learningRate, 5);
            Assert.Equal(whole.Values(), w.Values());
            Assert.Equal(11, second.Steps);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_steps_a_float32_vector_as_it_steps_a_float64_one(string name)
    {
        var make = RuleTable.WithPaths.TryGetValue(name, out var found) ? found : RuleTable.WithClosedForms[name];
        if (name == "gradient noise") return; // other types have other noise
        var single = new Quadratic(Matrix().@float(), Linear().@float());
        var (w, precise) = (Start("quadratic").@float(), Start("quadratic"));
        var learningRate = name.StartsWith("L-BFGS", StringComparison.Ordinal) ? 1 : 0.02; // in float32 a shorter trial step tells nothing of curvature
        RuleTable.Walk(make(), single, w, learningRate, 3);
        RuleTable.Walk(make(), ObjectiveOf("quadratic"), precise, learningRate, 3);
        Assert.Equal(ScalarType.Float32, w.dtype);
        Numbers.Close(precise, w.@double(), 1e-5);
    }

    [Theory]
    [InlineData("Adam")]
    [InlineData("L-BFGS")]
    [InlineData("back-tracking")]
    [InlineData("Newton, damped")]
    public void A_rule_trains_a_network_on_batches(string name)
    {
        manual_seed(3);
        var x = randn(64, 2, float64);
        var samples = new Dataset(x, (x.select(1, 0) * x.select(1, 1) > 0).to(ScalarType.Int64));
        var objective = new NetworkObjective(new Mlp(() => nn.Tanh(), 2, 6, 2).to(float64), Losses.CrossEntropy, samples);
        var before = objective.Value(objective.Parameters.Vector).ToDouble();
        var result = new Trainer(objective, RuleTable.WithPaths[name](), 0.02) { BatchSize = 32 }.Run(20);
        Assert.Equal(ExitReason.Completed, result.Exit);
        Assert.True(objective.Value(objective.Parameters.Vector).ToDouble() < before);
    }

    [Fact]
    public void A_rule_that_is_given_another_network_s_vector_says_that_it_belongs_to_one_run()
    {
        var rule = new Adam();
        rule.Step(zeros(3, float64), ones(3, float64), 0.1);
        var error = Assert.Throws<InvalidOperationException>(() => rule.Step(zeros(4, float64), ones(4, float64), 0.1));
        Assert.Contains("Adam keeps 'm' as Float64 [3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("make a new one", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => rule.Step(zeros(3, float32), ones(3, float32), 0.1));
    }

    [Fact]
    public void A_state_of_another_kind_of_rule_is_refused()
    {
        var rule = new Adam().WithWeightDecay(0.1);
        rule.Step(zeros(3, float64), ones(3, float64), 0.1);
        Assert.Contains("inner.m", rule.State.Keys);
        var error = Assert.Throws<ArgumentException>(() => new Adam().Restore(rule.State));
        Assert.Contains("Adam has no part for inner.m", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Adam().Restore(new Dictionary<string, Tensor>()));
    }

    public static TheoryData<string, string, string> OutOfRange => new()
    {
        { "Momentum", "at least 0 and less than 1", "1" }, { "Beta1", "at least 0 and less than 1", "-0.1" }, { "Beta2", "at least 0 and less than 1", "NaN" },
        { "Beta", "at least 0 and less than 1", "1.5" }, { "Decay", "at least 0 and less than 1", "1" },
        { "Epsilon", "greater than 0", "0" }, { "Base", "greater than 0", "-2" }, { "LearningRateFactor", "greater than 0", "∞" },
        { "WeightDecay", "at least 0", "-1E-05" }, { "MomentumDecay", "at least 0", "NaN" }, { "Damping", "at least 0", "-1" },
        { "SufficientDecrease", "greater than 0 and less than 1", "0" }, { "Shrink", "greater than 0 and less than 1", "1" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void An_option_out_of_range_is_refused_in_every_rule_that_has_it(string option, string range, string text)
    {
        var value = double.Parse(text == "∞" ? "Infinity" : text, System.Globalization.CultureInfo.InvariantCulture);
        var owners = typeof(UpdateRule).Assembly.GetTypes().Where(type => type.Namespace == typeof(UpdateRule).Namespace && type.IsPublic)
            .Select(type => type.GetProperty(option)).Where(property => property?.SetMethod is not null && property.PropertyType == typeof(double)).ToList();
        Assert.NotEmpty(owners);
        foreach (var property in owners)
        {
            var owner = property!.DeclaringType == typeof(ParameterGroup) ? new ParameterGroup("all", _ => true, new Sgd()) : Activator.CreateInstance(property.DeclaringType!);
            var error = Assert.IsType<ArgumentOutOfRangeException>(Assert.Throws<System.Reflection.TargetInvocationException>(() => property.SetValue(owner, value)).InnerException);
            Assert.Equal(option, error.ParamName);
            Assert.StartsWith($"{option} must be {range}.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_put_around_a_rule_refuses_numbers_out_of_range()
    {
        var rule = new Sgd();
        (string Name, Func<object> Make)[] refused =
        [
            ("λ", () => rule.WithWeightDecay(-1)), ("λ", () => rule.WithDecoupledWeightDecay(double.NaN)), ("λ", () => rule.WithProximalL1(-1)),
            ("c", () => rule.WithClippedNorm(0)), ("c", () => rule.WithClippedValue(-1)),
            ("variance", () => rule.WithGradientNoise(-1)), ("decay", () => rule.WithGradientNoise(decay: -1)),
            ("decay", () => rule.Averaged(decay: 1)), ("after", () => rule.Averaged(after: -1)),
            ("HistorySize", () => new Lbfgs { HistorySize = 0 }),
        ];
        foreach (var (name, make) in refused) Assert.Throws<ArgumentOutOfRangeException>(name, make);
    }

    private static JsonElement.ArrayEnumerator Cases() => Reference.GetProperty("cases").EnumerateArray();

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString()!;

    private static double[] Row(JsonElement row) => [.. row.EnumerateArray().Select(number => number.GetDouble())];

    private static Tensor Start(string objective) => tensor(Row(Reference.GetProperty("starts").GetProperty(objective)));

    private static Tensor Matrix() => stack(Reference.GetProperty("hessian").EnumerateArray().Select(row => tensor(Row(row))).ToArray());

    private static Tensor Linear() => tensor(Row(Reference.GetProperty("linear")));

    private static Objective ObjectiveOf(string name) => name == "quadratic" ? new Quadratic(Matrix(), Linear()) : new Rosenbrock();
}
