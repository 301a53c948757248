"""PyTorch's side of the rules' benchmark: rule_steps.py THREADS TENSORS SIZE, then a line for each turn: STEPS RULE.

Answers with the median seconds of one step of torch.optim's rule as it comes, and with foreach=True.
"""
import statistics
import sys
import time

import torch
from torch import optim

RATE = 1e-6
RULES = {
    "SGD": lambda p, **how: optim.SGD(p, RATE, **how),
    "heavy ball": lambda p, **how: optim.SGD(p, RATE, momentum=0.9, **how),
    "Nesterov": lambda p, **how: optim.SGD(p, RATE, momentum=0.9, nesterov=True, **how),
    "Adagrad": lambda p, **how: optim.Adagrad(p, RATE, **how),
    "Adadelta": lambda p, **how: optim.Adadelta(p, RATE, **how),
    "RMSprop": lambda p, **how: optim.RMSprop(p, RATE, **how),
    "centred RMSprop": lambda p, **how: optim.RMSprop(p, RATE, centered=True, **how),
    "Adam": lambda p, **how: optim.Adam(p, RATE, **how),
    "AMSGrad": lambda p, **how: optim.Adam(p, RATE, amsgrad=True, **how),
    "AdamW": lambda p, **how: optim.AdamW(p, RATE, **how),
    "AdaMax": lambda p, **how: optim.Adamax(p, RATE, **how),
    "Nadam": lambda p, **how: optim.NAdam(p, RATE, **how),
    "RAdam": lambda p, **how: optim.RAdam(p, RATE, **how),
}


def timed(optimizer, steps):
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        optimizer.step()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def parameters():
    made = [torch.nn.Parameter(torch.randn(size)) for _ in range(tensors)]
    for parameter in made:
        parameter.grad = torch.randn(size)
    return made


threads, tensors, size = (int(argument) for argument in sys.argv[1:])
torch.set_num_threads(threads)
current, pair = None, None
for line in sys.stdin:
    steps, name = line.rstrip("\n").split(" ", 1)
    if name != current:
        make = RULES[name]
        current, pair = name, (make(parameters()), make(parameters(), foreach=True))
    print(*(timed(optimizer, int(steps)) for optimizer in pair))
