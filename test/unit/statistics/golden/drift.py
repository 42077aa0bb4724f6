"""Writes drift.json: what SciPy says about pairs of samples, for the tests of src/statistics.

Run by hand with SciPy 1.17.1: python test/unit/statistics/golden/drift.py
Large samples are not stored: both sides make them with the same generator (generator.py, generator.ts).
"""

import json
import math
import pathlib
import warnings

import numpy as np
from generator import uniforms
from scipy import stats
from scipy.spatial.distance import jensenshannon

warnings.simplefilter("ignore")


def bell(seed, size):
    numbers = uniforms(seed, 4 * size)
    return [numbers[4 * i] + numbers[4 * i + 1] + numbers[4 * i + 2] + numbers[4 * i + 3] - 2 for i in range(size)]


KINDS = {
    "uniform": uniforms,
    "bell": bell,
    "skewed": lambda seed, size: [1 / (u + 0.001) for u in uniforms(seed, size)],
    "tied": lambda seed, size: [math.floor(u * u * 10) for u in uniforms(seed, size)],
    "zeroInflated": lambda seed, size: [0 if u < 0.7 else u for u in uniforms(seed, size)],
}


def sample(spec):
    if isinstance(spec, list):
        return np.array([float(x) for x in spec])
    return np.array([x * spec["scale"] + spec["shift"] for x in KINDS[spec["kind"]](spec["seed"], spec["size"])])


def generated(kind, seed, size, shift=0, scale=1):
    return {"kind": kind, "seed": seed, "size": size, "shift": shift, "scale": scale}


def number(x):
    x = float(x)
    return x if math.isfinite(x) else None


def with_p(result):
    return {"statistic": number(result.statistic), "p": number(result.pvalue)}


def numeric(name, reference, current):
    x, y = sample(reference), sample(current)
    finite = bool(np.isfinite(x).all() and np.isfinite(y).all())
    n, m = len(x), len(y)
    distinct = len(np.unique(np.concatenate([x, y])))
    darling = lambda variant: with_p(stats.anderson_ksamp([x, y], variant=variant))
    has_darling = distinct > 1 and n + m >= 4
    small_exact = min(n, m) > 8 or n * m <= 20_000 or len(np.unique(np.concatenate([x, y]))) < n + m
    return {
        "name": name,
        "reference": reference,
        "current": current,
        "kolmogorovSmirnov": with_p(stats.ks_2samp(x, y)),
        "asymptotic": number(stats.ks_2samp(x, y, method="asymp").pvalue),
        "wasserstein": number(stats.wasserstein_distance(x, y)) if finite else None,
        "energy": number(stats.energy_distance(x, y)) if finite else None,
        "cramerVonMises": with_p(stats.cramervonmises_2samp(x, y)) if min(n, m) > 1 else None,
        "andersonDarling": darling("midrank") if has_darling else None,
        # Beyond that SciPy's integers overflow.
        "andersonDarlingRight": darling("right") if has_darling and n * m < 1e9 else None,
        "mannWhitney": with_p(stats.mannwhitneyu(x, y)) if small_exact else None,
        "quantiles": [number(q) for q in np.quantile(x, [0.05, 0.25, 0.5, 0.75, 0.95])] if finite else None,
    }


