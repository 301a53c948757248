"""PyTorch's double backward in float32 for products with the Hessian: writes curvature.json beside this file.

    python3 curvature.py
"""

import json
import pathlib

import torch
from torch import nn
from torch.nn.functional import cross_entropy, mse_loss

torch.manual_seed(1)
N, C = 9, 3
flat_inputs, images = torch.randn(N, 6), torch.randn(N, 1, 6, 6)
classes, values = torch.arange(N) % C, torch.randn(N, C)
nets = {
    "ReLU": (nn.Sequential(nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 4), nn.ReLU(), nn.Linear(4, C)), flat_inputs),
    "tanh": (nn.Sequential(nn.Linear(6, 5), nn.Tanh(), nn.Linear(5, 4), nn.Tanh(), nn.Linear(4, C)), flat_inputs),
    "CNN": (nn.Sequential(nn.Conv2d(1, 3, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(3, 4, 2), nn.Tanh(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(4, C)), images),
}


def flat(tensors):
    return torch.cat([t.reshape(-1) for t in tensors])


def product(net, inputs, loss, v):
    parameters = list(net.parameters())
    gradient = flat(torch.autograd.grad(loss(net(inputs)), parameters, create_graph=True))
    return flat(torch.autograd.grad(gradient, parameters, v))


problems = []
for name, (net, inputs) in nets.items():
    for loss, of in (("cross-entropy", lambda z: cross_entropy(z, classes)), ("squares", lambda z: mse_loss(z, values))):
        w = flat(net.parameters()).detach()
        v = torch.randn_like(w)
        hv = product(net, inputs, of, v)
        problems.append({"network": name, "loss": loss, "w": w.tolist(), "v": v.tolist(), "product": hv.tolist()})

numbers = {"inputs": flat_inputs.reshape(-1).tolist(), "images": images.reshape(-1).tolist(), "values": values.reshape(-1).tolist(), "problems": problems}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(numbers) + "\n")
