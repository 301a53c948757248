"""Writes rules.json: the paths of update rules on a quadratic and on Rosenbrock's valley, in float64. Run with PyTorch 1.13: python3 rules.py

Each case names a row of the table in RuleTests.cs. Where PyTorch has the rule, the path is torch.optim's own; the others are
worked out in plain floats, coordinate by coordinate, from their papers' formulas.
"""
import json
import math
import pathlib

import torch

HESSIAN = [[4.0, 1.0, 0.5], [1.0, 3.0, -0.7], [0.5, -0.7, 0.2 + 1.0]]
LINEAR = [1.0, -2.0, 0.5]
STARTS = {"quadratic": [1.5, -2.0, 0.7], "rosenbrock": [-1.2, 1.0]}


def value(name, w):
    if name == "quadratic":
        return 0.5 * w @ (torch.tensor(HESSIAN, dtype=torch.float64) @ w) - torch.tensor(LINEAR, dtype=torch.float64) @ w
    return (1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2


def gradient(name, w):
    """The same gradients written out, for plain floats."""
    if name == "quadratic":
        return [sum(h * x for h, x in zip(row, w)) - b for row, b in zip(HESSIAN, LINEAR)]
    x, y = w
    return [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]


def by_torch(make, steps, before=None):
    def path(name, rate):
        w = torch.nn.Parameter(torch.tensor(STARTS[name], dtype=torch.float64))
        optimizer = make([w], rate)

        def closure():
            optimizer.zero_grad()
            loss = value(name, w)
            loss.backward()
            if before is not None:
                before(w)
            return loss

        points = []
        for _ in range(steps):
            optimizer.step(closure)
            points.append(w.detach().tolist())
        return points
    return path


def by_formula(step, steps=3):
    """step(state, w, g, rate, t) gives the new w of one coordinate; state is a dictionary of that coordinate."""
    def path(name, rate):
        w, states, points = list(STARTS[name]), [{} for _ in STARTS[name]], []
        for t in range(1, steps + 1):
            g = gradient(name, w)
            w = [step(state, x, slope, rate, t) for state, x, slope in zip(states, w, g)]
            points.append(w)
        return points
    return path


def sign(x):
    return (x > 0) - (x < 0)


def heavy_ball(state, w, g, rate, t):
    """Polyak: w - eta g + gamma (w - previous w)."""
    previous = state.get("previous", w)
    state["previous"] = w
    return w - rate * g + 0.9 * (w - previous)


def nadam(beta1, beta2, eps, psi):
    """Dozat 2016, algorithm 2, with m decaying by beta1; PyTorch 1.13 has an extra mu in the last correction."""
    def mu(t):
        return beta1 * (1 - 0.5 * 0.96 ** (t * psi))

    def step(state, w, g, rate, t):
        state["m"] = beta1 * state.get("m", 0) + (1 - beta1) * g
        state["v"] = beta2 * state.get("v", 0) + (1 - beta2) * g * g
        product = math.prod(mu(i) for i in range(1, t + 1))
        m_bar = (1 - mu(t)) * g / (1 - product) + mu(t + 1) * state["m"] / (1 - product * mu(t + 1))
        return w - rate * m_bar / (math.sqrt(state["v"] / (1 - beta2 ** t)) + eps)
    return step


def power_sign(alpha, beta, f):
    def step(state, w, g, rate, t):
        state["m"] = beta * state.get("m", 0) + (1 - beta) * g
        return w - rate * alpha ** (f(t) * sign(g) * sign(state["m"])) * g
    return step


def add_sign(alpha, beta, f):
    def step(state, w, g, rate, t):
        state["m"] = beta * state.get("m", 0) + (1 - beta) * g
        return w - rate * (alpha + f(t) * sign(g) * sign(state["m"])) * g
    return step


def clipped_norm(name, rate, c=1.5, steps=3):
    w, points = list(STARTS[name]), []
    for _ in range(steps):
        g = gradient(name, w)
        factor = min(1, c / math.sqrt(sum(x * x for x in g)))
        w = [x - rate * factor * slope for x, slope in zip(w, g)]
        points.append(w)
    return points


def proximal_l1(state, w, g, rate, t):
    moved = w - rate * g
    return sign(moved) * max(abs(moved) - rate * 0.5, 0)


def newton(name, rate, steps=5):
    """w - rate (H + 0.1 I)^-1 g, the Hessian by automatic differentiation."""
    w, points = torch.tensor(STARTS[name], dtype=torch.float64), []
    for _ in range(steps):
        h = torch.autograd.functional.hessian(lambda x: value(name, x), w) + 0.1 * torch.eye(len(w), dtype=torch.float64)
        w = w - rate * torch.inverse(h) @ torch.tensor(gradient(name, w.tolist()), dtype=torch.float64)
        points.append(w.tolist())
    return points


def backtracking(name, rate, steps=20):
    w, points = list(STARTS[name]), []

    def f(x):
        return value(name, torch.tensor(x, dtype=torch.float64)).item()

    for _ in range(steps):
        g, t = gradient(name, w), rate
        while f([x - t * slope for x, slope in zip(w, g)]) > f(w) - 0.3 * t * sum(slope * slope for slope in g):
            t *= 0.7
        w = [x - t * slope for x, slope in zip(w, g)]
        points.append(w)
    return points


optim = torch.optim
STEPS = 40
PATHS = {
    # name: (path, rate on the quadratic, rate on Rosenbrock's valley)
    "SGD": (by_torch(lambda p, r: optim.SGD(p, r), STEPS), 0.1, 1e-3),
    "SGD, weight decay": (by_torch(lambda p, r: optim.SGD(p, r, weight_decay=0.3), STEPS), 0.1, 1e-3),
    "heavy ball": (by_torch(lambda p, r: optim.SGD(p, r, momentum=0.9), STEPS), 0.03, 2e-4),
    "heavy ball 0.5, weight decay": (by_torch(lambda p, r: optim.SGD(p, r, momentum=0.5, weight_decay=0.1), STEPS), 0.03, 2e-4),
    "heavy ball, Polyak's form": (by_formula(heavy_ball), 0.03, 2e-4),
    "Nesterov": (by_torch(lambda p, r: optim.SGD(p, r, momentum=0.9, nesterov=True), STEPS), 0.03, 2e-4),
    "Nesterov 0.5": (by_torch(lambda p, r: optim.SGD(p, r, momentum=0.5, nesterov=True), STEPS), 0.03, 2e-4),
    "Adagrad": (by_torch(lambda p, r: optim.Adagrad(p, r), STEPS), 0.5, 0.1),
    "Adagrad, epsilon": (by_torch(lambda p, r: optim.Adagrad(p, r, eps=0.1), STEPS), 0.5, 0.1),
    "Adadelta": (by_torch(lambda p, r: optim.Adadelta(p, r), STEPS), 1.0, 1.0),
    "Adadelta, options": (by_torch(lambda p, r: optim.Adadelta(p, r, rho=0.95, eps=1e-4), STEPS), 0.5, 0.5),
    "RMSprop": (by_torch(lambda p, r: optim.RMSprop(p, r, alpha=0.9), STEPS), 0.01, 0.01),
    "RMSprop, options": (by_torch(lambda p, r: optim.RMSprop(p, r, alpha=0.99, eps=1e-3), STEPS), 0.01, 0.01),
    "RMSprop, centred": (by_torch(lambda p, r: optim.RMSprop(p, r, alpha=0.9, centered=True), STEPS), 0.01, 0.01),
    "RMSprop, weight decay": (by_torch(lambda p, r: optim.RMSprop(p, r, alpha=0.9, weight_decay=0.2), STEPS), 0.01, 0.01),
    "Adam": (by_torch(lambda p, r: optim.Adam(p, r), STEPS), 0.1, 0.05),
    "Adam, options": (by_torch(lambda p, r: optim.Adam(p, r, betas=(0.8, 0.95), eps=1e-3), STEPS), 0.1, 0.05),
    "Adam, AMSGrad": (by_torch(lambda p, r: optim.Adam(p, r, betas=(0.8, 0.6), amsgrad=True), STEPS), 0.1, 0.05),
    "Adam, weight decay": (by_torch(lambda p, r: optim.Adam(p, r, weight_decay=0.2), STEPS), 0.1, 0.05),
    "AdamW": (by_torch(lambda p, r: optim.AdamW(p, r), STEPS), 0.1, 0.05),
    "AdamW, options": (by_torch(lambda p, r: optim.AdamW(p, r, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.5), STEPS), 0.1, 0.05),
    "Adam, AMSGrad, decoupled weight decay": (by_torch(lambda p, r: optim.AdamW(p, r, amsgrad=True, weight_decay=0.3), STEPS), 0.1, 0.05),
    "AdaMax": (by_torch(lambda p, r: optim.Adamax(p, r), STEPS), 0.1, 0.05),
    "AdaMax, options": (by_torch(lambda p, r: optim.Adamax(p, r, betas=(0.8, 0.9), eps=1e-2), STEPS), 0.1, 0.05),
    "RAdam": (by_torch(lambda p, r: optim.RAdam(p, r), STEPS), 0.1, 2e-4),
    "RAdam, options": (by_torch(lambda p, r: optim.RAdam(p, r, betas=(0.8, 0.95), eps=1e-3), STEPS), 0.1, 2e-4),
    "clipped value": (by_torch(lambda p, r: optim.SGD(p, r, momentum=0.9), STEPS, lambda w: torch.nn.utils.clip_grad_value_([w], 0.8)), 0.05, 0.02),
    "L-BFGS": (by_torch(lambda p, r: optim.LBFGS(p, r, max_iter=1, history_size=10, tolerance_grad=0, tolerance_change=0, line_search_fn="strong_wolfe"), 9), 1.0, 1.0),
    "L-BFGS, options": (by_torch(lambda p, r: optim.LBFGS(p, r, max_iter=1, history_size=2, tolerance_grad=0, tolerance_change=0, line_search_fn="strong_wolfe"), 9), 0.3, 0.3),
    "Nadam": (by_formula(nadam(0.9, 0.999, 1e-8, 0.004)), 0.1, 0.05),
    "Nadam, options": (by_formula(nadam(0.8, 0.95, 1e-3, 0.1)), 0.1, 0.05),
    "PowerSign": (by_formula(power_sign(math.e, 0.9, lambda t: 1), 8), 0.1, 1e-3),
    "PowerSign, options": (by_formula(power_sign(2, 0.5, lambda t: 0.3), 8), 0.1, 1e-3),
    "AddSign": (by_formula(add_sign(1, 0.9, lambda t: 1), 8), 0.1, 1e-3),
    "AddSign, options": (by_formula(add_sign(2, 0.5, lambda t: 0.3), 8), 0.1, 1e-3),
    "clipped norm": (clipped_norm, 0.1, 1e-3),
    "proximal L1": (by_formula(proximal_l1, 20), 0.1, 1e-3),
    "Newton, damped": (newton, 1.0, 1.0),
    "back-tracking": (backtracking, 1.0, 1.0),
}

if __name__ == "__main__":
    torch.set_num_threads(1)
    cases = []
    for rule, (path, quadratic, rosenbrock) in PATHS.items():
        for objective, rate in (("quadratic", quadratic), ("rosenbrock", rosenbrock)):
            cases.append({"rule": rule, "objective": objective, "rate": rate, "points": path(objective, rate)})
    file = pathlib.Path(__file__).with_name("rules.json")
    data = {"hessian": HESSIAN, "linear": LINEAR, "starts": STARTS}
    with file.open("w") as out:
        out.write(json.dumps(data)[:-1] + ', "cases": [\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]}\n")