def numeric_cases():
    golden_a = [38.7, 41.5, 43.8, 44.5, 45.5, 46.0, 47.7, 58.0]
    golden_b = [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8]
    yield numeric("the reference file's", golden_a, golden_b)
    yield numeric("one value each", [1], [2])
    yield numeric("one equal value each", [3], [3])
    yield numeric("one against two", [1], [0, 2])
    yield numeric("two against two", [1, 2], [1.5, 3])
    yield numeric("three against two", [1, 2, 3], [3, 4])
    yield numeric("three tied", [1, 1, 2], [1, 2, 2])
    yield numeric("a constant against itself", [5] * 10, [5] * 7)
    yield numeric("a constant against another", [5] * 10, [6] * 12)
    yield numeric("a constant against values", [5] * 10, [1, 5, 9, 5, 5, 2])
    yield numeric("infinities", ["-inf", 1, 2, "inf"], [0, 1, "inf", "inf", 5])
    yield numeric("zeros of both signs", [-0.0, 0.0, 1.0], [0.0, -0.0, 2.0, 3.0])
    yield numeric("large offsets", [1e15 + i for i in range(9)], [1e15 + 3 * i for i in range(12)])
    yield numeric("tiny values", [i * 1e-300 for i in range(9)], [i * 3e-300 for i in range(11)])
    seed = 1
    for kind in KINDS:
        for n, m in [(4, 7), (8, 8), (9, 5), (8, 300), (20, 20), (13, 19), (20, 21), (60, 47), (500, 500), (1000, 730)]:
            for shift, scale in [(0, 1), (0.3, 1.2)]:
                seed += 2
                reference = generated(kind, seed, n)
                yield numeric(f"{kind} {n} {m} {shift}", reference, generated(kind, seed + 1, m, shift, scale))
    for n, m, shift in [(9973, 9999, 0.01), (10_001, 9000, 0), (10_001, 9000, 0.02), (20_000, 50, 0.2), (100_000, 100_000, 0),
                        (100_000, 100_000, 0.01), (100_000, 3, 0.5), (100_000, 130, 0.1), (30_000, 160, 0.05)]:
        for kind in ["bell", "tied"]:
            seed += 2
            yield numeric(f"{kind} {n} {m} {shift}", generated(kind, seed, n), generated(kind, seed + 1, m, shift))


def categorical(reference, current):
    r, c = np.array(reference, float), np.array(current, float)
    p, q = r / r.sum(), c / c.sum()
    both = r + c > 0
    table = np.array([r[both], c[both]])
    chi = stats.chi2_contingency(table, correction=False)
    total, k = table.sum(), table.shape[1]
    phi = max(0, chi.statistic / total - (k - 1) / (total - 1))
    corrected = min(k - (k - 1) ** 2 / (total - 1), 2 - 1 / (total - 1)) - 1
    return {
        "reference": reference,
        "current": current,
        "chiSquared": {"statistic": chi.statistic, "p": chi.pvalue, "degreesOfFreedom": int(chi.dof)},
        "cramersV": math.sqrt(phi / corrected) if corrected > 0 else 0,
        "kullbackLeibler": number(stats.entropy(p, q)),
        "jensenShannonDistance": number(jensenshannon(p, q)),
        "jensenShannonDistanceBits": number(jensenshannon(p, q, 2)),
        "hellinger": math.sqrt(np.sum((np.sqrt(p) - np.sqrt(q)) ** 2) / 2),
        "totalVariation": np.abs(p - q).sum() / 2,
        "largestDifference": np.abs(p - q).max(),
        "psi": number(np.sum((p - q) * np.log(p / q))) if (r > 0).all() and (c > 0).all() else None,
    }


def categorical_cases():
    yield categorical([16, 18, 16, 14, 12, 12], [16, 16, 16, 16, 16, 8])
    yield categorical([1, 0], [0, 1])
    yield categorical([3, 4, 0, 0], [3, 0, 2, 0])
    yield categorical([100, 0], [80, 0])
    yield categorical([100, 200], [300, 200])
    yield categorical([1000, 20000, 3], [15000, 200, 9])
    for seed, k, n, m in [(1, 3, 50, 60), (2, 12, 300, 900), (3, 200, 5000, 4000), (4, 5000, 90_000, 100_000)]:
        spread = uniforms(seed, 2 * k)
        reference = [1 + math.floor(u * n / k) for u in spread[:k]]
        current = [1 + math.floor(u * m / k) for u in spread[k:]]
        if k <= 200:
            yield categorical(reference, current)
        else:
            yield {**categorical(reference, current), "reference": [seed, k, n, "first"], "current": [seed, k, m, "last"]}


