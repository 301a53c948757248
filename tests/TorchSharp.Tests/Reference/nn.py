"""Writes nn.json: what PyTorch computes for the cases of NnReferenceTests, in float64.

Run it with any PyTorch: python3 nn.py
"""
import json
import pathlib
import warnings

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
warnings.simplefilter("ignore")


def wave(*shape, phase=0.15):
    """Numbers between -2 and 2 without a pattern."""
    size = torch.Size(shape)
    return (2 * torch.sin(torch.arange(size.numel()) * 2.3 + phase)).reshape(size)


def projected(value):
    """A number that every element has its own part in."""
    return (value * (torch.arange(value.numel()) * 1.7 + 0.4).cos().reshape(value.shape)).sum()


def flat(tensor):
    return tensor.detach().to(torch.float64).reshape(-1).tolist()


functions = {}
layers = {}


def function(name, call, *inputs):
    """The value, and the gradient of its projection with respect to every input."""
    inputs = [t.clone().requires_grad_() for t in inputs]
    value = call(*inputs)
    projected(value).backward()
    functions[name] = {"value": flat(value), "gradients": [flat(t.grad) for t in inputs]}


def layer(name, module, x):
    """In training, then in evaluation: the value, and the gradients of its projection by name; the state between the two."""
    with torch.no_grad():
        for i, (_, parameter) in enumerate(module.named_parameters()):
            parameter.copy_(wave(*parameter.shape, phase=i + 1.0))
    case = {}
    for mode in ("training", "evaluation"):
        module.train(mode == "training")
        module.zero_grad()
        t = x.clone()
        if t.is_floating_point():
            t.requires_grad_()
        value = module(t)
        projected(value).backward()
        gradients = {key: flat(parameter.grad) for key, parameter in module.named_parameters()}
        if t.grad is not None:
            gradients["input"] = flat(t.grad)
        case[mode] = {"value": flat(value), "gradients": gradients}
        if mode == "training":
            case["state"] = {key: flat(tensor) for key, tensor in module.state_dict().items()}
    layers[name] = case


matrix, other = wave(3, 4), wave(3, 4, phase=0.9)
logits = wave(5, 3, phase=0.2)
labels = torch.tensor([0, 2, 1, 2, 0])
probabilities = wave(5, 3, phase=0.5).softmax(1)
weights = torch.tensor([1.0, 2.0, 0.5])
probability, part = wave(3, 4, phase=0.3).sigmoid(), wave(3, 4, phase=0.6).sigmoid()
positive = wave(4, phase=0.7).exp()
images = wave(2, 4, 5, 4)
kernel, bias = wave(6, 4, 3, 2, phase=0.4), wave(6, phase=0.8)
scale, shift, mean, variance = wave(4, phase=0.1), wave(4, phase=0.2), wave(4, phase=0.3), wave(4, phase=0.4).exp()
query, key, value = wave(2, 5, 4), wave(2, 6, 4, phase=0.5), wave(2, 6, 3, phase=0.8)
causal = torch.ones(5, 6, dtype=torch.bool).tril()

function("relu", F.relu, matrix)
function("tanh", torch.tanh, matrix)
function("sigmoid", torch.sigmoid, matrix)
function("leaky_relu", lambda x: F.leaky_relu(x, 0.1), matrix)
function("elu", lambda x: F.elu(x, 0.7), matrix)
function("gelu", F.gelu, matrix)
function("gelu tanh", lambda x: F.gelu(x, approximate="tanh"), matrix)
function("silu", F.silu, matrix)
function("softplus", lambda x: F.softplus(x, 2.0, 1.5), matrix)
function("softmax", lambda x: F.softmax(x, 1), matrix)
function("log_softmax", lambda x: F.log_softmax(x, 0), matrix)
function("linear", F.linear, matrix, wave(2, 4, phase=1.1), wave(2, phase=1.2))
function("linear, no bias", F.linear, matrix, wave(2, 4, phase=1.1))
function("normalize", F.normalize, matrix)
function("normalize, p 3, dim 0", lambda x: F.normalize(x, 3.0, 0), matrix)

