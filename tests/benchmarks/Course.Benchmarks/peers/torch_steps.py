"""PyTorch's side of the torch benchmark: torch_steps.py THREADS, then a line for each turn: CASE STEPS.

Answers with the median seconds of one step; for tensors that are dropped, with the seconds of the turn and the memory
in KiB before and after it.
"""
import statistics
import sys
import time

import torch
from torch import nn


def timed(step, steps):
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def training(net, inputs, make, seed=0):
    torch.manual_seed(seed)
    net = net()
    optimizer = make(net.parameters())
    loss = nn.CrossEntropyLoss()
    targets = torch.randint(10, (inputs.shape[0],))

    def step():
        optimizer.zero_grad()
        loss(net(inputs), targets).backward()
        optimizer.step()
    return step


def mlp():
    return nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10))


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 7 * 7, 10))


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4


a, b = torch.tensor([1.0]), torch.tensor([2.0])


def add():
    with torch.no_grad():
        for _ in range(10_000):
            a.add(b)


def drop():
    for _ in range(10_000):
        torch.ones(16)


torch.set_num_threads(int(sys.argv[1]))
adam = lambda parameters: torch.optim.Adam(parameters, lr=1e-4)
cases = {
    "add": add,
    "mlp32": training(mlp, torch.randn(32, 784), adam),
    "mlp2048": training(mlp, torch.randn(2048, 784), adam),
    "cnn128": training(cnn, torch.randn(128, 1, 28, 28), lambda parameters: torch.optim.SGD(parameters, lr=1e-3, momentum=0.9)),
    "drop": drop,
}
for line in sys.stdin:
    name, steps = line.split()
    before = resident()
    seconds = timed(cases[name], int(steps))
    print(seconds, before, resident())
