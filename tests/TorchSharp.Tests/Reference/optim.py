"""Writes optim.json: the paths of PyTorch's optimizers and schedules for the cases of OptimizerTests, in float64.

Run it with any PyTorch from 1.13 on: python3 optim.py
"""
import json
import math
import pathlib

import torch
from torch.optim import lr_scheduler as schedules

torch.set_default_dtype(torch.float64)

CURVATURE = torch.tensor([[4.0, 1.0, 0.5, 0.0], [1.0, 3.0, -0.2, 0.3], [0.5, -0.2, 2.0, 0.1], [0.0, 0.3, 0.1, 10.0]])


def problem():
    """Rosenbrock's valley in w [2] and a quadratic in v [2, 2], each with its start."""
    w = torch.tensor([-1.5, 2.0]).requires_grad_()
    v = torch.tensor([[1.0, -2.0], [0.5, 3.0]]).requires_grad_()

    def loss():
        u = v.reshape(-1)
        return (1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2 + 0.5 * u @ CURVATURE @ u

    return w, v, loss


def path(make, steps=10):
    w, v, loss = problem()
    optimizer = make(w, v)

    def closure():
        optimizer.zero_grad()
        value = loss()
        value.backward()
        return value

    visited = []
    for _ in range(steps):
        optimizer.step(closure)
        visited.append(w.tolist() + v.reshape(-1).tolist())
    return visited


class NAdam(torch.optim.Optimizer):
    """The update of Dozat (2016), section 3, as PyTorch documents it; written here because PyTorch 1.13 has one factor too many."""

    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, momentum_decay=4e-3):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, momentum_decay=momentum_decay))
        self.moments = {}

    def step(self, closure):
        closure()
        for group in self.param_groups:
            b1, b2 = group["betas"]
            for p in group["params"]:
                g = [gi + group["weight_decay"] * pi for gi, pi in zip(p.grad.reshape(-1).tolist(), p.reshape(-1).tolist())]
                t, product, m, v = self.moments.get(p, (0, 1.0, [0.0] * len(g), [0.0] * len(g)))
                t += 1
                mu = b1 * (1 - 0.5 * 0.96 ** (t * group["momentum_decay"]))
                mu_next = b1 * (1 - 0.5 * 0.96 ** ((t + 1) * group["momentum_decay"]))
                product *= mu
                m = [b1 * mi + (1 - b1) * gi for mi, gi in zip(m, g)]
                v = [b2 * vi + (1 - b2) * gi * gi for vi, gi in zip(v, g)]
                self.moments[p] = t, product, m, v
                moved = []
                for pi, gi, mi, vi in zip(p.reshape(-1).tolist(), g, m, v):
                    m_hat = mu_next * mi / (1 - product * mu_next) + (1 - mu) * gi / (1 - product)
                    moved.append(pi - group["lr"] * m_hat / (math.sqrt(vi / (1 - b2**t)) + group["eps"]))
                p.data = torch.tensor(moved).reshape(p.shape)


def of(kind, **options):
    return path(lambda w, v: kind([w, v], **options))


def grouped(kind, first, second, **options):
    return path(lambda w, v: kind([{"params": [w], **first}, {"params": [v], **second}], **options))


