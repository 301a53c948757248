"""Python's side of the curvature benchmark: curvature.py MNIST_FOLDER THREADS [PACKAGES], then a question a line, answered with numbers.

The questions stand in curvature_*.py beside this file. PACKAGES is a folder put on the path, for peers such as PyHessian.
"""
import importlib
import pathlib
import sys

if len(sys.argv) > 3 and sys.argv[3]:
    sys.path.insert(0, sys.argv[3])

import curvature_problem as problem

for file in sorted(pathlib.Path(__file__).parent.glob("curvature_*.py")):
    importlib.import_module(file.stem)
for line in sys.stdin:
    name, *words = line.split()
    print(*problem.questions[name](*words))
