"""SciPy's figures for tests of normality and quantiles of Student's t: writes gaussianity.json beside this file.

    python3 gaussianity.py
"""

import json
import pathlib

import numpy
import scipy
from scipy import stats

random = numpy.random.default_rng(1)
sets = {
    "normal": random.standard_normal(50),
    "normal, shifted and scaled": 1e3 + 1e-2 * random.standard_normal(200),
    "student": random.standard_t(4, 100),
    "laplace": random.laplace(size=300),
    "uniform": random.uniform(size=60),
    "skewed": random.exponential(size=25),
}


def figures(x):
    omnibus = stats.normaltest(x)
    return {
        "values": x.tolist(),
        "skewness": stats.skew(x),
        "kurtosis": stats.kurtosis(x),
        "omnibus": omnibus.statistic,
        "omnibus p": omnibus.pvalue,
        "anderson": stats.anderson(x).statistic,  # without the correction for n
    }


freedoms = [1, 2, 3, 4, 5, 7, 10, 19, 50, 1000]
result = {
    "scipy": scipy.__version__,
    "sets": {name: figures(x) for name, x in sets.items()},
    "t": [[n, stats.t.ppf(0.975, n)] for n in freedoms],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
