#!/usr/bin/env python3
"""Scores of made-up predictions by scikit-learn, which the tests compare with Treecast's.

    scripts/reference-scores.py > src/test/resources/scores/scikit-learn.json

Made with scikit-learn 1.2.1; the tests do not need it. Where scikit-learn raises, the value is null.
"""
import json
import sys
import warnings

import numpy as np
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.preprocessing import label_binarize

BINS = 15


def value(compute):
    """A number, or null where scikit-learn raises."""
    try:
        return float(compute())
    except ValueError:
        return None


def one_against_rest(labels, probabilities, score):
    """The score of each class against the rest."""
    return [value(lambda: score((labels == k).astype(int), probabilities[:, k])) for k in range(probabilities.shape[1])]


def averages(labels, guesses, average):
    p, r, f, _ = metrics.precision_recall_fscore_support(labels, guesses, average=average)
    return {"precision": float(p), "recall": float(r), "f1": float(f)}


def calibration(labels, guesses, probabilities):
    """Occupied bins of the largest probability by scikit-learn, and the expected error from them."""
    top = probabilities[np.arange(len(labels)), guesses]
    right = (labels == guesses).astype(int)
    accuracy, confidence = calibration_curve(right, top, n_bins=BINS)
    places = np.searchsorted(np.linspace(0, 1, BINS + 1)[1:-1], top)
    rows = [int(n) for n in np.bincount(places, minlength=BINS)]
    shares = np.array([n for n in rows if n]) / len(labels)
    return {
        "rows": rows,
        "accuracy": accuracy.tolist(),
        "confidence": confidence.tolist(),
        "expectedError": float(np.sum(shares * np.abs(accuracy - confidence))),
    }


def brier(labels, probabilities):
    classes = probabilities.shape[1]
    if classes == 2:
        return float(metrics.brier_score_loss(labels, probabilities[:, 1], pos_label=1))
    # scikit-learn 1.2 has no Brier score of several classes: this is the one of later versions.
    return float(np.mean(np.sum((probabilities - np.eye(classes)[labels]) ** 2, axis=1)))


def roc_auc(labels, probabilities):
    classes = list(range(probabilities.shape[1]))
    if len(classes) == 2:
        return metrics.roc_auc_score(labels, probabilities[:, 1])
    return metrics.roc_auc_score(labels, probabilities, multi_class="ovr", average="macro", labels=classes)


def average_precision(labels, probabilities):
    classes = list(range(probabilities.shape[1]))
    if len(classes) == 2:
        return metrics.average_precision_score(labels, probabilities[:, 1])
    return metrics.average_precision_score(label_binarize(labels, classes=classes), probabilities, average="macro")


def case(name, labels, probabilities):
    classes = list(range(probabilities.shape[1]))
    guesses = np.argmax(probabilities, axis=1)
    p, r, f, support = metrics.precision_recall_fscore_support(labels, guesses, labels=classes, average=None)
    return {
        "name": name,
        "labels": labels.tolist(),
        "probabilities": probabilities.tolist(),
        "expected": {
            "confusion": metrics.confusion_matrix(labels, guesses, labels=classes).tolist(),
            "accuracy": float(metrics.accuracy_score(labels, guesses)),
            "balancedAccuracy": float(metrics.balanced_accuracy_score(labels, guesses)),
            "precision": p.tolist(),
            "recall": r.tolist(),
            "f1": f.tolist(),
            "support": support.tolist(),
            "macro": averages(labels, guesses, "macro"),
            "weighted": averages(labels, guesses, "weighted"),
            "logLoss": float(metrics.log_loss(labels, probabilities, labels=classes)),
            "brierScore": brier(labels, probabilities),
            "rocAuc": value(lambda: roc_auc(labels, probabilities)),
            "averagePrecision": value(lambda: average_precision(labels, probabilities)),
            "rocAucOfClass": one_against_rest(labels, probabilities, metrics.roc_auc_score),
            "averagePrecisionOfClass": one_against_rest(labels, probabilities, metrics.average_precision_score),
            "calibration": calibration(labels, guesses, probabilities),
        },
    }


def made_up(rng, rows, shares, skill, decimals=None):
    """Labels of these shares, and probabilities that know something of them."""
    classes = len(shares)
    labels = rng.choice(classes, size=rows, p=shares)
    scores = rng.standard_normal((rows, classes)) + skill * np.eye(classes)[labels]
    probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    if decimals is not None:
        # Whole parts of a row that sum to one: many equal probabilities, zeros and ones among them.
        parts = 10 ** decimals
        whole = np.floor(probabilities * parts)
        whole[np.arange(rows), np.argmax(probabilities, axis=1)] += parts - whole.sum(axis=1)
        probabilities = whole / parts
    return labels, probabilities


def cases():
    rng = np.random.default_rng(18)
    yield "two classes", *made_up(rng, 60, [0.6, 0.4], 1.0)
    yield "a rare class", *made_up(rng, 80, [0.95, 0.05], 1.0)
    yield "two classes, many equal probabilities", *made_up(rng, 80, [0.5, 0.5], 1.0, 1)
    yield "four classes", *made_up(rng, 80, [0.1, 0.2, 0.3, 0.4], 1.5)
    yield "three classes, many equal probabilities", *made_up(rng, 90, [0.2, 0.3, 0.5], 1.0, 1)
    yield "three classes, one without rows", *made_up(rng, 50, [0.4, 0.6, 0.0], 1.0)
    labels, probabilities = made_up(rng, 40, [0.5, 0.5, 0.0, 0.0], 2.0)
    probabilities[:, 3] = 0
    yield "four classes, one without rows that is predicted, one that is not", labels, probabilities / probabilities.sum(axis=1, keepdims=True)
    yield "two classes, rows of the first alone", *made_up(rng, 30, [1.0, 0.0], 0.5)
    yield "two classes, rows of the second alone", *made_up(rng, 30, [0.0, 1.0], 0.5)
    yield "three classes, rows of one alone", *made_up(rng, 30, [0.0, 1.0, 0.0], 0.5)
    yield "all probabilities equal", np.array([0, 1, 1, 2, 2, 2]), np.full((6, 3), 1 / 3)
    yield "certain, and right or wrong", np.array([0, 1, 1, 0]), np.array([[1.0, 0], [0, 1], [1, 0], [0, 1]])
    edges = np.array([i / BINS for i in range(8, BINS + 1)] * 2)
    yield "probabilities at the edges of bins", np.arange(16) % 2, np.stack([1 - edges, edges], axis=1)
    yield "one row", np.array([1]), np.array([[0.25, 0.5, 0.25]])


def main():
    warnings.simplefilter("ignore")
    found = {"madeBy": f"scikit-learn {__import__('sklearn').__version__}", "cases": [case(*each) for each in cases()]}
    json.dump(found, sys.stdout, separators=(",", ":"))
    print()


main()
