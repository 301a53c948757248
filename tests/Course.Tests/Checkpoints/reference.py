"""Writes reference.safetensors with the reference implementation: every element type, shapes from [] to [2, 3, 4], metadata.

Run it where PyTorch and Hugging Face's safetensors are: python3 reference.py
"""
import pathlib

import torch
from safetensors.torch import save_file

tensors = {
    "layer.weight": torch.arange(24, dtype=torch.float32).reshape(2, 3, 4) / 8 - 1,
    "layer.bias": torch.tensor([1.5, float("nan"), float("-inf")], dtype=torch.float32),
    "double": torch.tensor([[0.1, -1e300], [5e-324, 2.0]], dtype=torch.float64),
    "half": torch.tensor([1.5, -65504.0, 6e-8], dtype=torch.float16),
    "brain": torch.tensor([1.5, -3e38], dtype=torch.bfloat16),
    "long": torch.tensor([2**63 - 1, -(2**63), 7]),
    "int": torch.tensor([2**31 - 1, -(2**31)], dtype=torch.int32),
    "short": torch.tensor([32767, -32768, 5], dtype=torch.int16),
    "signed": torch.tensor([127, -128, 3], dtype=torch.int8),
    "byte": torch.tensor([0, 255], dtype=torch.uint8),
    "flags": torch.tensor([[True], [False], [True]]),
    "scalar": torch.tensor(42.25),
    "empty": torch.empty(2, 0, 3),
    'größe "α"\\': torch.tensor([1], dtype=torch.uint8),
}
save_file(tensors, pathlib.Path(__file__).with_name("reference.safetensors"), metadata={"format": "pt"})
