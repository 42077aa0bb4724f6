"""Writes metrics.json: what scikit-learn and SciPy say about predictions, for the tests of src/statistics.

Run by hand with scikit-learn 1.9.1 and SciPy 1.17.1: python test/unit/statistics/golden/metrics.py
"""

import json
import math
import pathlib
import warnings

import generator
import numpy as np
from scipy import stats
from sklearn import calibration, metrics

warnings.simplefilter("ignore")


def uniforms(seed, size):
    return np.array(generator.uniforms(seed, size))


def number(x):
    x = float(x)
    return x if math.isfinite(x) else None


def numbers(xs):
    return [number(x) for x in xs]


def predicted_classes(seed, size, classes, skill, weighted, absent=None):
    """Labels and predictions that agree with probability `skill`; a rare class 0; some class absent where asked for."""
    u, v, w = uniforms(seed, size), uniforms(seed + 1, size), uniforms(seed + 2, size)
    labels = np.minimum((u**0.5 * classes).astype(int), classes - 1)
    predictions = np.where(v < skill, labels, (w * classes).astype(int))
    if absent is not None:
        predictions[predictions == absent] = (absent + 1) % classes
    weights = np.floor(uniforms(seed + 3, size) * 8) / 4 if weighted else None
    return labels, predictions, weights


def classification(name, labels, predictions, weights, classes):
    rest = {"labels": range(classes), "sample_weight": weights, "zero_division": 0}
    present = sorted(set(labels) | set(predictions))
    average = lambda kind: numbers(
        metrics.precision_recall_fscore_support(labels, predictions, **{**rest, "labels": present}, average=kind)[:3]
    )
    return {
        "name": name,
        "labels": [int(x) for x in labels],
        "predictions": [int(x) for x in predictions],
        "weights": None if weights is None else numbers(weights),
        "classes": classes,
        "confusion": numbers(
            metrics.confusion_matrix(labels, predictions, labels=range(classes), sample_weight=weights).ravel()
        ),
        "accuracy": number(metrics.accuracy_score(labels, predictions, sample_weight=weights)),
        "balancedAccuracy": number(metrics.balanced_accuracy_score(labels, predictions, sample_weight=weights)),
        "matthewsCorrelation": number(metrics.matthews_corrcoef(labels, predictions, sample_weight=weights)),
        "perClass": [numbers(x) for x in zip(*metrics.precision_recall_fscore_support(labels, predictions, **rest)[:3])],
        "macro": average("macro"),
        "micro": average("micro"),
        "weighted": average("weighted"),
    }


def classification_cases():
    for seed, size, classes, skill, weighted in [
        (1, 60, 2, 0.7, False),
        (2, 60, 2, 0.7, True),
        (3, 200, 5, 0.5, False),
        (4, 200, 5, 0.5, True),
        (5, 40, 3, 0.0, False),
        (6, 40, 4, 1.0, False),
    ]:
        name = f"{size} rows of {classes} classes, skill {skill}" + (", weighted" if weighted else "")
        yield classification(name, *predicted_classes(seed, size, classes, skill, weighted), classes)
    yield classification("a class never predicted", *predicted_classes(7, 80, 4, 0.6, False, absent=2), 4)
    yield classification("one class only", np.ones(9, int), np.ones(9, int), None, 2)
    yield classification("one class only, predictions of both", np.ones(6, int), np.array([1, 0, 1, 1, 0, 1]), None, 2)
    yield classification("one row", np.array([1]), np.array([0]), None, 2)


def scored(seed, size, positives, separation, ties, weighted):
    u, v = uniforms(seed, size), uniforms(seed + 1, size)
    labels = (u < positives).astype(int)
    scores = np.clip((v + labels * separation) / (1 + separation), 0, 1)
    if ties:
        scores = np.floor(scores * ties) / ties
    weights = np.floor(uniforms(seed + 2, size) * 8) / 4 if weighted else None
    return labels, scores, weights


def calibration_of(labels, scores, strategy, bins):
    observed, predicted = calibration.calibration_curve(labels, scores, n_bins=bins, strategy=strategy, pos_label=1)
    return {"bins": bins, "observed": numbers(observed), "predicted": numbers(predicted)}


