"""Writes pytorch.json: what PyTorch computes for the cases of ReferenceTests, in float64.

Run it with any PyTorch: python3 pytorch.py
"""
import json
import pathlib

import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)


def values(tensor):
    return tensor.detach().reshape(-1).tolist()


def function(call, *inputs):
    """A function's value, and the gradient of its sum with respect to the first input."""
    x = inputs[0].clone().requires_grad_()
    result = call(x, *inputs[1:])
    result.sum().backward()
    return {"value": values(result), "gradient": values(x.grad)}


x = torch.linspace(-3, 3, 12).reshape(3, 4)
logits = torch.tensor([[1.0, -2.0, 0.5], [0.1, 0.2, -0.3], [3.0, -1.0, 0.0], [-0.5, 0.5, 2.0]])
labels = torch.tensor([0, 2, 1, 2])
weights = torch.tensor([1.0, 2.0, 0.5])
target = torch.linspace(2, -1, 12).reshape(3, 4)
half = torch.tensor([[0.0, 1.0, 1.0, 0.0], [0.5, 0.2, 0.0, 1.0], [1.0, 0.9, 0.3, 0.0]])
image = torch.sin(torch.arange(72.0)).reshape(1, 2, 6, 6)
kernel = torch.cos(torch.arange(36.0)).reshape(2, 2, 3, 3)
bias = torch.tensor([0.5, -0.25])
spd = torch.tensor([[4.0, 1.0, 0.5], [1.0, 3.0, -0.2], [0.5, -0.2, 2.0]])

functions = {
    "relu": function(F.relu, x),
    "tanh": function(torch.tanh, x),
    "sigmoid": function(torch.sigmoid, x),
    "leaky_relu": function(lambda t: F.leaky_relu(t, 0.1), x),
    "elu": function(lambda t: F.elu(t, 0.7), x),
    "gelu": function(F.gelu, x),
    "gelu_tanh": function(lambda t: F.gelu(t, approximate="tanh"), x),
    "silu": function(F.silu, x),
    "softplus": function(lambda t: F.softplus(t, 2.0), x),
    "softmax": function(lambda t: F.softmax(t, 1).square(), x),
    "log_softmax": function(lambda t: F.log_softmax(t, 0).square(), x),
    "mse_loss": function(F.mse_loss, x, target),
    "mse_loss_sum": function(lambda a, b: F.mse_loss(a, b, reduction="sum"), x, target),
    "l1_loss": function(F.l1_loss, x, target),
    "smooth_l1_loss": function(lambda a, b: F.smooth_l1_loss(a, b, beta=0.5), x, target),
    "huber_loss": function(lambda a, b: F.huber_loss(a, b, delta=0.8), x, target),
    "nll_loss": function(lambda t: F.nll_loss(F.log_softmax(t, 1), labels), logits),
    "cross_entropy": function(lambda t: F.cross_entropy(t, labels), logits),
    "cross_entropy_none": function(lambda t: F.cross_entropy(t, labels, reduction="none"), logits),
    "cross_entropy_weighted": function(lambda t: F.cross_entropy(t, labels, weights), logits),
    "cross_entropy_smoothed": function(lambda t: F.cross_entropy(t, labels, label_smoothing=0.1), logits),
    "binary_cross_entropy": function(lambda t: F.binary_cross_entropy(torch.sigmoid(t), half), x),
    "binary_cross_entropy_with_logits": function(lambda t: F.binary_cross_entropy_with_logits(t, half), x),
    "kl_div": function(lambda t: F.kl_div(F.log_softmax(t, 1), F.log_softmax(target, 1), log_target=True), x),
    "conv2d": function(lambda t: F.conv2d(t, kernel, bias, stride=2, padding=1), image),
    "conv2d_same": function(lambda t: F.conv2d(t, kernel, bias, padding="same"), image),
    "conv2d_circular": function(lambda t: F.conv2d(F.pad(t, (1, 1, 1, 1), mode="circular"), kernel, bias), image),
    "max_pool2d": function(lambda t: F.max_pool2d(t, 2), image),
    "avg_pool2d": function(lambda t: F.avg_pool2d(t, 3, 2), image),
    "var": function(lambda t: t.var(1), x),
    "std": function(lambda t: t.std(), x),
    "logsumexp": function(lambda t: t.logsumexp(1), x),
    "cumsum": function(lambda t: t.cumsum(1).square(), x),
    "eigvalsh": function(lambda t: torch.linalg.eigvalsh(t).square(), spd),
    "cholesky": function(torch.linalg.cholesky, spd),
    "solve": function(lambda t: torch.linalg.solve(t, torch.tensor([1.0, 2.0, 3.0])), spd),
    "svdvals": function(torch.linalg.svdvals, x),
    "erf": function(torch.erf, x),
    "lgamma": function(torch.lgamma, x.abs() + 0.5),
}

if __name__ == "__main__":
    file = pathlib.Path(__file__).with_suffix(".json")
    lines = [f'  "{kind}.{name}": {json.dumps(case)}' for kind, cases in (("functions", functions),) for name, case in cases.items()]
    file.write_text("{\n" + ",\n".join([f'  "torch": "{torch.__version__}"', *lines]) + "\n}\n")