def special():
    grid = [(x, dof) for dof in [1, 2, 3, 7, 20, 99, 1000, 50_000, 2_000_000] for x in
            [dof * f for f in [0.001, 0.5, 0.9, 0.99, 1, 1.01, 1.1, 1.5, 3]] + [1e-8, 30, 700]]
    points = [(n, d) for n in [1, 2, 3, 10, 57, 140, 141, 500, 4321, 60_000, 400_000, 2_000_000] for d in
              [0.3 / n, 0.6 / n, 1.3 / n, 0.4 / math.sqrt(n), 0.6 / math.sqrt(n), 1 / math.sqrt(n), 1.4 / math.sqrt(n),
               1.6 / math.sqrt(n), 2.5 / math.sqrt(n), 6 / math.sqrt(n), 0.5, 0.9, 1]]
    return {
        "chiSquaredUpperTail": [[x, dof, float(stats.chi2.sf(x, dof))] for x, dof in grid],
        "chiSquaredUpperQuantile": [[p, dof, float(stats.chi2.isf(p, dof))] for p in [0.99, 0.5, 0.05, 1e-3, 1e-12]
                                    for dof in [1, 2, 9, 500, 100_000]],
        "noncentralChiSquaredUpperTail": [[x, dof, nc, float(stats.ncx2.sf(x, dof, nc))] for dof in [1, 4, 19, 300]
                                          for nc in [0.5, 7.85, 60, 900] for x in [0.5 * dof, dof + nc, 1.3 * (dof + nc)]],
        "normalUpperTail": [[z, float(stats.norm.sf(z))] for z in [-9, -3, -1, -0.01, 0, 1e-9, 0.5, 1, 1.96, 5, 12, 37]],
        "normalQuantile": [[p, float(stats.norm.ppf(p))] for p in [1e-300, 1e-12, 0.0005, 0.025, 0.3, 0.5, 0.8, 0.999]],
        "kolmogorovUpperTail": [[n, d, float(stats.kstwo.sf(d, n))] for n, d in points],
    }


def proportions():
    cases = [(0, 10, 0, 12), (0, 100, 7, 100), (3, 20, 9, 25), (10, 1000, 30, 900), (1, 5, 5, 5), (50, 50, 48, 50),
             (2, 10_000, 9, 400), (3000, 10_000, 2900, 9000), (1, 1, 0, 1)]
    for a, n, b, m in cases:
        x, y = stats.binomtest(a, n).proportion_ci(method="wilson"), stats.binomtest(b, m).proportion_ci(method="wilson")
        difference = b / m - a / n
        table = [[a, n - a], [b, m - b]]
        rarest = stats.contingency.expected_freq(table).min()
        yield {
            "reference": [a, n],
            "current": [b, m],
            "wilson": [x.low, x.high],
            "newcombe": [difference - math.hypot(b / m - y.low, x.high - a / n),
                         difference + math.hypot(y.high - b / m, a / n - x.low)],
            "p": float(stats.fisher_exact(table).pvalue if rarest < 5
                       else stats.chi2_contingency(table, correction=False).pvalue),
            "fisher": float(stats.fisher_exact(table).pvalue),
        }


def adjusted():
    for ps in [[0.01, 0.04, 0.03, 0.2], [0.5], [0.001] * 5, [0, 1, 0.02, 0.02, 0.9], uniforms(5, 40)]:
        order = np.argsort(ps, kind="stable")
        steps = np.minimum(1, np.maximum.accumulate(np.array(ps)[order] * (len(ps) - np.arange(len(ps)))))
        holm = np.empty(len(ps))
        holm[order] = steps
        yield {"p": ps, "benjaminiHochberg": list(stats.false_discovery_control(ps)), "holm": list(holm)}


result = {
    "numeric": list(numeric_cases()),
    "categorical": list(categorical_cases()),
    "special": special(),
    "proportions": list(proportions()),
    "adjusted": list(adjusted()),
}
path = pathlib.Path(__file__).with_name("drift.json")
lines = ",\n".join(
    f"{json.dumps(key)}: " + (
        "[\n" + ",\n".join(json.dumps(case, allow_nan=False) for case in value) + "\n]"
        if isinstance(value, list)
        else "{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v, allow_nan=False)}" for k, v in value.items()) + "\n}"
    )
    for key, value in result.items()
)
path.write_text("{\n" + lines + "\n}\n")
