"""What curvature is measured on, and questions by their first word: a function takes the other words and gives numbers, mostly (seconds of work, seconds of unit)."""
import gzip
import importlib
import importlib.util
import sys
import time
import warnings

import numpy as np
import torch
from torch import nn

questions = {}
kept = {}  # what stays from question to question until the weights change
warnings.filterwarnings("ignore", message="Using backward.* with create_graph=True")  # PyHessian works so


def question(function):
    questions[function.__name__] = function
    return function


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def read(path, header):
    with gzip.open(path) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


folder = sys.argv[1]
torch.set_num_threads(int(sys.argv[2]))
images = torch.from_numpy(read(f"{folder}/t10k-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28).copy()).float()[:4096] / 255
labels = torch.from_numpy(read(f"{folder}/t10k-labels-idx1-ubyte.gz", 8).copy()).long()[:4096]
loss = nn.CrossEntropyLoss()
net = nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10))
parameters = list(net.parameters())


def flat(tensors):
    return torch.cat([t.reshape(-1) for t in tensors])


def cut(vector):
    return [piece.view_as(p) for piece, p in zip(vector.split([p.numel() for p in parameters]), parameters)]


def gradient():
    return torch.autograd.grad(loss(net(images), labels), parameters)


def pyhessian(network, inputs, targets):
    """PyHessian's object. It takes the gradients that lie with the parameters, so none may lie there from before: they would count too."""
    from pyhessian import hessian
    network.zero_grad(set_to_none=True)
    return hessian(network, loss, data=(inputs, targets), cuda=False)


@question
def weights(path):
    kept.clear()
    with torch.no_grad():
        for p, values in zip(parameters, cut(torch.from_numpy(np.fromfile(path, np.float32)))):
            p.copy_(values)
    return (0,)


def is_there(name):
    if importlib.util.find_spec(name) is None:
        return False
    try:
        importlib.import_module(name)
    except Exception as error:  # whatever a package of another time than this Python's may throw
        print(f"{name} is left out, since it cannot be imported: {error}", file=sys.stderr)
        return False
    return True


@question
def packages():
    return [int(is_there(name)) for name in ("pyhessian", "hessian_eigenthings", "curvlinops", "backpack", "cockpit")]
