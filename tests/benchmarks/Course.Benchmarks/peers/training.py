"""PyTorch's side of the training benchmark: training.py MNIST_FOLDER THREADS, then a line for each turn:

epoch mlp|cnn tensor|loader   an epoch of batches of 128 with SGD and momentum, the data being a tensor or behind a DataLoader; answers with its seconds
whole SEED                    ten epochs of batches of 32 with SGD; answers with their seconds and the percentage of wrong answers

All train on the first 8,000 of MNIST's 10,000 test images; the other 2,000 test.
"""
import gzip
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def read(path, header):
    with gzip.open(path) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def mlp():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10))


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 7 * 7, 10))


def batches(size):
    order = torch.randperm(8000)
    for first in range(0, 8000, size):
        batch = order[first:first + size]
        yield images[batch], labels[batch]


def epoch(net, optimizer, data):
    start = time.perf_counter()
    losses = []
    for inputs, targets in data:
        optimizer.zero_grad()
        value = loss(net(inputs), targets)
        value.backward()
        optimizer.step()
        losses.append(value.item())
    return time.perf_counter() - start


def whole(seed):
    torch.manual_seed(seed)
    net = mlp()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    seconds = sum(epoch(net, optimizer, batches(32)) for _ in range(10))
    with torch.no_grad():
        wrong = (net(images[8000:]).argmax(1) != labels[8000:]).double().mean().item()
    return seconds, 100 * wrong


folder = sys.argv[1]
torch.set_num_threads(int(sys.argv[2]))
images = torch.from_numpy(read(f"{folder}/t10k-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28).copy()).float() / 255
labels = torch.from_numpy(read(f"{folder}/t10k-labels-idx1-ubyte.gz", 8).copy()).long()
loss = nn.CrossEntropyLoss()
loader = DataLoader(TensorDataset(images[:8000], labels[:8000]), batch_size=128, shuffle=True)
nets = {"mlp": mlp(), "cnn": cnn()}
optimizers = {name: torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9) for name, net in nets.items()}
for line in sys.stdin:
    words = line.split()
    if words[0] == "whole":
        print(*whole(int(words[1])))
    else:
        print(epoch(nets[words[1]], optimizers[words[1]], loader if words[2] == "loader" else batches(128)))
