using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests;

/// <summary>Values and gradients against PyTorch's, in float64. Reference/pytorch.py made the figures.</summary>
public sealed class ReferenceTests
{
    private static readonly JsonElement Figures = Reference.Load("pytorch");

    private static readonly Tensor x = linspace(-3, 3, 12, float64).reshape(3, 4);
    private static readonly Tensor logits = tensor(new[,] { { 1.0, -2.0, 0.5 }, { 0.1, 0.2, -0.3 }, { 3.0, -1.0, 0.0 }, { -0.5, 0.5, 2.0 } });
    private static readonly Tensor labels = tensor([0L, 2L, 1L, 2L]);
    private static readonly Tensor weights = tensor([1.0, 2.0, 0.5]);
    private static readonly Tensor target = linspace(2, -1, 12, float64).reshape(3, 4);
    private static readonly Tensor half = tensor([0.0, 1.0, 1.0, 0.0, 0.5, 0.2, 0.0, 1.0, 1.0, 0.9, 0.3, 0.0], 3, 4);
    private static readonly Tensor image = arange(72, dtype: float64).sin().reshape(1, 2, 6, 6);
    private static readonly Tensor kernel = arange(36, dtype: float64).cos().reshape(2, 2, 3, 3);
    private static readonly Tensor bias = tensor([0.5, -0.25]);
    private static readonly Tensor spd = tensor(new[,] { { 4.0, 1.0, 0.5 }, { 1.0, 3.0, -0.2 }, { 0.5, -0.2, 2.0 } });

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Function, Tensor Input)> Functions = new()
    {
        ["relu"] = (ReLU().call, x),
        ["tanh"] = (Tanh().call, x),
        ["sigmoid"] = (Sigmoid().call, x),
        ["leaky_relu"] = (LeakyReLU(0.1).call, x),
        ["elu"] = (ELU(0.7).call, x),
        ["gelu"] = (GELU().call, x),
        ["gelu_tanh"] = (GELU(Modules.GELU.Approximate.tanh).call, x),
        ["silu"] = (SiLU().call, x),
        ["softplus"] = (t => F.softplus(t, 2), x),
        ["softmax"] = (t => Softmax(1).call(t).square(), x),
        ["log_softmax"] = (t => LogSoftmax(0).call(t).square(), x),
        ["mse_loss"] = (t => MSELoss().call(t, target), x),
        ["mse_loss_sum"] = (t => MSELoss(Reduction.Sum).call(t, target), x),
        ["l1_loss"] = (t => L1Loss().call(t, target), x),
        ["smooth_l1_loss"] = (t => SmoothL1Loss(beta: 0.5).call(t, target), x),
        ["huber_loss"] = (t => HuberLoss(0.8).call(t, target), x),
        ["nll_loss"] = (t => NLLLoss().call(F.log_softmax(t, 1), labels), logits),
        ["cross_entropy"] = (t => CrossEntropyLoss().call(t, labels), logits),
        ["cross_entropy_none"] = (t => CrossEntropyLoss(reduction: Reduction.None).call(t, labels), logits),
        ["cross_entropy_weighted"] = (t => CrossEntropyLoss(weights).call(t, labels), logits),
        ["cross_entropy_smoothed"] = (t => F.cross_entropy(t, labels, label_smoothing: 0.1), logits),
        ["binary_cross_entropy"] = (t => BCELoss().call(t.sigmoid(), half), x),
        ["binary_cross_entropy_with_logits"] = (t => BCEWithLogitsLoss().call(t, half), x),
        ["kl_div"] = (t => KLDivLoss().call(F.log_softmax(t, 1), F.log_softmax(target, 1)), x),
        ["conv2d"] = (t => F.conv2d(t, kernel, bias, strides: [2, 2], padding: [1, 1]), image),
        ["conv2d_same"] = (Convolution(2, Padding.Same, PaddingModes.Zeros).call, image),
        ["conv2d_circular"] = (Convolution(2, null, PaddingModes.Circular).call, image),
        ["max_pool2d"] = (MaxPool2d(2).call, image),
        ["avg_pool2d"] = (AvgPool2d(3, 2).call, image),
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

    private static Conv2d Convolution(long channels, Padding? same, PaddingModes mode)
    {
        var module = same is { } padding ? Conv2d(channels, 2, 3, padding, dtype: float64) : Conv2d(channels, 2, 3, padding: 1, padding_mode: mode, dtype: float64);
        module.load_state_dict(new() { ["weight"] = kernel, ["bias"] = bias });
        return module;
    }
}
