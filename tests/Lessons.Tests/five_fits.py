"""PyTorch's run of the five fits of notebook 01: writes five_fits.json beside this file.

sin(x) at 2000 points of [-pi, pi], fitted by a + b x + c x^2 + d x^3 from fixed start values:
1 by hand, 2 autograd, 3 nn, 4 RMSprop (learning rate 1e-3), 5 a module; the others gradient descent at 1e-6.

RMSprop divides a gradient by its own size, so near the minimum the last bit of a gradient decides
the direction of a whole step: from there on no two runs agree that differ in one rounding.
`sensitivity` says, for each recorded step, how far PyTorch's own losses part (relative) when the
start values move by 1e-12; agreement to 1e-4 can be asked for only where it is far below that.

    python3 five_fits.py
"""

import json
import math
import pathlib

import torch

START = [0.5, -0.5, 0.25, -0.1]
STEPS = 2000
EVERY = 100
RATE = 1e-6


def by_hand(x, y, start):
    a, b, c, d = (torch.tensor(value, dtype=x.dtype) for value in start)
    losses = []
    for _ in range(STEPS):
        residual = a + b * x + c * x**2 + d * x**3 - y
        losses.append(residual.pow(2).sum().item())
        a -= RATE * 2 * residual.sum()
        b -= RATE * 2 * (residual * x).sum()
        c -= RATE * 2 * (residual * x**2).sum()
        d -= RATE * 2 * (residual * x**3).sum()
    return losses, [value.item() for value in (a, b, c, d)]


def autograd(x, y, start):
    weights = [torch.tensor(value, dtype=x.dtype, requires_grad=True) for value in start]
    a, b, c, d = weights
    losses = []
    for _ in range(STEPS):
        loss = (a + b * x + c * x**2 + d * x**3 - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for weight in weights:
                weight -= RATE * weight.grad
                weight.grad = None
    return losses, [weight.item() for weight in weights]


def linear_model(x, start):
    features = x.unsqueeze(-1).pow(torch.tensor([1, 2, 3], dtype=x.dtype))
    model = torch.nn.Sequential(torch.nn.Linear(3, 1, dtype=x.dtype), torch.nn.Flatten(0, 1))
    with torch.no_grad():
        model[0].bias.fill_(start[0])
        model[0].weight.copy_(torch.tensor([start[1:]], dtype=x.dtype))
    return features, model


def nn(x, y, start):
    features, model = linear_model(x, start)
    squared_error = torch.nn.MSELoss(reduction="sum")
    losses = []
    for _ in range(STEPS):
        loss = squared_error(model(features), y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= RATE * parameter.grad
    return losses, [model[0].bias.item(), *model[0].weight.flatten().tolist()]


def rmsprop(x, y, start):
    features, model = linear_model(x, start)
    squared_error = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-3)
    losses = []
    for _ in range(STEPS):
        loss = squared_error(model(features), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses, [model[0].bias.item(), *model[0].weight.flatten().tolist()]


class Cubic(torch.nn.Module):
    def __init__(self, start, dtype):
        super().__init__()
        self.a, self.b, self.c, self.d = (torch.nn.Parameter(torch.tensor(value, dtype=dtype)) for value in start)

    def forward(self, x):
        return self.a + self.b * x + self.c * x**2 + self.d * x**3


def module(x, y, start):
    model = Cubic(start, x.dtype)
    squared_error = torch.nn.MSELoss(reduction="sum")
    losses = []
    for _ in range(STEPS):
        loss = squared_error(model(x), y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= RATE * parameter.grad
    return losses, [parameter.item() for parameter in model.parameters()]


def recorded(losses):
    return losses[EVERY - 1 :: EVERY]


def main():
    torch.manual_seed(0)
    result = {"torch": torch.__version__, "start": START, "every": EVERY, "precisions": {}}
    for name, dtype in (("float64", torch.float64), ("float32", torch.float32)):
        x = torch.linspace(-math.pi, math.pi, 2000, dtype=dtype)
        y = torch.sin(x)
        fits = []
        for fit in (by_hand, autograd, nn, rmsprop, module):
            losses, coefficients = fit(x, y, START)
            fits.append({"losses": recorded(losses), "coefficients": coefficients})

        moved = 1e-12 if dtype == torch.float64 else 1e-7
        centre = recorded(rmsprop(x, y, START)[0])
        sensitivity = [0.0] * len(centre)
        for shift in (-2 * moved, -moved, moved, 2 * moved):
            losses = recorded(rmsprop(x, y, [value + shift for value in START])[0])
            sensitivity = [max(s, abs(p - q) / q) for s, p, q in zip(sensitivity, losses, centre)]
        result["precisions"][name] = {"fits": fits, "rmspropSensitivity": sensitivity}
    text = json.dumps(result, indent=1) + "\n"
    (pathlib.Path(__file__).parent / "five_fits.json").write_text(text)


if __name__ == "__main__":
    main()
