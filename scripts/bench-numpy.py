#!/usr/bin/env python3
"""One round of the step of 784-[100]*4-10 in NumPy: gather, forward, backward, Adam, in float64.

Written as the book's listings are (a dictionary of arrays, one update for each), on noise of
MNIST's size. Prints one JSON object per line, as the other parts of scripts/bench do. The number of
threads is the environment's: scripts/bench sets OPENBLAS_NUM_THREADS and OMP_NUM_THREADS to 1.

Argument: quick or full.
"""
import json
import sys
import time

try:
    import numpy as np
except ImportError:
    print(json.dumps({"leftOut": "NumPy", "reason": "python3 has no numpy here"}))
    sys.exit(0)

UNITS = [784, 100, 100, 100, 100, 10]
ROWS = 60_000
LAYERS = len(UNITS) - 1


def first_weights(random):
    """He weights and zero biases."""
    params = {}
    for l in range(1, LAYERS + 1):
        deviation = np.sqrt(2.0 / UNITS[l - 1])
        params[f"W{l}"] = deviation * random.standard_normal((UNITS[l - 1], UNITS[l]))
        params[f"b{l}"] = np.zeros(UNITS[l])
    return params


def gradient(params, x, labels):
    """The gradient of the mean cross-entropy."""
    inputs, masks, y = [], [], x
    for l in range(1, LAYERS + 1):
        inputs.append(y)
        y = y @ params[f"W{l}"] + params[f"b{l}"]
        if l < LAYERS:
            mask = y <= 0
            y = y.copy()
            y[mask] = 0
            masks.append(mask)
    y = np.exp(y - y.max(axis=1, keepdims=True))
    y /= y.sum(axis=1, keepdims=True)
    d = y
    d[np.arange(len(labels)), labels] -= 1
    d /= len(labels)
    grads = {}
    for l in range(LAYERS, 0, -1):
        if l < LAYERS:
            d[masks[l - 1]] = 0
        grads[f"W{l}"] = inputs[l - 1].T @ d
        grads[f"b{l}"] = d.sum(axis=0)
        if l > 1:
            d = d @ params[f"W{l}"].T
    return grads


class Adam:
    """The book's."""

    def __init__(self, params):
        self.m = {key: np.zeros_like(value) for key, value in params.items()}
        self.v = {key: np.zeros_like(value) for key, value in params.items()}
        self.t = 0

    def update(self, params, grads):
        """One update, in place."""
        self.t += 1
        rate = 0.001 * np.sqrt(1 - 0.999**self.t) / (1 - 0.9**self.t)
        for key in params:
            self.m[key] += (1 - 0.9) * (grads[key] - self.m[key])
            self.v[key] += (1 - 0.999) * (grads[key] ** 2 - self.v[key])
            params[key] -= rate * self.m[key] / (np.sqrt(self.v[key]) + 1e-7)


def main(quick):
    """Times some steps of each batch."""
    random = np.random.default_rng(1)
    pixels = random.integers(0, 256, (ROWS, UNITS[0]), dtype=np.uint8)
    classes = random.integers(0, UNITS[-1], ROWS)
    for batch in (128, 1024):
        params = first_weights(random)
        adam = Adam(params)
        times = []
        end = time.perf_counter() + (1.0 if quick else 4.0)
        while time.perf_counter() < end or len(times) < 20:
            start = time.perf_counter()
            rows = random.choice(ROWS, batch)
            grads = gradient(params, pixels[rows] / 255.0, classes[rows])
            adam.update(params, grads)
            times.append(time.perf_counter() - start)
        median = sorted(times[5:])[len(times[5:]) // 2]
        line = {"group": "step", "what": f"NumPy step (batch={batch})", "unit": "us"}
        print(json.dumps(line | {"value": 1e6 * median}))


main("quick" in sys.argv[1:])
