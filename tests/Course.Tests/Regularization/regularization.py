"""PyTorch's figures for penalties, soft targets and ensembles: writes regularization.json beside this file.

    python3 regularization.py
"""

import json
import pathlib

import torch
from torch.nn.functional import cross_entropy, log_softmax, softmax

torch.set_default_dtype(torch.float64)
torch.manual_seed(1)

N, D, H, C = 7, 3, 4, 3
x, y = torch.randn(N, D), torch.arange(N) % C
shares = softmax(torch.randn(N, C), 1)
net = torch.nn.Sequential(torch.nn.Linear(D, H), torch.nn.Tanh(), torch.nn.Linear(H, C))
other = torch.nn.Sequential(torch.nn.Linear(D, H), torch.nn.Tanh(), torch.nn.Linear(H, C))


def flat(tensors):
    return torch.cat([t.reshape(-1) for t in tensors]).tolist()


def weights():
    return [p for p in net.parameters() if p.dim() > 1]


def jacobian():
    total = 0
    for sample in x:
        j = torch.autograd.functional.jacobian(net, sample, create_graph=True)
        total = total + j.square().sum()
    return total / N


penalties = {
    "L1": lambda: 0.03 * sum(w.abs().sum() for w in weights()),
    "L2": lambda: 0.2 / 2 * sum(w.square().sum() for w in weights()),
    "Jacobian": lambda: 0.5 / 2 * jacobian(),
}

figures = {
    "x": flat([x]),
    "shares": flat([shares]),
    "w": flat(net.parameters()),
    "other": flat(other.parameters()),
    "outputs": flat([net(x)]),
    "smoothed": cross_entropy(net(x), y, label_smoothing=0.1).item(),
    "soft": cross_entropy(net(x), shares).item(),
    "ensemble": flat([torch.log((softmax(net(x), 1) + softmax(other(x), 1)) / 2)]),
    "ensemble of outputs": flat([(net(x) + other(x)) / 2]),
}
for name, penalty in penalties.items():
    value = penalty()
    total = cross_entropy(net(x), y) + value
    gradient = torch.autograd.grad(total, list(net.parameters()))
    figures[name] = {"value": value.item(), "total": total.item(), "gradient": flat(gradient)}

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(figures, indent=1) + "\n")
