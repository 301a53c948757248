"""Eigenvalues and densities: top lanczos|power|pyhessian|eigenthings [STEPS]|curvlinops answers (seconds, unit, five eigenvalues); density pyhessian (seconds, unit, nodes, weights)."""
import numpy as np
import torch
from torch import nn

import curvature_problem as problem
from curvature_problem import flat, gradient, images, labels, loss, net, parameters, question, seconds

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
    values, _ = problem.pyhessian(net, images, labels).eigenvalues(top_n=count)
    return values


def eigenthings(steps=None):
    import hessian_eigenthings as package
    operator = package.HessianOperator(net, [(images, labels)], package.supervised_loss(loss))
    return package.lanczos(operator, k=count, max_iter=steps and int(steps), which="LA").eigenvalues.tolist()


def curvlinops():
    from curvlinops import HessianLinearOperator
    from scipy.sparse.linalg import eigsh
    operator = HessianLinearOperator(net, loss, parameters, [(images, labels)], check_deterministic=False)
    operator = operator if hasattr(operator, "matvec") else operator.to_scipy()
    return sorted(eigsh(operator, k=count, which="LA", tol=1e-3, return_eigenvectors=False), reverse=True)


@question
def top(way, *options):
    values, ways = [], {"lanczos": lanczos, "power": power, "pyhessian": pyhessian, "eigenthings": eigenthings, "curvlinops": curvlinops}
    work = seconds(lambda: values.extend(ways[way](*options)))
    return work, seconds(gradient), *(float(value) for value in values)


def measure(found):
    """Nodes, then weights, of all of PyHessian's runs; its weights are complex numbers with no imaginary part."""
    nodes, weights = (np.real(np.concatenate(part)) for part in found)
    return *nodes, *(weights / len(found[0]))


@question
def density(way):
    found = []
    work = seconds(lambda: found.extend(problem.pyhessian(net, images, labels).density(iter=100, n_v=5)))
    return work, seconds(gradient), *measure(found)


@question
def density_small(path, seed):
    """PyHessian's density of the small network with weights from a file, as nodes and weights."""
    small = nn.Sequential(nn.Flatten(), nn.Linear(49, 20), nn.ReLU(), nn.Linear(20, 10), nn.ReLU(), nn.Linear(10, 10))
    nn.utils.vector_to_parameters(torch.from_numpy(np.fromfile(path, np.float32)), small.parameters())
    torch.manual_seed(int(seed))
    return measure(problem.pyhessian(small, nn.functional.avg_pool2d(images[:1024], 4), labels[:1024]).density(iter=100, n_v=5))