function("conv2d", F.conv2d, images, kernel, bias)
function("conv2d, strided", lambda x, w, b: F.conv2d(x, w, b, (2, 1), (1, 2), (2, 1)), images, kernel, bias)
function("conv2d, grouped", lambda x, w: F.conv2d(x, w, groups=2), images, kernel[:, :2])
function("max_pool2d", lambda x: F.max_pool2d(x, 2), images)
function("max_pool2d, padded", lambda x: F.max_pool2d(x, (3, 2), (2, 1), (1, 0), (1, 2), ceil_mode=True), images)
function("avg_pool2d", lambda x: F.avg_pool2d(x, 2), images)
function("avg_pool2d, padded", lambda x: F.avg_pool2d(x, (3, 2), (2, 1), (1, 1), True, False), images)
function("avg_pool2d, divided", lambda x: F.avg_pool2d(x, 2, 1, 0, divisor_override=3), images)
function("adaptive_avg_pool2d", lambda x: F.adaptive_avg_pool2d(x, (4, 3)), images)
function("pad, constant", lambda x: F.pad(x, (1, 2, 0, 3), value=1.5), images)
for mode in ("reflect", "replicate", "circular"):
    function(f"pad, {mode}", lambda x: F.pad(x, (1, 2, 0, 3), mode), images)
function("unfold", lambda x: F.unfold(x, 2), images)
function("unfold, strided", lambda x: F.unfold(x, (3, 2), (1, 2), (1, 0), (2, 1)), images)

places = wave(2, 3, 4, 2, phase=0.7)
function("affine_grid", lambda t: F.affine_grid(t, (2, 4, 5, 4), align_corners=False), wave(2, 2, 3, phase=0.7))
function("affine_grid, corners", lambda t: F.affine_grid(t, (2, 4, 5, 4), align_corners=True), wave(2, 2, 3, phase=0.7))
function("grid_sample", lambda x, g: F.grid_sample(x, g, align_corners=False), images, places)
function("grid_sample, border", lambda x, g: F.grid_sample(x, g, padding_mode="border", align_corners=False), images, 0.6 * places)
function("grid_sample, reflection, corners", lambda x, g: F.grid_sample(x, g, padding_mode="reflection", align_corners=True), images, 0.9 * places)
function("grid_sample, nearest", lambda x, g: F.grid_sample(x, g, mode="nearest", align_corners=False), images, 0.9 * places)

function("batch_norm, training", lambda x, w, b: F.batch_norm(x, None, None, w, b, True), images, scale, shift)
function("batch_norm, evaluation", lambda x, w, b: F.batch_norm(x, mean, variance, w, b, False, eps=0.01), images, scale, shift)
function("instance_norm", lambda x, w, b: F.instance_norm(x, None, None, w, b), images, scale, shift)
function("group_norm", lambda x, w, b: F.group_norm(x, 2, w, b), images, scale, shift)
function("layer_norm", lambda x, w, b: F.layer_norm(x, (5, 4), w, b), images, wave(5, 4, phase=0.1), wave(5, 4, phase=0.2))


def attention(q, k, v, mask=None):
    """Written out: 1.13 has no public function for it."""
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf")) if mask.dtype == torch.bool else scores + mask
    return scores.softmax(-1) @ v


function("attention", attention, query, key, value)
function("attention, causal", lambda q, k, v: attention(q, k, v, causal), query, key, value)
function("attention, masked", lambda q, k, v: attention(q, k, v, torch.ones(5, 6, dtype=torch.bool).triu(-1)), query, key, value)
function("attention, biased", attention, query, key, value, wave(5, 6, phase=1.5))

