using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests;

/// <summary>Functions, losses and layers: values and gradients against PyTorch's, gradients and second derivatives against finite differences. Reference/nn.py made the figures.</summary>
public sealed class NnReferenceTests
{
    private static readonly JsonElement Figures = Reference.Load("nn");

    private static readonly Tensor matrix = Wave([3, 4]);
    private static readonly Tensor other = Wave([3, 4], 0.9);
    private static readonly Tensor logits = Wave([5, 3], 0.2);
    private static readonly Tensor labels = tensor([0L, 2L, 1L, 2L, 0L]);
    private static readonly Tensor probabilities = Wave([5, 3], 0.5).softmax(1);
    private static readonly Tensor weights = tensor([1.0, 2.0, 0.5]);
    private static readonly Tensor probability = Wave([3, 4], 0.3).sigmoid();
    private static readonly Tensor part = Wave([3, 4], 0.6).sigmoid();
    private static readonly Tensor positive = Wave([4], 0.7).exp();
    private static readonly Tensor images = Wave([2, 4, 5, 4]);
    private static readonly Tensor kernel = Wave([6, 4, 3, 2], 0.4);
    private static readonly Tensor bias = Wave([6], 0.8);
    private static readonly Tensor scale = Wave([4], 0.1);
    private static readonly Tensor shift = Wave([4], 0.2);
    private static readonly Tensor mean = Wave([4], 0.3);
    private static readonly Tensor variance = Wave([4], 0.4).exp();
    private static readonly Tensor[] attended = [Wave([2, 5, 4]), Wave([2, 6, 4], 0.5), Wave([2, 6, 3], 0.8)];
    private static readonly Tensor row = Wave([3, 4]);
    private static readonly Tensor rows = Wave([5, 4], 0.3);

    private sealed record Case(Func<Tensor[], Tensor> Function, params Tensor[] Inputs);

