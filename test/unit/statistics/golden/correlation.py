"""Writes correlation.json: what SciPy says about columns with ties and gaps, for the tests of profiles.

Run by hand with SciPy 1.17.1: python test/unit/statistics/golden/correlation.py
"""

import json
import math
import pathlib

import generator
from scipy import stats


def column(seed, size, distinct, gaps):
    values = [round(u * distinct - distinct / 2) / 4 for u in generator.uniforms(seed, size)]
    missing = generator.uniforms(seed + 1000, size)
    return [None if m < gaps else v for v, m in zip(values, missing)]


def case(seed, size, distinct, gaps):
    a, noise = column(seed, size, distinct[0], gaps[0]), column(seed + 1, size, distinct[1], gaps[1])
    b = [None if n is None else n + 0.3 * (x or 0) ** 3 for x, n in zip(a, noise)]
    both = [(x, y) for x, y in zip(a, b) if x is not None and y is not None]
    xs, ys = zip(*both)
    figures = [float(of(xs, ys).statistic) for of in (stats.pearsonr, stats.spearmanr)]
    assert all(map(math.isfinite, figures))
    return {"a": a, "b": b, "pearson": figures[0], "spearman": figures[1]}


cases = [
    case(1, 12, (4, 4), (0, 0)),
    case(3, 60, (1000, 1000), (0, 0)),
    case(5, 60, (10, 1000), (0.3, 0)),
    case(7, 60, (1000, 3), (0, 0.3)),
    case(9, 80, (6, 6), (0.4, 0.4)),
    case(11, 5, (100, 100), (0, 0)),
]
lines = ",\n".join(json.dumps(each, allow_nan=False) for each in cases)
pathlib.Path(__file__).with_suffix(".json").write_text(f"[\n{lines}\n]\n")
