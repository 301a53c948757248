"""Writes pytorch.json: what PyTorch computes for the cases of ReferenceTests, in float64.

Run it with any PyTorch: python3 pytorch.py
"""
import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)


def values(tensor):
    return tensor.detach().reshape(-1).tolist()


def function(call, *inputs):
    """A function's value, and the gradient of its sum with respect to the first input."""
    x = inputs[0].clone().requires_grad_()
    result = call(x, *inputs[1:])
    result.sum().backward()
    return {"value": values(result), "gradient": values(x.grad)}


x = torch.linspace(-3, 3, 12).reshape(3, 4)
spd = torch.tensor([[4.0, 1.0, 0.5], [1.0, 3.0, -0.2], [0.5, -0.2, 2.0]])

functions = {
    "var": function(lambda t: t.var(1), x),
    "std": function(lambda t: t.std(), x),
    "logsumexp": function(lambda t: t.logsumexp(1), x),
    "cumsum": function(lambda t: t.cumsum(1).square(), x),
    "eigvalsh": function(lambda t: torch.linalg.eigvalsh(t).square(), spd),
    "cholesky": function(torch.linalg.cholesky, spd),
    "solve": function(lambda t: torch.linalg.solve(t, torch.tensor([1.0, 2.0, 3.0])), spd),
    "svdvals": function(torch.linalg.svdvals, x),
    "erf": function(torch.erf, x),
    "lgamma": function(torch.lgamma, x.abs() + 0.5),
}

if __name__ == "__main__":
    file = pathlib.Path(__file__).with_suffix(".json")
    lines = [f'  "{kind}.{name}": {json.dumps(case)}' for kind, cases in (("functions", functions),) for name, case in cases.items()]
    file.write_text("{\n" + ",\n".join([f'  "torch": "{torch.__version__}"', *lines]) + "\n}\n")
