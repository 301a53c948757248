"""Eigenvalues and densities: top lanczos|power|pyhessian|curvlinops answers (seconds, unit, five eigenvalues); density pyhessian (seconds, unit, nodes, weights)."""
import numpy as np
import torch

from curvature_problem import cut, flat, gradient, images, labels, loss, net, parameters, question, seconds

count = 5


def recorded():
    return flat(torch.autograd.grad(loss(net(images), labels), parameters, create_graph=True))


def lanczos(steps=30):
    graph, generator = recorded(), torch.Generator().manual_seed(1)
    v = torch.randn(graph.numel(), generator=generator)
    basis, diagonal, couplings = [v / v.norm()], [], []
    for _ in range(steps):
        w = flat(torch.autograd.grad(graph, parameters, basis[-1], retain_graph=True))
        diagonal.append(w @ basis[-1])
        rows = torch.stack(basis)
        for _ in range(2):
            w = w - rows.t() @ (rows @ w)
        couplings.append(w.norm())
        basis.append(w / couplings[-1])
    off = torch.diag(torch.stack(couplings[:-1]), 1)
    return torch.linalg.eigvalsh((torch.diag(torch.stack(diagonal)) + off + off.t()).double()).flip(0)[:count].tolist()


def power(tolerance=1e-5, limit=100):
    graph, generator = recorded(), torch.Generator().manual_seed(1)
    found, values = [], []
    for _ in range(count):
        v, last = torch.randn(graph.numel(), generator=generator), 0.0
        for _ in range(limit):
            for u in found:
                v = v - (u @ v) * u
            v = v / v.norm()
            w = flat(torch.autograd.grad(graph, parameters, v, retain_graph=True))
            value = (w @ v).item()
            if abs(value - last) < tolerance * abs(value):
                break
            v, last = w, value
        found.append(v / v.norm())
        values.append(value)
    return values


def pyhessian():
    from pyhessian import hessian
    values, _ = hessian(net, loss, data=(images, labels), cuda=False).eigenvalues(top_n=count)
    return values


def curvlinops():
    from curvlinops import HessianLinearOperator
    from scipy.sparse.linalg import eigsh
    operator = HessianLinearOperator(net, loss, parameters, [(images, labels)], check_deterministic=False)
    operator = operator if hasattr(operator, "matvec") else operator.to_scipy()
    return sorted(eigsh(operator, k=count, which="LA", tol=1e-3, return_eigenvectors=False), reverse=True)


@question
def top(way):
    values = []
    work = seconds(lambda: values.extend({"lanczos": lanczos, "power": power, "pyhessian": pyhessian, "curvlinops": curvlinops}[way]()))
    return work, seconds(gradient), *(float(value) for value in values)


@question
def density(way):
    from pyhessian import hessian
    found = []
    work = seconds(lambda: found.extend(hessian(net, loss, data=(images, labels), cuda=False).density(iter=100, n_v=5)))
    nodes, weights = (np.concatenate([np.asarray(run, float).reshape(-1) for run in part]) for part in found)
    return work, seconds(gradient), *nodes, *(weights / len(found[0]))
