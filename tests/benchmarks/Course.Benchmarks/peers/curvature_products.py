"""Hessian-vector products: product kept|rebuilt|pyhessian|curvlinops."""
import torch

from curvature_problem import cut, flat, gradient, images, labels, loss, net, parameters, question, seconds

state = {}


def recorded():
    return flat(torch.autograd.grad(loss(net(images), labels), parameters, create_graph=True))


@question
def product(way):
    v = state.setdefault("v", torch.randn(sum(p.numel() for p in parameters), generator=torch.Generator().manual_seed(1)))
    unit = seconds(gradient)
    if way == "kept":
        if "graph" not in state:
            state["graph"] = recorded()
        work = seconds(lambda: torch.autograd.grad(state["graph"], parameters, v, retain_graph=True))
    elif way == "rebuilt":
        work = seconds(lambda: torch.autograd.grad(recorded(), parameters, v))
    elif way == "pyhessian":
        if way not in state:
            from pyhessian import hessian
            state[way] = hessian(net, loss, data=(images, labels), cuda=False)
        from pyhessian.utils import hessian_vector_product
        work = seconds(lambda: hessian_vector_product(state[way].gradsH, state[way].params, cut(v)))
    else:
        if way not in state:
            from curvlinops import HessianLinearOperator
            state[way] = HessianLinearOperator(net, loss, parameters, [(images, labels)], check_deterministic=False)
        operand = v.numpy() if hasattr(state[way], "matvec") else v
        work = seconds(lambda: state[way] @ operand)
    return work, unit