o = torch.optim
optimizers = {
    "sgd": of(o.SGD, lr=1e-3),
    "sgd_momentum": of(o.SGD, lr=1e-3, momentum=0.9),
    "sgd_dampening": of(o.SGD, lr=1e-3, momentum=0.9, dampening=0.3),
    "sgd_nesterov": of(o.SGD, lr=1e-3, momentum=0.9, nesterov=True),
    "sgd_weight_decay": of(o.SGD, lr=1e-3, momentum=0.5, weight_decay=0.3),
    "sgd_maximize": of(o.SGD, lr=1e-5, momentum=0.5, maximize=True),
    "sgd_groups": grouped(o.SGD, dict(lr=1e-3), dict(momentum=0.8, weight_decay=0.1), lr=2e-2),
    "adagrad": of(o.Adagrad),
    "adagrad_lr_decay": of(o.Adagrad, lr=0.1, lr_decay=0.2),
    "adagrad_weight_decay": of(o.Adagrad, lr=0.1, weight_decay=3.0),
    "adagrad_initial": of(o.Adagrad, lr=0.1, initial_accumulator_value=2.0),
    "adagrad_eps": of(o.Adagrad, lr=0.1, eps=0.5),
    "adagrad_groups": grouped(o.Adagrad, dict(lr=0.2), dict(lr_decay=0.5), lr=0.3, initial_accumulator_value=1.0),
    "adadelta": of(o.Adadelta),
    "adadelta_rho": of(o.Adadelta, lr=0.5, rho=0.6),
    "adadelta_eps": of(o.Adadelta, eps=1e-3),
    "adadelta_weight_decay": of(o.Adadelta, weight_decay=2.0),
    "adadelta_maximize": of(o.Adadelta, eps=1e-4, maximize=True),
    "adadelta_groups": grouped(o.Adadelta, dict(lr=0.7), dict(rho=0.5), lr=0.9, eps=1e-3),
    "rmsprop": of(o.RMSprop),
    "rmsprop_alpha": of(o.RMSprop, lr=1e-2, alpha=0.8),
    "rmsprop_eps": of(o.RMSprop, lr=1e-2, eps=0.1),
    "rmsprop_weight_decay": of(o.RMSprop, lr=1e-2, weight_decay=2.0),
    "rmsprop_momentum": of(o.RMSprop, lr=1e-3, momentum=0.6),
    "rmsprop_centered": of(o.RMSprop, lr=1e-2, alpha=0.9, centered=True, momentum=0.3),
    "rmsprop_maximize": of(o.RMSprop, lr=1e-2, maximize=True),
    "rmsprop_groups": grouped(o.RMSprop, dict(lr=0.02), dict(alpha=0.7, momentum=0.4), lr=5e-3),
    "adam": of(o.Adam),
    "adam_betas": of(o.Adam, lr=0.05, betas=(0.7, 0.9)),
    "adam_eps": of(o.Adam, lr=0.05, eps=0.3),
    "adam_weight_decay": of(o.Adam, lr=0.05, weight_decay=3.0),
    "adam_amsgrad": of(o.Adam, lr=0.2, betas=(0.8, 0.6), amsgrad=True),
    "adam_maximize": of(o.Adam, lr=0.05, weight_decay=0.5, maximize=True),
    "adam_groups": grouped(o.Adam, dict(lr=0.1, betas=(0.8, 0.99)), dict(weight_decay=1.0, amsgrad=True), lr=0.02),
    "adamw": of(o.AdamW, weight_decay=0.0),
    "adamw_betas": of(o.AdamW, lr=0.05, betas=(0.7, 0.9), eps=0.1, weight_decay=0.0),
    "adamw_weight_decay": of(o.AdamW, lr=0.05, weight_decay=0.8),
    "adamw_amsgrad": of(o.AdamW, lr=0.2, betas=(0.8, 0.6), weight_decay=0.1, amsgrad=True),
    "adamw_maximize": of(o.AdamW, lr=0.05, weight_decay=0.5, maximize=True),
    "adamw_groups": grouped(o.AdamW, dict(lr=0.1, betas=(0.8, 0.99)), dict(weight_decay=1.0), lr=0.02, weight_decay=0.1),
    "adamax": of(o.Adamax),
    "adamax_betas": of(o.Adamax, lr=0.05, betas=(0.6, 0.8)),
    "adamax_eps": of(o.Adamax, lr=0.05, eps=0.5),
    "adamax_weight_decay": of(o.Adamax, lr=0.05, weight_decay=3.0),
    "adamax_groups": grouped(o.Adamax, dict(lr=0.1), dict(betas=(0.5, 0.9)), lr=0.02),
    "nadam": of(NAdam),
    "nadam_betas": of(NAdam, lr=0.05, betas=(0.6, 0.8)),
    "nadam_eps": of(NAdam, lr=0.05, eps=0.5),
    "nadam_weight_decay": of(NAdam, lr=0.05, weight_decay=3.0),
    "nadam_momentum_decay": of(NAdam, lr=0.05, momentum_decay=0.5),
    "nadam_groups": grouped(NAdam, dict(lr=0.1), dict(momentum_decay=0.2), lr=0.02),
    "lbfgs": of(o.LBFGS, lr=0.01, tolerance_grad=1e-5),
    "lbfgs_one_iteration": of(o.LBFGS, lr=0.4, max_iter=1, tolerance_grad=1e-5),
    "lbfgs_max_eval": of(o.LBFGS, lr=0.1, max_iter=9, max_eval=4, tolerance_grad=1e-5),
    "lbfgs_history": of(o.LBFGS, lr=0.1, max_iter=5, history_size=2, tolerance_grad=1e-5),
    "lbfgs_tolerance_grad": of(o.LBFGS, lr=0.1, max_iter=5, tolerance_grad=20.0),
    "lbfgs_tolerance_change": of(o.LBFGS, lr=0.1, max_iter=5, tolerance_change=0.5),
}


