"""Norms of per-sample gradients: norms MLP|CNN backpack|vmap."""
import copy

import torch
from torch import nn

from curvature_problem import images, labels, loss, net, question, seconds

x, y = images[:512], labels[:512]
nets = {
    "MLP": net,
    "CNN": nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 7 * 7, 10)),
}
state = {}


def backpack(name):
    from backpack import backpack as recording
    from backpack import extend
    from backpack.extensions import BatchL2Grad

    if name not in state:
        state[name] = extend(copy.deepcopy(nets[name])), extend(nn.CrossEntropyLoss())
    network, criterion = state[name]
    network.zero_grad()
    with recording(BatchL2Grad()):
        criterion(network(x), y).backward()
    return sum(p.batch_l2 for p in network.parameters()) * len(x) ** 2  # of the mean's summands


def vmap(name):
    from functorch import grad, make_functional, vmap as batched

    network, parameters = make_functional(nets[name])
    one = grad(lambda p, image, label: loss(network(p, image[None]), label[None]))
    return sum(g.flatten(1).square().sum(1) for g in batched(one, (None, 0, 0))(parameters, x, y))


@question
def norms(name, way):
    network = nets[name]
    unit = seconds(lambda: torch.autograd.grad(loss(network(x), y), list(network.parameters())))
    return seconds(lambda: {"backpack": backpack, "vmap": vmap}[way](name)), unit
