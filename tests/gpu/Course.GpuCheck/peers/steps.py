"""PyTorch's side of the timing: steps.py DEVICE, then a line for each turn: MODEL BATCH OPTIMIZER STEPS. Answers with seconds a step."""
import sys
import time

import torch
from torch import nn


def make(model, batch, optimizer):
    torch.manual_seed(0)
    if model == "mlp":
        net = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10))
        images = torch.randn(batch, 784, device=device)
    else:
        net = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(32 * 7 * 7, 10))
        images = torch.randn(batch, 1, 28, 28, device=device)
    net.to(device)
    rule = torch.optim.Adam(net.parameters()) if optimizer == "adam" else torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
    loss = nn.CrossEntropyLoss()
    labels = torch.arange(batch, device=device) % 10

    def step():
        rule.zero_grad()
        loss(net(images), labels).backward()
        rule.step()

    return step


def synchronize():
    if device.type == "cuda":
        torch.cuda.synchronize()


device = torch.device(sys.argv[1])
print(torch.__version__)
made = {}
for line in sys.stdin:
    model, batch, optimizer, steps = line.split()
    key = model, int(batch), optimizer
    if key not in made:
        made = {key: make(*key)}
    synchronize()
    start = time.perf_counter()
    for _ in range(int(steps)):
        made[key]()
    synchronize()
    print((time.perf_counter() - start) / int(steps))