def rates(make, advance=lambda schedule, i: schedule.step(), steps=30):
    """The rates of two groups after the schedule is made and after each step; their first rates are 1 and 1/4."""
    w, v, _ = problem()
    optimizer = torch.optim.SGD([{"params": [w]}, {"params": [v], "lr": 0.25}], lr=1.0)
    schedule = make(optimizer)
    seen = [[group["lr"] for group in optimizer.param_groups]]
    for i in range(steps):
        optimizer.step()
        advance(schedule, i)
        seen.append([group["lr"] for group in optimizer.param_groups])
    return seen


EPOCHS = [3, 4, 12, 7, 25, 1]
LOSSES = [2.0, 1.0, 1.0, 0.99995, 0.9, 0.95, 0.91, 0.9, 0.9, 0.85, 0.86, 0.8499, 0.9, 0.88, 0.87, 0.86, 0.7, 0.75, 0.71, 0.7, 0.72, 0.73, 0.74, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6]

step_by_step = {
    "step": lambda p: schedules.StepLR(p, 7, gamma=0.5),
    "multi_step": lambda p: schedules.MultiStepLR(p, [3, 11, 20], gamma=0.3),
    "exponential": lambda p: schedules.ExponentialLR(p, gamma=0.9),
    "cosine": lambda p: schedules.CosineAnnealingLR(p, T_max=10, eta_min=0.05),
    "lambda": lambda p: schedules.LambdaLR(p, lambda k: 1 / (1 + 0.1 * k)),
}
plateaus = {
    "plateau": dict(patience=2),
    "plateau_factor": dict(factor=0.5, patience=1),
    "plateau_threshold": dict(patience=2, threshold=0.1),
    "plateau_absolute": dict(patience=2, threshold=0.08, threshold_mode="abs"),
    "plateau_max": dict(mode="max", factor=0.5, patience=3, threshold=0.05),
    "plateau_max_absolute": dict(mode="max", factor=0.5, patience=3, threshold=0.05, threshold_mode="abs"),
    "plateau_cooldown": dict(factor=0.5, patience=1, cooldown=3),
    "plateau_min_lr": dict(factor=0.3, patience=0, min_lr=[0.02, 0.1]),
    "plateau_eps": dict(factor=0.5, patience=0, min_lr=0.01, eps=0.04),
}
schedule_rates = {name: rates(make) for name, make in step_by_step.items()}
for name, make in step_by_step.items():
    schedule_rates[f"{name}_epochs"] = rates(make, lambda schedule, i: schedule.step(EPOCHS[i]), len(EPOCHS))
for name, options in plateaus.items():
    schedule_rates[name] = rates(lambda p: schedules.ReduceLROnPlateau(p, **options), lambda schedule, i: schedule.step(3 - LOSSES[i] if "max" in name else LOSSES[i]), len(LOSSES))

if __name__ == "__main__":
    kinds = {"optimizers": optimizers, "schedules": schedule_rates}
    blocks = [f'"{kind}": {{\n' + ",\n".join(f'"{name}": {json.dumps(case, separators=(",", ":"))}' for name, case in cases.items()) + "\n}" for kind, cases in kinds.items()]
    pathlib.Path(__file__).with_suffix(".json").write_text(f'{{\n"torch": "{torch.__version__}",\n' + ",\n".join(blocks) + "\n}\n")