def ranked(name, labels, scores, weights):
    both = len(set(labels)) == 2
    case = {
        "name": name,
        "labels": [int(x) for x in labels],
        "scores": numbers(scores),
        "weights": None if weights is None else numbers(weights),
        "logLoss": number(metrics.log_loss(labels, scores, sample_weight=weights, labels=[0, 1])),
        "brier": number(metrics.brier_score_loss(labels, scores, sample_weight=weights, pos_label=1)),
        "uniform": calibration_of(labels, scores, "uniform", 10),
        "quantile": calibration_of(labels, scores, "quantile", 7),
        "averagePrecision": number(metrics.average_precision_score(labels, scores, sample_weight=weights))
        if 1 in labels
        else None,
        "auc": None,
        "roc": None,
        "precisionRecall": None,
    }
    if both:
        case["auc"] = number(metrics.roc_auc_score(labels, scores, sample_weight=weights))
        false, true, thresholds = metrics.roc_curve(labels, scores, sample_weight=weights, drop_intermediate=False)
        case["roc"] = [numbers(false), numbers(true), numbers(thresholds)]
        precision, recall, thresholds = metrics.precision_recall_curve(labels, scores, sample_weight=weights)
        case["precisionRecall"] = [numbers(precision), numbers(recall), numbers(thresholds)]
    return case


def ranked_cases():
    for seed, size, positives, separation, ties, weighted in [
        (11, 50, 0.4, 0.5, 0, False),
        (21, 50, 0.4, 0.5, 8, False),
        (31, 120, 0.1, 1.0, 20, True),
        (41, 120, 0.5, 0.0, 0, True),
    ]:
        name = f"{size} rows" + (", ties" if ties else "") + (", weighted" if weighted else "")
        yield ranked(name, *scored(seed, size, positives, separation, ties, weighted))
    yield ranked("constant scores", np.array([0, 1, 1, 0, 1]), np.full(5, 0.3), None)
    yield ranked("perfect scores", np.array([0, 0, 1, 1]), np.array([0.0, 0.2, 0.7, 1.0]), None)
    yield ranked("reversed scores", np.array([1, 1, 0, 0]), np.array([0.0, 0.2, 0.7, 1.0]), None)
    yield ranked("certain and wrong", np.array([1, 0, 1]), np.array([0.0, 1.0, 1.0]), None)
    yield ranked("positives only", np.array([1, 1, 1]), np.array([0.2, 0.2, 0.9]), None)
    yield ranked("negatives only", np.array([0, 0]), np.array([0.2, 0.9]), None)


def multiclass(name, labels, table, weights):
    area = lambda **rest: number(metrics.roc_auc_score(labels, table, labels=range(table.shape[1]), **rest))
    indicator = np.eye(table.shape[1])[labels]
    precision = lambda kind: number(
        metrics.average_precision_score(indicator, table, average=kind, sample_weight=weights)
    )
    return {
        "name": name,
        "labels": [int(x) for x in labels],
        "classes": table.shape[1],
        "table": numbers(table.ravel()),
        "weights": None if weights is None else numbers(weights),
        "restMacro": area(multi_class="ovr", average="macro", sample_weight=weights),
        "restWeighted": area(multi_class="ovr", average="weighted", sample_weight=weights),
        "oneMacro": area(multi_class="ovo", average="macro"),
        "oneWeighted": area(multi_class="ovo", average="weighted"),
        "precisionMacro": precision("macro"),
        "precisionWeighted": precision("weighted"),
        "logLoss": number(metrics.log_loss(labels, table, sample_weight=weights, labels=range(table.shape[1]))),
        "brier": number(metrics.brier_score_loss(labels, table, sample_weight=weights, labels=range(table.shape[1]))),
    }


def multiclass_cases():
    for seed, size, classes, ties, weighted in [(51, 60, 3, 0, False), (61, 60, 4, 4, False), (71, 60, 3, 0, True)]:
        labels = (uniforms(seed, size) ** 0.7 * classes).astype(int)
        table = uniforms(seed + 1, size * classes).reshape(size, classes)
        table[np.arange(size), labels] += 0.4
        if ties:
            table = np.floor(table * ties) + 1
        table /= table.sum(axis=1, keepdims=True)
        weights = np.floor(uniforms(seed + 2, size) * 8) / 4 if weighted else None
        name = f"{classes} classes" + (", ties" if ties else "") + (", weighted" if weighted else "")
        yield multiclass(name, labels, table, weights)


def delong(labels, scores):
    """Straight from the definition: the pairs' kernel, its row and column means, their covariances."""
    positives, negatives = scores[labels == 1], scores[labels == 0]
    kernel = (positives[:, None] > negatives[None, :]) + 0.5 * (positives[:, None] == negatives[None, :])
    return kernel.mean(axis=1), kernel.mean(axis=0)


