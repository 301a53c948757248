"""Writes sobol.json: points of PyTorch's Sobol sequence, unscrambled, by number of coordinates (python3-torch 1.13)."""
import json
import pathlib

import torch

points = {str(d): torch.quasirandom.SobolEngine(d).draw(n, dtype=torch.float64).tolist() for d, n in [(1, 9), (2, 16), (5, 40), (21, 150)]}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(points, separators=(",", ":")) + "\n")
