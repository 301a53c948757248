"""Hessian-vector products: product kept|rebuilt|pyhessian|curvlinops."""
import torch

from curvature_problem import cut, flat, gradient, images, kept, labels, loss, net, parameters, pyhessian, question, seconds


def recorded():
    return flat(torch.autograd.grad(loss(net(images), labels), parameters, create_graph=True))


@question
def product(way):
    v = kept.setdefault("v", torch.randn(sum(p.numel() for p in parameters), generator=torch.Generator().manual_seed(1)))
    unit = seconds(gradient)
    if way == "kept":
        if "graph" not in kept:
            kept["graph"] = recorded()
        work = seconds(lambda: torch.autograd.grad(kept["graph"], parameters, v, retain_graph=True))
    elif way == "rebuilt":
        work = seconds(lambda: torch.autograd.grad(recorded(), parameters, v))
    elif way == "pyhessian":
        if way not in kept:
            kept[way] = pyhessian(net, images, labels)
        from pyhessian.utils import hessian_vector_product
        work = seconds(lambda: hessian_vector_product(kept[way].gradsH, kept[way].params, cut(v)))
    else:
        if way not in kept:
            from curvlinops import HessianLinearOperator
            kept[way] = HessianLinearOperator(net, loss, parameters, [(images, labels)], check_deterministic=False)
        operand = v.numpy() if hasattr(kept[way], "matvec") else v
        work = seconds(lambda: kept[way] @ operand)
    return work, unit