def paired_aucs():
    for seed, size, ties, shift in [(81, 60, 0, 0.3), (91, 150, 6, 0.25), (101, 300, 0, 0.1)]:
        labels, first, _ = scored(seed, size, 0.4, 0.5, ties, False)
        noise = uniforms(seed + 7, size)
        second = np.floor((first + shift * noise + 0.1 * labels * noise) * (ties or 1000)) / (ties or 1000)
        (v10, v01), (w10, w01) = delong(labels, first), delong(labels, second)
        variance = lambda x, y: np.var(x, ddof=1) / len(x) + np.var(y, ddof=1) / len(y)
        deviation = math.sqrt(variance(w10 - v10, w01 - v01))
        difference = metrics.roc_auc_score(labels, second) - metrics.roc_auc_score(labels, first)
        yield {
            "labels": [int(x) for x in labels],
            "firstScores": numbers(first),
            "secondScores": numbers(second),
            "first": number(metrics.roc_auc_score(labels, first)),
            "second": number(metrics.roc_auc_score(labels, second)),
            "variance": number(variance(v10, v01)),
            "interval": numbers(difference + stats.norm.ppf([0.025, 0.975]) * deviation),
            "p": number(2 * stats.norm.sf(abs(difference) / deviation)),
        }


def mcnemars():
    for b, c in [(0, 0), (0, 1), (3, 9), (12, 12), (10, 14), (10, 15), (40, 40), (55, 90), (1000, 1001), (2000, 2300)]:
        if b + c < 25:
            p = stats.binomtest(b, b + c).pvalue if b + c > 0 else 1
        else:
            p = stats.chi2.sf((abs(b - c) - 1) ** 2 / (b + c), 1) if b != c else 1
        yield {"onlyFirst": b, "onlySecond": c, "p": number(p)}


def bca_intervals():
    for seed, size, kind in [(111, 30, "mean"), (121, 80, "root"), (131, 25, "ratio")]:
        x, y = uniforms(seed, size) ** 2, uniforms(seed + 1, size) + 0.2
        statistic = {
            "mean": lambda x, y, axis=-1: np.mean(x, axis=axis),
            "root": lambda x, y, axis=-1: np.sqrt(np.mean(x**2, axis=axis)),
            "ratio": lambda x, y, axis=-1: np.mean(x, axis=axis) / np.mean(y, axis=axis),
        }[kind]
        rows = (uniforms(seed + 2, 1000 * size) * size).astype(int).reshape(1000, size)
        draws = statistic(x[rows], y[rows])

        class Given:
            bootstrap_distribution = draws

        result = stats.bootstrap(
            (x, y), statistic, n_resamples=0, paired=True, vectorized=True, bootstrap_result=Given(), method="BCa"
        )
        interval = result.confidence_interval
        yield {"kind": kind, "x": numbers(x), "y": numbers(y), "draws": numbers(draws), "interval": numbers(interval)}


def regressions():
    for seed, size, weighted, kind in [(141, 40, False, "plain"), (151, 41, True, "plain"), (161, 30, False, "far"),
                                       (171, 30, True, "exact"), (181, 1, False, "plain"), (191, 12, False, "constant")]:
        labels = np.round(uniforms(seed, size) * 10 - 3, 3)
        labels[labels == 0] = 1
        errors = np.round((uniforms(seed + 1, size) - 0.4) * 4, 3)
        if kind == "far":
            labels += 1e8
        if kind == "constant":
            labels = np.full(size, 2.5)
        predictions = labels + (0 if kind == "exact" else errors)
        weights = np.floor(uniforms(seed + 2, size) * 8) / 4 if weighted else None
        with_weights = lambda f: number(f(labels, predictions, sample_weight=weights))
        counted = np.ones(size) if weights is None else weights
        has_spread = size > 1 and kind != "constant"
        yield {
            "name": f"{size} rows, {kind}" + (", weighted" if weighted else ""),
            "labels": numbers(labels),
            "predictions": numbers(predictions),
            "weights": None if weights is None else numbers(weights),
            "meanError": number(np.average(predictions - labels, weights=weights)),
            "meanAbsoluteError": with_weights(metrics.mean_absolute_error),
            "rootMeanSquaredError": with_weights(metrics.root_mean_squared_error),
            "meanAbsolutePercentageError": with_weights(metrics.mean_absolute_percentage_error),
            "r2": with_weights(metrics.r2_score) if has_spread else None,
            "medianAbsoluteError": with_weights(metrics.median_absolute_error),
            "maxError": number(metrics.max_error(labels[counted > 0], predictions[counted > 0])),
        }