for reduction in ("none", "mean", "sum"):
    options = {"reduction": reduction}
    for name, call, inputs in (
        ("mse_loss", F.mse_loss, (matrix, other)),
        ("l1_loss", F.l1_loss, (matrix, other)),
        ("smooth_l1_loss", lambda x, y, **o: F.smooth_l1_loss(x, y, beta=0.5, **o), (matrix, other)),
        ("huber_loss", lambda x, y, **o: F.huber_loss(x, y, delta=0.8, **o), (matrix, other)),
        ("nll_loss", lambda x, **o: F.nll_loss(x, labels, **o), (logits,)),
        ("nll_loss, weighted", lambda x, **o: F.nll_loss(x, labels, weights, **o), (logits,)),
        ("cross_entropy", lambda x, **o: F.cross_entropy(x, labels, **o), (logits,)),
        ("cross_entropy, weighted", lambda x, **o: F.cross_entropy(x, labels, weights, **o), (logits,)),
        ("cross_entropy, ignoring", lambda x, **o: F.cross_entropy(x, labels, ignore_index=2, **o), (logits,)),
        ("cross_entropy, smoothed", lambda x, **o: F.cross_entropy(x, labels, label_smoothing=0.1, **o), (logits,)),
        ("cross_entropy, all", lambda x, **o: F.cross_entropy(x, labels, weights, ignore_index=1, label_smoothing=0.3, **o), (logits,)),
        ("cross_entropy, probabilities", lambda x, p, **o: F.cross_entropy(x, p, weights, label_smoothing=0.2, **o), (logits, probabilities)),
        ("binary_cross_entropy", F.binary_cross_entropy, (probability, part)),
        ("binary_cross_entropy, weighted", lambda x, y, **o: F.binary_cross_entropy(x, y, positive, **o), (probability, part)),
        ("binary_cross_entropy_with_logits", F.binary_cross_entropy_with_logits, (matrix, part)),
        ("binary_cross_entropy_with_logits, weighted", lambda x, y, **o: F.binary_cross_entropy_with_logits(x, y, positive, pos_weight=positive.flip(0), **o), (matrix, part)),
        ("kl_div", lambda x, y, **o: F.kl_div(x, y, log_target=True, **o), (matrix, other)),
        ("kl_div, probabilities", lambda x, y, **o: F.kl_div(x, y, log_target=False, **o), (matrix, part)),
    ):
        function(f"{name}, {reduction}", lambda *t: call(*t, **options), *inputs)

row, rows, sequence = wave(3, 4), wave(5, 4, phase=0.3), wave(3, 4, 5, phase=0.6)
layer("Linear", nn.Linear(4, 2), row)
layer("Linear, no bias", nn.Linear(4, 2, bias=False), row)
layer("Embedding", nn.Embedding(5, 3, padding_idx=1, scale_grad_by_freq=True), torch.tensor([[0, 1, 4], [4, 4, 2]]))
layer("Embedding, short", nn.Embedding(5, 3, max_norm=1.5, norm_type=1.0), torch.tensor([0, 3, 3]))
layer("Conv2d", nn.Conv2d(4, 6, 3), images)
layer("Conv2d, all", nn.Conv2d(4, 6, (3, 2), (2, 1), (1, 2), (2, 1), groups=2, bias=False), images)
layer("Conv2d, same", nn.Conv2d(4, 6, 2, padding="same"), images)
for mode in ("reflect", "replicate", "circular"):
    layer(f"Conv2d, {mode}", nn.Conv2d(4, 2, (3, 2), padding=(1, 2), padding_mode=mode), images)
layer("MaxPool2d", nn.MaxPool2d(2), images)
layer("AvgPool2d", nn.AvgPool2d((2, 3), (1, 2), (1, 0), True, False), images)
layer("AdaptiveAvgPool2d", nn.AdaptiveAvgPool2d(2), images)
layer("Flatten", nn.Flatten(1, 2), images)
layer("BatchNorm1d", nn.BatchNorm1d(4), rows)
layer("BatchNorm1d, sequence", nn.BatchNorm1d(4, 0.01, 0.3), sequence)
layer("BatchNorm1d, cumulative", nn.BatchNorm1d(4, momentum=None), rows)
layer("BatchNorm1d, plain", nn.BatchNorm1d(4, affine=False, track_running_stats=False), rows)
layer("BatchNorm2d", nn.BatchNorm2d(4), images)
layer("InstanceNorm2d", nn.InstanceNorm2d(4), images)
layer("InstanceNorm2d, all", nn.InstanceNorm2d(4, 0.01, 0.3, True, True), images)
layer("InstanceNorm2d, one image", nn.InstanceNorm2d(4), images[0])
layer("GroupNorm", nn.GroupNorm(2, 4), images)
layer("GroupNorm, plain", nn.GroupNorm(4, 4, 0.01, affine=False), images)
layer("LayerNorm", nn.LayerNorm(4), row)
layer("LayerNorm, two", nn.LayerNorm((5, 4), 0.01), images)
layer("LayerNorm, plain", nn.LayerNorm(4, elementwise_affine=False), row)
layer("Sequential", nn.Sequential(nn.Conv2d(4, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(2, 3), nn.Softmax(1)), images)

if __name__ == "__main__":
    lines = [f"  {json.dumps(kind)}: {{\n" + ",\n".join(f"    {json.dumps(name)}: {json.dumps(case)}" for name, case in cases.items()) + "\n  }"
             for kind, cases in (("functions", functions), ("layers", layers))]
    pathlib.Path(__file__).with_suffix(".json").write_text("{\n" + ",\n".join([f'  "torch": "{torch.__version__}"', *lines]) + "\n}\n")