    private static readonly Dictionary<string, Case> Functions = new()
    {
        ["relu"] = new(t => F.relu(t[0]), matrix),
        ["tanh"] = new(t => F.tanh(t[0]), matrix),
        ["sigmoid"] = new(t => F.sigmoid(t[0]), matrix),
        ["leaky_relu"] = new(t => F.leaky_relu(t[0], 0.1), matrix),
        ["elu"] = new(t => F.elu(t[0], 0.7), matrix),
        ["gelu"] = new(t => F.gelu(t[0]), matrix),
        ["gelu tanh"] = new(t => F.gelu(t[0], Modules.GELU.Approximate.tanh), matrix),
        ["silu"] = new(t => F.silu(t[0]), matrix),
        ["softplus"] = new(t => F.softplus(t[0], 2, 1.5), matrix),
        ["softmax"] = new(t => F.softmax(t[0], 1), matrix),
        ["log_softmax"] = new(t => F.log_softmax(t[0], 0), matrix),
        ["linear"] = new(t => F.linear(t[0], t[1], t[2]), matrix, Wave([2, 4], 1.1), Wave([2], 1.2)),
        ["linear, no bias"] = new(t => F.linear(t[0], t[1]), matrix, Wave([2, 4], 1.1)),
        ["normalize"] = new(t => F.normalize(t[0]), matrix),
        ["normalize, p 3, dim 0"] = new(t => F.normalize(t[0], 3, 0), matrix),
        ["conv2d"] = new(t => F.conv2d(t[0], t[1], t[2]), images, kernel, bias),
        ["conv2d, strided"] = new(t => F.conv2d(t[0], t[1], t[2], [2, 1], [1, 2], [2, 1]), images, kernel, bias),
        ["conv2d, grouped"] = new(t => F.conv2d(t[0], t[1], groups: 2), images, kernel[.., ..2]),
        ["max_pool2d"] = new(t => F.max_pool2d(t[0], 2), images),
        ["max_pool2d, padded"] = new(t => F.max_pool2d(t[0], [3, 2], [2, 1], [1, 0], [1, 2], ceil_mode: true), images),
        ["avg_pool2d"] = new(t => F.avg_pool2d(t[0], 2), images),
        ["avg_pool2d, padded"] = new(t => F.avg_pool2d(t[0], [3, 2], [2, 1], [1, 1], ceil_mode: true, count_include_pad: false), images),
        ["avg_pool2d, divided"] = new(t => F.avg_pool2d(t[0], 2, 1, divisor_override: 3), images),
        ["adaptive_avg_pool2d"] = new(t => F.adaptive_avg_pool2d(t[0], (4, 3)), images),
        ["pad, constant"] = new(t => F.pad(t[0], [1, 2, 0, 3], value: 1.5), images),
        ["pad, reflect"] = new(t => F.pad(t[0], (1, 2, 0, 3), PaddingModes.Reflect), images),
        ["pad, replicate"] = new(t => F.pad(t[0], (1, 2, 0, 3), PaddingModes.Replicate), images),
        ["pad, circular"] = new(t => F.pad(t[0], (1, 2, 0, 3), PaddingModes.Circular), images),
        ["unfold"] = new(t => F.unfold(t[0], 2), images),
        ["unfold, strided"] = new(t => F.unfold(t[0], (3, 2), (1, 2), (1, 0), (2, 1)), images),
        ["affine_grid"] = new(t => F.affine_grid(t[0], [2, 4, 5, 4]), Wave([2, 2, 3], 0.7)),
        ["affine_grid, corners"] = new(t => F.affine_grid(t[0], [2, 4, 5, 4], align_corners: true), Wave([2, 2, 3], 0.7)),
        ["grid_sample"] = new(t => F.grid_sample(t[0], t[1], align_corners: false), images, Wave([2, 3, 4, 2], 0.7)),
        ["grid_sample, border"] = new(t => F.grid_sample(t[0], t[1], padding_mode: GridSamplePaddingMode.Border, align_corners: false), images, 0.6 * Wave([2, 3, 4, 2], 0.7)),
        ["grid_sample, reflection, corners"] = new(t => F.grid_sample(t[0], t[1], padding_mode: GridSamplePaddingMode.Reflection, align_corners: true), images, 0.9 * Wave([2, 3, 4, 2], 0.7)),
        ["grid_sample, nearest"] = new(t => F.grid_sample(t[0], t[1], GridSampleMode.Nearest, align_corners: false), images, 0.9 * Wave([2, 3, 4, 2], 0.7)),
        ["batch_norm, training"] = new(t => F.batch_norm(t[0], null, null, t[1], t[2], training: true), images, scale, shift),
        ["batch_norm, evaluation"] = new(t => F.batch_norm(t[0], mean, variance, t[1], t[2], eps: 0.01), images, scale, shift),
        ["instance_norm"] = new(t => F.instance_norm(t[0], weight: t[1], bias: t[2]), images, scale, shift),
        ["group_norm"] = new(t => F.group_norm(t[0], 2, t[1], t[2]), images, scale, shift),
        ["layer_norm"] = new(t => F.layer_norm(t[0], [5, 4], t[1], t[2]), images, Wave([5, 4], 0.1), Wave([5, 4], 0.2)),
        ["attention"] = new(t => F.scaled_dot_product_attention(t[0], t[1], t[2]), attended),
        ["attention, causal"] = new(t => F.scaled_dot_product_attention(t[0], t[1], t[2], is_casual: true), attended),
        ["attention, masked"] = new(t => F.scaled_dot_product_attention(t[0], t[1], t[2], ones(5, 6, @bool).triu(-1)), attended),
        ["attention, biased"] = new(t => F.scaled_dot_product_attention(t[0], t[1], t[2], t[3]), [.. attended, Wave([5, 6], 1.5)]),
    };

    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Make, Tensor Input)> Layers = new()
    {
        ["Linear"] = (() => Linear(4, 2), row),
        ["Linear, no bias"] = (() => Linear(4, 2, hasBias: false), row),
        ["Embedding"] = (() => Embedding(5, 3, padding_idx: 1, scale_grad_by_freq: true), tensor(new[,] { { 0L, 1L, 4L }, { 4L, 4L, 2L } })),
        ["Embedding, short"] = (() => Embedding(5, 3, max_norm: 1.5, norm_type: 1), tensor([0L, 3L, 3L])),
        ["Conv2d"] = (() => Conv2d(4, 6, 3), images),
        ["Conv2d, all"] = (() => Conv2d(4, 6, (3, 2), (2, 1), (1, 2), (2, 1), groups: 2, bias: false), images),
        ["Conv2d, same"] = (() => Conv2d(4, 6, 2, Padding.Same), images),
        ["Conv2d, reflect"] = (() => Conv2d(4, 2, (3, 2), padding: (1, 2), padding_mode: PaddingModes.Reflect), images),
        ["Conv2d, replicate"] = (() => Conv2d(4, 2, (3, 2), padding: (1, 2), padding_mode: PaddingModes.Replicate), images),
        ["Conv2d, circular"] = (() => Conv2d(4, 2, (3, 2), padding: (1, 2), padding_mode: PaddingModes.Circular), images),
        ["MaxPool2d"] = (() => MaxPool2d(2), images),
        ["AvgPool2d"] = (() => AvgPool2d((2, 3), (1, 2), (1, 0), ceil_mode: true, count_include_pad: false), images),
        ["AdaptiveAvgPool2d"] = (() => AdaptiveAvgPool2d(2), images),
        ["Flatten"] = (() => Flatten(1, 2), images),
        ["BatchNorm1d"] = (() => BatchNorm1d(4), rows),
        ["BatchNorm1d, sequence"] = (() => BatchNorm1d(4, 0.01, 0.3), Wave([3, 4, 5], 0.6)),
        ["BatchNorm1d, cumulative"] = (Cumulative, rows),
        ["BatchNorm1d, plain"] = (() => BatchNorm1d(4, affine: false, track_running_stats: false), rows),
        ["BatchNorm2d"] = (() => BatchNorm2d(4), images),
        ["InstanceNorm2d"] = (() => InstanceNorm2d(4), images),
        ["InstanceNorm2d, all"] = (() => InstanceNorm2d(4, 0.01, 0.3, affine: true, track_running_stats: true), images),
        ["InstanceNorm2d, one image"] = (() => InstanceNorm2d(4), images[0]),
        ["GroupNorm"] = (() => GroupNorm(2, 4), images),
        ["GroupNorm, plain"] = (() => GroupNorm(4, 4, 0.01, affine: false), images),
        ["LayerNorm"] = (() => LayerNorm(4), row),
        ["LayerNorm, two"] = (() => LayerNorm([5, 4], 0.01), images),
        ["LayerNorm, plain"] = (() => LayerNorm(4, elementwise_affine: false), row),
        ["Sequential"] = (() => Sequential(Conv2d(4, 2, 3), BatchNorm2d(2), ReLU(), MaxPool2d(2), Flatten(), Linear(2, 3), Softmax(1)), images),
    };

    private static readonly Dictionary<string, (Func<Reduction, Loss<Tensor, Tensor, Tensor>> Make, string Function, Tensor Target)> Losses = new()
    {
        ["MSELoss"] = (r => MSELoss(r), "mse_loss", other),
        ["L1Loss"] = (r => L1Loss(r), "l1_loss", other),
        ["SmoothL1Loss"] = (r => SmoothL1Loss(r, 0.5), "smooth_l1_loss", other),
        ["HuberLoss"] = (r => HuberLoss(0.8, r), "huber_loss", other),
        ["NLLLoss"] = (r => NLLLoss(weights, r), "nll_loss, weighted", labels),
        ["CrossEntropyLoss"] = (r => CrossEntropyLoss(reduction: r), "cross_entropy", labels),
        ["CrossEntropyLoss, ignoring"] = (r => CrossEntropyLoss(ignore_index: 2, reduction: r), "cross_entropy, ignoring", labels),
        ["CrossEntropyLoss, all"] = (r => new CrossEntropyLoss(weights, 1, r, 0.3), "cross_entropy, all", labels),
        ["BCELoss"] = (r => BCELoss(positive, r), "binary_cross_entropy, weighted", part),
        ["BCEWithLogitsLoss"] = (r => BCEWithLogitsLoss(positive, r, positive.flip(0)), "binary_cross_entropy_with_logits, weighted", part),
        ["KLDivLoss"] = (r => KLDivLoss(reduction: r), "kl_div", other),
        ["KLDivLoss, probabilities"] = (r => KLDivLoss(log_target: false, r), "kl_div, probabilities", part),
    };

    static NnReferenceTests()
    {
        foreach (var reduction in Enum.GetValues<Reduction>())
        {
            Add("mse_loss", (x, y) => F.mse_loss(x, y, reduction), matrix, other);
            Add("l1_loss", (x, y) => F.l1_loss(x, y, reduction), matrix, other);
            Add("smooth_l1_loss", (x, y) => F.smooth_l1_loss(x, y, reduction, 0.5), matrix, other);
            Add("huber_loss", (x, y) => F.huber_loss(x, y, 0.8, reduction), matrix, other);
            Add("nll_loss", (x, _) => F.nll_loss(x, labels, reduction: reduction), logits);
            Add("nll_loss, weighted", (x, _) => F.nll_loss(x, labels, weights, reduction), logits);
            Add("cross_entropy", (x, _) => F.cross_entropy(x, labels, reduction: reduction), logits);
            Add("cross_entropy, weighted", (x, _) => F.cross_entropy(x, labels, weights, reduction: reduction), logits);
            Add("cross_entropy, ignoring", (x, _) => F.cross_entropy(x, labels, ignore_index: 2, reduction: reduction), logits);
            Add("cross_entropy, smoothed", (x, _) => F.cross_entropy(x, labels, reduction: reduction, label_smoothing: 0.1), logits);
            Add("cross_entropy, all", (x, _) => F.cross_entropy(x, labels, weights, 1, reduction, 0.3), logits);
            Add("cross_entropy, probabilities", (x, p) => F.cross_entropy(x, p, weights, reduction: reduction, label_smoothing: 0.2), logits, probabilities);
            Add("binary_cross_entropy", (x, y) => F.binary_cross_entropy(x, y, reduction: reduction), probability, part);
            Add("binary_cross_entropy, weighted", (x, y) => F.binary_cross_entropy(x, y, positive, reduction), probability, part);
            Add("binary_cross_entropy_with_logits", (x, y) => F.binary_cross_entropy_with_logits(x, y, reduction: reduction), matrix, part);
            Add("binary_cross_entropy_with_logits, weighted", (x, y) => F.binary_cross_entropy_with_logits(x, y, positive, reduction, positive.flip(0)), matrix, part);
            Add("kl_div", (x, y) => F.kl_div(x, y, reduction: reduction), matrix, other);
            Add("kl_div, probabilities", (x, y) => F.kl_div(x, y, log_target: false, reduction), matrix, part);

            void Add(string name, Func<Tensor, Tensor, Tensor> loss, params Tensor[] inputs) =>
                Functions.Add(Named(name, reduction), new(t => loss(t[0], t[^1]), inputs));
        }
    }

    public static TheoryData<string> FunctionNames => new(Functions.Keys);

    internal static IEnumerable<string> Attention => Functions.Keys.Where(name => name.StartsWith("attention", StringComparison.Ordinal));

    // libtorch has no second derivative of grid_sample.
    public static TheoryData<string> TwiceDifferentiable => new(Functions.Keys.Except(Attention).Where(name => !name.StartsWith("grid_sample", StringComparison.Ordinal)));

    public static TheoryData<string> LayerNames => new(Layers.Keys);

    public static TheoryData<string> LossNames => new(Losses.Keys);

    [Theory]
    [MemberData(nameof(FunctionNames))]
    public void A_function_has_the_value_and_the_gradients_of_PyTorch(string name)
    {
        var (function, inputs) = Functions[name];
        var leaves = Array.ConvertAll(inputs, input => input.detach().clone().requires_grad_());
        var value = function(leaves);
        GradientCheck.Projected(value).backward();
        var expected = Figures.GetProperty("functions").GetProperty(name);
        Reference.AssertClose(expected.GetProperty("value"), value);
        Assert.Equal(leaves.Length, expected.GetProperty("gradients").GetArrayLength());
        foreach (var (leaf, gradient) in leaves.Zip(expected.GetProperty("gradients").EnumerateArray())) Reference.AssertClose(gradient, leaf.grad!);
    }

    [Theory]
    [MemberData(nameof(FunctionNames))]
    public void A_function_has_the_gradient_of_its_differences(string name) =>
        GradientCheck.First(Packed(Functions[name]), Pack(Functions[name].Inputs));

    [Theory]
    [MemberData(nameof(TwiceDifferentiable))]
    public void A_function_has_the_second_derivatives_of_its_gradients_differences(string name) => CheckSecond(name);

    internal static void CheckSecond(string name) =>
        GradientCheck.Second(Packed(Functions[name]), Pack(Functions[name].Inputs));

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void A_layer_has_the_values_gradients_and_state_of_PyTorch(string name)
    {
        var (make, input) = Layers[name];
        var module = make().to(float64);
        using (no_grad())
            foreach (var (parameter, i) in module.parameters().Select((parameter, i) => (parameter, i)))
                parameter.copy_(Wave(parameter.shape, i + 1.0));

        foreach (var mode in new[] { "training", "evaluation" })
        {
            var expected = Figures.GetProperty("layers").GetProperty(name);
            module.train(mode == "training");
            module.zero_grad();
            var x = input.detach().clone();
            if (x.is_floating_point()) x.requires_grad_();
            var value = module.call(x);
            GradientCheck.Projected(value).backward();

            Reference.AssertClose(expected.GetProperty(mode).GetProperty("value"), value);
            var gradients = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!);
            if (x.grad is { } ofInput) gradients.Add("input", ofInput);
            AssertClose(expected.GetProperty(mode).GetProperty("gradients"), gradients);
            if (mode == "training") AssertClose(expected.GetProperty("state"), module.state_dict());
        }
    }

    [Theory]
    [MemberData(nameof(LossNames))]
    public void A_loss_is_its_function(string name)
    {
        var (make, function, target) = Losses[name];
        foreach (var reduction in Enum.GetValues<Reduction>())
        {
            var key = Named(function, reduction);
            Reference.AssertClose(Figures.GetProperty("functions").GetProperty(key).GetProperty("value"), make(reduction).call(Functions[key].Inputs[0], target));
        }
    }

    [Fact]
    public void Every_figure_of_PyTorch_is_compared()
    {
        Assert.Equal(Figures.GetProperty("functions").EnumerateObject().Select(entry => entry.Name).Order(), Functions.Keys.Order());
        Assert.Equal(Figures.GetProperty("layers").EnumerateObject().Select(entry => entry.Name).Order(), Layers.Keys.Order());
        Assert.Equal(["functions", "layers", "torch"], Figures.EnumerateObject().Select(entry => entry.Name).Order());
    }

    /// <summary>Numbers between -2 and 2 without a pattern, the same as the script's.</summary>
    private static Tensor Wave(long[] shape, double phase = 0.15) =>
        arange(shape.Aggregate(1L, (product, size) => product * size), dtype: float64).mul(2.3).add(phase).sin().mul(2).reshape(shape);

    private static string Named(string function, Reduction reduction) => $"{function}, {reduction.ToString().ToLowerInvariant()}";

    private static BatchNorm1d Cumulative()
    {
        var module = BatchNorm1d(4);
        module.momentum = null;
        return module;
    }

    private static Tensor Pack(Tensor[] inputs) => cat([.. inputs.Select(input => input.reshape(-1))]);

    private static Func<Tensor, Tensor> Packed(Case @case) => packed =>
        @case.Function(packed.split([.. @case.Inputs.Select(input => input.numel())]).Zip(@case.Inputs, (piece, input) => piece.reshape(input.shape)).ToArray());

    private static void AssertClose(JsonElement expected, Dictionary<string, Tensor> actual)
    {
        Assert.Equal(expected.EnumerateObject().Select(entry => entry.Name).Order(), actual.Keys.Order());
        foreach (var entry in expected.EnumerateObject()) Reference.AssertClose(entry.Value, actual[entry.Name]);
    }
}
