"""Writes schedules.json: the rates of PyTorch's own schedulers at every step.

    python3 schedules.py            (PyTorch 1.13)
"""

import json
import math
import pathlib

import torch
from torch.optim import lr_scheduler as s

STEPS = 60


def rates(rate, make, losses=None):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)
    scheduler = make(optimizer)
    found = []
    for step in range(STEPS):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step() if losses is None else scheduler.step(losses[step])
    return found


# Falls, stands still, rises, falls slowly, and is once not a number.
LOSSES = [max(1 / (1 + 0.2 * i), 0.25) if i < 25 else 0.25 + 0.01 * math.sin(i) - 0.002 * (i - 25) for i in range(STEPS)]
LOSSES[7] = float("nan")

cases = {
    "constant": rates(0.3, lambda o: s.ConstantLR(o, factor=1)),
    "1/k": rates(0.3, lambda o: s.LambdaLR(o, lambda t: 1 / (1 + t))),
    "1/k decay": rates(0.3, lambda o: s.LambdaLR(o, lambda t: 1 / (1 + 0.07 * t))),
    "1/√k": rates(0.3, lambda o: s.LambdaLR(o, lambda t: (1 + t) ** -0.5)),
    "exponential": rates(0.3, lambda o: s.ExponentialLR(o, gamma=math.exp(-0.05))),
    "staircase": rates(0.3, lambda o: s.StepLR(o, step_size=13, gamma=0.2)),
    "milestones": rates(0.3, lambda o: s.MultiStepLR(o, milestones=[5, 20, 50], gamma=0.1)),
    "cosine": rates(0.3, lambda o: s.CosineAnnealingLR(o, T_max=STEPS, eta_min=0.01)),
    "linear": rates(0.3, lambda o: s.LinearLR(o, start_factor=1, end_factor=0.1, total_iters=40)),
    "polynomial": rates(0.3, lambda o: s.PolynomialLR(o, total_iters=40, power=2.5)),
    "restarts": rates(0.3, lambda o: s.CosineAnnealingWarmRestarts(o, T_0=7, T_mult=2, eta_min=0.02)),
    "equal restarts": rates(0.3, lambda o: s.CosineAnnealingWarmRestarts(o, T_0=9, T_mult=1)),
    "one cycle": rates(0.3, lambda o: s.OneCycleLR(o, max_lr=0.3, total_steps=STEPS + 1)),
    "another cycle": rates(0.3, lambda o: s.OneCycleLR(o, max_lr=0.3, total_steps=STEPS + 1, pct_start=0.45, div_factor=10, final_div_factor=100)),
    "warm-up": rates(0.3, lambda o: s.LinearLR(o, start_factor=1 / 10, total_iters=9)),
    "warm-up and cosine": rates(0.3, lambda o: s.SequentialLR(
        o, [s.LinearLR(o, start_factor=1 / 10, total_iters=9), s.CosineAnnealingLR(o, T_max=50)], milestones=[10])),
    "chain": rates(0.3, lambda o: s.SequentialLR(o, [s.ConstantLR(o, factor=1), s.ExponentialLR(o, gamma=math.exp(-0.1))], milestones=[15])),
    "plateau": rates(0.3, lambda o: s.ReduceLROnPlateau(o, factor=0.5, patience=2), LOSSES),
    "plateau with rest": rates(0.3, lambda o: s.ReduceLROnPlateau(o, factor=0.2, patience=1, threshold=0.05, cooldown=3, min_lr=0.001), LOSSES),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"losses": [None if math.isnan(x) else x for x in LOSSES], "rates": cases}, indent=1, ensure_ascii=False) + "\n")
