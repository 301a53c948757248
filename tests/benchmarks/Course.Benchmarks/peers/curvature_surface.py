"""A slice through the loss surface, each parameter set anew at every point as Li et al.'s own program does: surface SIDE."""
import torch

from curvature_problem import images, labels, loss, net, parameters, question, seconds


@question
def surface(side):
    steps = torch.linspace(-1, 1, int(side)).tolist()
    weights = [p.detach().clone() for p in parameters]
    first, second = ([torch.randn_like(p) * 0.01 for p in parameters] for _ in range(2))

    def passes():
        for _ in range(len(steps) ** 2):
            loss(net(images), labels).item()

    def slices():
        for b in steps:
            for a in steps:
                for p, w, x, y in zip(parameters, weights, first, second):
                    p.data = w + (x * a + y * b)
                loss(net(images), labels).item()

    with torch.no_grad():
        unit = seconds(passes)
        work = seconds(slices)
        for p, w in zip(parameters, weights):
            p.data = w
    return work, unit
