using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Values and gradients against PyTorch's, in float64. Reference/pytorch.py made the figures.</summary>
public sealed class ReferenceTests
{
    private static readonly JsonElement Figures = Reference.Load("pytorch");

    private static readonly Tensor x = linspace(-3, 3, 12, float64).reshape(3, 4);
    private static readonly Tensor spd = tensor(new[,] { { 4.0, 1.0, 0.5 }, { 1.0, 3.0, -0.2 }, { 0.5, -0.2, 2.0 } });

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Function, Tensor Input)> Functions = new()
    {
        ["var"] = (t => t.var(1), x),
        ["std"] = (t => t.std(), x),
        ["logsumexp"] = (t => t.logsumexp(1), x),
        ["cumsum"] = (t => t.cumsum(1).square(), x),
        ["eigvalsh"] = (t => linalg.eigvalsh(t).square(), spd),
        ["cholesky"] = (t => linalg.cholesky(t), spd),
        ["solve"] = (t => linalg.solve(t, tensor([1.0, 2.0, 3.0])), spd),
        ["svdvals"] = (t => linalg.svdvals(t), x),
        ["erf"] = (t => t.erf(), x),
        ["lgamma"] = (t => t.lgamma(), x.abs() + 0.5),
    };

    public static TheoryData<string> FunctionNames => new(Functions.Keys);

    [Theory]
    [MemberData(nameof(FunctionNames))]
    public void Value_and_gradient_are_those_of_PyTorch(string name)
    {
        var (function, input) = Functions[name];
        var t = input.clone().requires_grad_();
        var value = function(t);
        value.sum().backward();
        var expected = Figures.GetProperty($"functions.{name}");
        Reference.AssertClose(expected.GetProperty("value"), value);
        Reference.AssertClose(expected.GetProperty("gradient"), t.grad!);
    }

    [Fact]
    public void Every_figure_of_PyTorch_is_compared() =>
        Assert.Equal(
            Figures.EnumerateObject().Select(entry => entry.Name).Where(name => name != "torch").Order(),
            Functions.Keys.Select(name => $"functions.{name}").Order());
}
