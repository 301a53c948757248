using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Every operator against PyTorch's figures, and its derivative against differences too.</summary>
public sealed class OperatorTests
{
    private static readonly JsonElement Figures = Reference.Load("tensors");

    public static TheoryData<string> Names => new(OperatorTable.Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_gives_the_figures_of_PyTorch_in_each_of_its_forms(string name)
    {
        var figure = Figures.GetProperty(name);
        var differentiable = figure.TryGetProperty("gradient", out var gradient);
        var input = OperatorTable.Input(figure.GetProperty("input").GetString()!);
        foreach (var form in OperatorTable.Cases[name])
        {
            var x = input.detach().clone();
            if (differentiable) x.requires_grad_();
            var results = Results(form(x)).ToArray();
            Assert.Equal(figure.GetProperty("results").GetArrayLength(), results.Length);
            foreach (var (expected, result) in figure.GetProperty("results").EnumerateArray().Zip(results)) AssertSame(expected, result);
            if (!differentiable) continue;
            Reference.AssertClose(gradient, autograd.grad([Projected(results)], [x])[0]);
        }
        if (differentiable)
            GradientCheck.First(x => Projected(Results(OperatorTable.Cases[name][0](x))), input);
    }

    [Theory]
    [InlineData("matmul")]
    [InlineData("mm")]
    [InlineData("addmm")]
    [InlineData("einsum")]
    [InlineData("mul")]
    [InlineData("div")]
    [InlineData("pow")]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("sqrt")]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    [InlineData("erf")]
    [InlineData("softplus")]
    [InlineData("softmax")]
    [InlineData("log_softmax")]
    [InlineData("logsumexp")]
    [InlineData("norm")]
    [InlineData("var.dim")]
    [InlineData("prod")]
    [InlineData("cumprod")]
    [InlineData("index_select")]
    [InlineData("gather")]
    [InlineData("logdet")]
    [InlineData("solve")]
    [InlineData("svdvals")]
    [InlineData("eigvalsh")]
    public void The_derivative_of_a_derivative_is_right_too(string name) =>
        GradientCheck.Second(x => Projected(Results(OperatorTable.Cases[name][0](x))), OperatorTable.Input(Figures.GetProperty(name).GetProperty("input").GetString()!));

    [Fact]
    public void Every_figure_of_PyTorch_is_compared() =>
        Assert.Equal(Figures.EnumerateObject().Select(entry => entry.Name).Where(name => name != "torch").Order(), OperatorTable.Cases.Keys.Order());

    private static void AssertSame(JsonElement expected, Tensor result)
    {
        Assert.Equal(expected[0].GetString(), result.dtype switch
        {
            ScalarType.Byte => "uint8",
            ScalarType.ComplexFloat64 => "complex128",
            var type => type.ToString().ToLowerInvariant(),
        });
        Assert.Equal(expected[1].EnumerateArray().Select(size => size.GetInt64()), result.shape);
        if (result.is_complex()) result = stack([result.real, result.imag], -1);
        Reference.AssertClose(expected[2], result, result.dtype == ScalarType.Float32 ? 1e-6 : 1e-11);
    }

    private static Tensor Projected(IEnumerable<Tensor> results) => results
        .Where(static result => result.dtype == float64)
        .Select(result => (result * arange(result.numel(), dtype: float64).mul(1.7).add(0.4).cos().view(result.shape)).sum())
        .Aggregate(static (sum, part) => sum + part);

    /// <summary>One value or several, as tensors.</summary>
    private static IEnumerable<Tensor> Results(object? value) => value switch
    {
        null => [],
        Tensor result => [result],
        bool result => [tensor(result)],
        long result => [tensor(result)],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Results(tuple[i])),
        IEnumerable several => several.Cast<object?>().SelectMany(Results),
        _ => throw new ArgumentException($"A {value.GetType()} is not a result."),
    };
}
