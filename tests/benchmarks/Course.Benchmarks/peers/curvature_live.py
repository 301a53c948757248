"""Training with Cockpit beside training without, STEPS steps of batches of 128: live economy STEPS, and live eigenvalue STEPS with the largest eigenvalue every ten steps too."""
import copy

import torch
from torch import nn

from curvature_problem import images, labels, loss, net, question, seconds

state = {}


def batches(steps):
    for i in range(steps):
        rows = slice(i % 32 * 128, (i % 32 + 1) * 128)
        yield images[rows], labels[rows]


def optimizer(network):
    return torch.optim.SGD(network.parameters(), lr=1e-3, momentum=0.9)


def bare(steps):
    if "bare" not in state:
        network = copy.deepcopy(net)
        state["bare"] = network, optimizer(network)
    network, rule = state["bare"]
    for x, y in batches(steps):
        rule.zero_grad()
        loss(network(x), y).backward()
        rule.step()


def instrumented(way):
    from backpack import extend
    from cockpit import Cockpit, quantities
    from cockpit.utils import configuration, schedules

    network = extend(copy.deepcopy(net))
    tracked = configuration.configuration("economy")
    if way == "eigenvalue":
        tracked.append(quantities.HessMaxEV(track_schedule=schedules.linear(10)))
    return network, optimizer(network), extend(nn.CrossEntropyLoss()), Cockpit(network.parameters(), quantities=tracked)


def told(way, steps):
    if way not in state:
        state[way] = instrumented(way)
    network, rule, criterion, cockpit = state[way]
    single, first = nn.CrossEntropyLoss(reduction="none"), state.get((way, "steps"), 0)
    for step, (x, y) in enumerate(batches(steps), first):
        rule.zero_grad()
        outputs = network(x)
        value = criterion(outputs, y)
        info = {"batch_size": len(x), "individual_losses": single(outputs, y), "loss": value, "optimizer": rule}
        with cockpit(step, info=info):
            value.backward(create_graph=cockpit.create_graph(step))
        rule.step()
    state[way, "steps"] = first + steps


@question
def live(way, steps):
    unit = seconds(lambda: bare(int(steps)))
    return seconds(lambda: told(way, int(steps))), unit