def multilabels():
    for seed, rows, classes, share, ties in [(201, 30, 4, 0.4, 0), (211, 50, 3, 0.1, 5), (221, 20, 2, 0.9, 3)]:
        labels = (uniforms(seed, rows * classes) < share).astype(int).reshape(rows, classes)
        scores = np.clip(uniforms(seed + 1, rows * classes).reshape(rows, classes) * 0.8 + 0.2 * labels, 0, 1)
        if ties:
            scores = np.floor(scores * ties) / ties
        predictions = (scores > 0.55).astype(int)
        f1 = lambda kind: number(metrics.f1_score(labels, predictions, average=kind, zero_division=0))
        yield {
            "labels": [int(x) for x in labels.ravel()],
            "predictions": [int(x) for x in predictions.ravel()],
            "scores": numbers(scores.ravel()),
            "classes": classes,
            "micro": f1("micro"),
            "macro": f1("macro"),
            "samples": f1("samples"),
            "hamming": number(metrics.hamming_loss(labels, predictions)),
            "subset": number(metrics.accuracy_score(labels, predictions)),
            "ranking": number(metrics.label_ranking_average_precision_score(labels, scores)),
        }


def queries():
    for seed, rows, ties, graded in [(231, 12, 0, True), (241, 15, 3, True), (251, 20, 4, False), (265, 9, 1, True)]:
        relevance = np.floor(uniforms(seed, rows) ** 2 * (4 if graded else 2))
        scores = uniforms(seed + 1, rows) + 0.1 * relevance
        if ties:
            scores = np.floor(scores * ties) / ties
        for k in (1, 3, 10):
            # The mean over random orders of tied rows needs no formula when the ties are broken in all ways: here scores
            # without ties are compared exactly, and with ties NDCG and average precision, which scikit-learn defines.
            order = np.argsort(-scores, kind="stable")
            hits = relevance[order] > 0
            exact = len(set(scores)) == rows
            yield {
                "k": k,
                "relevance": numbers(relevance),
                "scores": numbers(scores),
                "ndcgAtK": number(metrics.ndcg_score([relevance], [scores], k=k)),
                "averagePrecision": number(metrics.average_precision_score(relevance > 0, scores)),
                "precisionAtK": number(hits[:k].sum() / k) if exact else None,
                "recallAtK": number(metrics.recall_score(relevance > 0, scores >= np.sort(scores)[::-1][min(k, rows) - 1]))
                if exact
                else None,
                "hitAtK": float(hits[:k].any()) if exact else None,
                "reciprocalRank": number(metrics.label_ranking_average_precision_score(
                    [np.arange(rows) == order[hits.argmax()]], [scores])) if exact else None,
            }


def similarities():
    for seed, rows, width, ties in [(271, 30, 5, 0), (281, 60, 3, 4)]:
        first = uniforms(seed, rows * width).reshape(rows, width) - 0.5
        second = first + uniforms(seed + 1, rows * width).reshape(rows, width) - 0.5
        cosine = np.sum(first * second, axis=1) / np.linalg.norm(first, axis=1) / np.linalg.norm(second, axis=1)
        gold = cosine + uniforms(seed + 2, rows)
        if ties:
            gold = np.floor(gold * ties)
        labels = (gold > np.median(gold)).astype(int)
        _, _, thresholds = metrics.roc_curve(labels, cosine, drop_intermediate=False)
        yield {
            "width": width,
            "first": numbers(first.ravel()),
            "second": numbers(second.ravel()),
            "gold": numbers(gold),
            "labels": [int(x) for x in labels],
            "cosine": numbers(cosine),
            "pearson": number(stats.pearsonr(cosine, gold).statistic),
            "spearman": number(stats.spearmanr(cosine, gold).statistic),
            "bestAccuracy": number(max(metrics.accuracy_score(labels, cosine >= t) for t in thresholds)),
        }


result = {
    "classification": list(classification_cases()),
    "ranked": list(ranked_cases()),
    "multiclass": list(multiclass_cases()),
    "regressions": list(regressions()),
    "multilabels": list(multilabels()),
    "queries": list(queries()),
    "similarities": list(similarities()),
    "pairedAucs": list(paired_aucs()),
    "mcnemars": list(mcnemars()),
    "studentQuantiles": [
        [p, degrees, number(stats.t.ppf(p, degrees))]
        for p, degrees in [(0.975, 1), (0.975, 2), (0.975, 9), (0.9, 14), (0.999, 30), (0.995, 199), (0.975, 999),
                           (0.975, 1000), (0.6, 5000)]
    ],
    "bcaIntervals": list(bca_intervals()),
}
path = pathlib.Path(__file__).with_name("metrics.json")
lines = ",\n".join(
    f"{json.dumps(key)}: [\n" + ",\n".join(json.dumps(case, allow_nan=False) for case in value) + "\n]"
    for key, value in result.items()
)
path.write_text("{\n" + lines + "\n}\n")
