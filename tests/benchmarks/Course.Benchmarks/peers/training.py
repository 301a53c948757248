"""PyTorch's side of the training benchmark: training.py MNIST_FOLDER, then a line for each run: SEED.

Trains an MLP 784-256-256-10 on the first 8,000 of MNIST's 10,000 test images and tests it on the other 2,000.
Answers with the seconds that training took and the percentage of wrong answers.
"""
import gzip
import sys
import time

import numpy as np
import torch


def read(path, header):
    with gzip.open(path) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def train(images, labels, seed):
    torch.manual_seed(seed)
    net = torch.nn.Sequential(
        torch.nn.Linear(784, 256), torch.nn.ReLU(),
        torch.nn.Linear(256, 256), torch.nn.ReLU(),
        torch.nn.Linear(256, 10))
    loss = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    start = time.perf_counter()
    for _ in range(EPOCHS):
        order = torch.randperm(8000)
        for first in range(0, 8000, BATCH):
            batch = order[first:first + BATCH]
            optimizer.zero_grad()
            loss(net(images[batch]), labels[batch]).backward()
            optimizer.step()
    seconds = time.perf_counter() - start
    with torch.no_grad():
        wrong = (net(images[8000:]).argmax(1) != labels[8000:]).double().mean().item()
    return seconds, 100 * wrong


folder, EPOCHS, BATCH, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(threads)
images = torch.from_numpy(read(f"{folder}/t10k-images-idx3-ubyte.gz", 16).reshape(-1, 784).copy()).float() / 255
labels = torch.from_numpy(read(f"{folder}/t10k-labels-idx1-ubyte.gz", 8).copy()).long()
for line in sys.stdin:
    print(*train(images, labels, int(line)))
