"""Reads a safetensors file with the reference implementation: check.py FILE prints a line for each tensor, and the metadata."""
import sys

import torch
from safetensors import safe_open

with safe_open(sys.argv[1], framework="pt") as file:
    for name in sorted(file.keys()):
        tensor = file.get_tensor(name)
        print(name, str(tensor.dtype).removeprefix("torch."), list(tensor.shape), tensor.double().sum().item())
    print(sorted((file.metadata() or {}).items()))
