#!/usr/bin/env python3
"""What the chapter's own listings give, in NumPy: the ranges that `treecast experiment` is held against.

    scripts/reference-numpy.py DIR FIRST LAST > values.jsonl       the figures of seeds FIRST to LAST
    scripts/reference-numpy.py --ranges values.jsonl... > reference.tsv

DIR holds MNIST's four IDX files, gzipped or not. Written after the listings, with NumPy's random
numbers, and sharing nothing with Treecast but the settings and what is measured: losses are those
of a step's minibatch before the update, accuracies those after whole epochs.
"""
import gzip
import json
import os
import sys

import numpy as np

BATCH = 128
STEPS = 2000


def idx(folder, name):
    path = os.path.join(folder, name)
    raw = open(path, "rb").read() if os.path.exists(path) else gzip.open(path + ".gz").read()
    if raw[3] == 3:
        return np.frombuffer(raw, np.uint8, offset=16).reshape(-1, 784).astype(np.float32) / 255.0
    return np.frombuffer(raw, np.uint8, offset=8).astype(int)


class Net:
    """Affine, batch norm, ReLU, dropout for each hidden layer; the last affine layer bare."""

    def __init__(self, rng, hidden, deviation="he", decay=0.0, norm=False, dropout=0.0):
        self.rng, self.decay, self.norm, self.dropout = rng, decay, norm, dropout
        sizes = [784] + hidden + [10]
        self.layers = len(sizes) - 1
        self.params, self.mean, self.var = {}, {}, {}
        for l in range(1, self.layers + 1):
            scale = {"he": np.sqrt(2.0 / sizes[l - 1]), "xavier": np.sqrt(1.0 / sizes[l - 1])}.get(deviation, deviation)
            self.params[f"W{l}"] = scale * rng.standard_normal((sizes[l - 1], sizes[l]))
            self.params[f"b{l}"] = np.zeros(sizes[l])
            if norm and l < self.layers:
                self.params[f"gamma{l}"] = np.ones(sizes[l])
                self.params[f"beta{l}"] = np.zeros(sizes[l])
                self.mean[l] = np.zeros(sizes[l])
                self.var[l] = np.zeros(sizes[l])

    def predict(self, x):
        for l in range(1, self.layers + 1):
            x = x @ self.params[f"W{l}"] + self.params[f"b{l}"]
            if l == self.layers:
                return x
            if self.norm:
                x = (x - self.mean[l]) / np.sqrt(self.var[l] + 1e-6)
                x = self.params[f"gamma{l}"] * x + self.params[f"beta{l}"]
            x = np.maximum(x, 0)
            if self.dropout:
                x = x * (1 - self.dropout)

    def accuracy(self, x, t):
        return float(np.mean(np.argmax(self.predict(x), axis=1) == t))

    def gradient(self, x, t):
        """The loss, weight decay included, and its gradient; moves the running statistics."""
        p, tape, y = self.params, [], x
        for l in range(1, self.layers + 1):
            entry = {"x": y}
            y = y @ p[f"W{l}"] + p[f"b{l}"]
            if l < self.layers:
                if self.norm:
                    mu = y.mean(axis=0)
                    centred = y - mu
                    var = np.mean(centred**2, axis=0)
                    std = np.sqrt(var + 1e-6)
                    normed = centred / std
                    self.mean[l] = 0.9 * self.mean[l] + 0.1 * mu
                    self.var[l] = 0.9 * self.var[l] + 0.1 * var
                    entry.update(centred=centred, std=std, normed=normed)
                    y = p[f"gamma{l}"] * normed + p[f"beta{l}"]
                entry["off"] = y <= 0
                y = np.where(entry["off"], 0, y)
                if self.dropout:
                    entry["mask"] = self.rng.random(y.shape) > self.dropout
                    y = y * entry["mask"]
            tape.append(entry)
        y = y - y.max(axis=1, keepdims=True)
        y = np.exp(y)
        y /= y.sum(axis=1, keepdims=True)
        rows = np.arange(len(t))
        loss = -np.sum(np.log(y[rows, t] + 1e-7)) / len(t)
        d = y
        d[rows, t] -= 1
        d /= len(t)
        grads = {}
        for l in range(self.layers, 0, -1):
            entry = tape[l - 1]
            if l < self.layers:
                if self.dropout:
                    d = d * entry["mask"]
                d[entry["off"]] = 0
                if self.norm:
                    grads[f"beta{l}"] = d.sum(axis=0)
                    grads[f"gamma{l}"] = np.sum(entry["normed"] * d, axis=0)
                    dn = p[f"gamma{l}"] * d
                    dc = dn / entry["std"]
                    dstd = -np.sum(dn * entry["centred"] / entry["std"] ** 2, axis=0)
                    dc += (2.0 / len(t)) * entry["centred"] * (0.5 * dstd / entry["std"])
                    d = dc - np.sum(dc, axis=0) / len(t)
            grads[f"W{l}"] = entry["x"].T @ d + self.decay * p[f"W{l}"]
            grads[f"b{l}"] = d.sum(axis=0)
            if l > 1:
                d = d @ p[f"W{l}"].T
            loss += 0.5 * self.decay * np.sum(p[f"W{l}"] ** 2)
        return loss, grads


class Update:
    """The chapter's four optimizers."""

    def __init__(self, kind, rate):
        self.kind, self.rate, self.count, self.slots = kind, rate, 0, {}

    def __call__(self, params, grads):
        self.count += 1
        adam = self.rate * np.sqrt(1 - 0.999**self.count) / (1 - 0.9**self.count)
        for key, g in grads.items():
            if self.kind == "SGD":
                params[key] -= self.rate * g
                continue
            if key not in self.slots:
                self.slots[key] = [np.zeros_like(g), np.zeros_like(g)]
            s = self.slots[key]
            if self.kind == "Momentum":
                s[0] = 0.9 * s[0] - self.rate * g
                params[key] += s[0]
            elif self.kind == "AdaGrad":
                s[0] += g * g
                params[key] -= self.rate * g / (np.sqrt(s[0]) + 1e-7)
            else:
                s[0] += 0.1 * (g - s[0])
                s[1] += 0.001 * (g**2 - s[1])
                params[key] -= adam * s[0] / (np.sqrt(s[1]) + 1e-7)


def train(net, update, x, t, batch, steps, rng, after=lambda step: None):
    losses = []
    for step in range(1, steps + 1):
        rows = rng.integers(0, len(x), batch)
        loss, grads = net.gradient(x[rows], t[rows])
        update(net.params, grads)
        losses.append(loss)
        after(step)
    return losses


class Chapter:
    def __init__(self, folder, seed):
        self.x = idx(folder, "train-images-idx3-ubyte")
        self.t = idx(folder, "train-labels-idx1-ubyte")
        self.test_x = idx(folder, "t10k-images-idx3-ubyte")
        self.test_t = idx(folder, "t10k-labels-idx1-ubyte")
        self.seed = seed
        self.found = {}

    def rng(self, *purpose):
        return np.random.default_rng([self.seed, *purpose])

    def note(self, experiment, figure, value):
        self.found[f"{experiment}: {figure}"] = float(value)

    def curves(self, experiment, name, net, update):
        losses = train(net, update, self.x, self.t, BATCH, STEPS, self.rng(1))
        self.note(experiment, f"{name}, mean of the first 100 losses", np.mean(losses[:100]))
        self.note(experiment, f"{name}, mean of the last 100 losses", np.mean(losses[-100:]))
        self.note(experiment, f"{name}, training accuracy", net.accuracy(self.x, self.t))
        self.note(experiment, f"{name}, test accuracy", net.accuracy(self.test_x, self.test_t))

    def optimizers(self):
        for kind, rate in (("SGD", 0.01), ("Momentum", 0.01), ("AdaGrad", 0.01), ("Adam", 0.001)):
            self.curves("optimizers", kind, Net(self.rng(0), [100] * 4), Update(kind, rate))

    def initialisation(self):
        for name, deviation in (("0.01", 0.01), ("Xavier", "xavier"), ("He", "he")):
            net = Net(self.rng(0), [100] * 4, deviation)
            self.curves("initialisation", name, net, Update("SGD", 0.01))

    def activations(self):
        functions = {
            "sigmoid": lambda v: 1 / (1 + np.exp(-v)),
            "ReLU": lambda v: np.maximum(v, 0),
            "tanh": np.tanh,
        }
        deviations = {"std 1": 1, "std 0.01": 0.01, "Xavier": np.sqrt(1 / 100), "He": np.sqrt(2 / 100)}
        for activation, f in functions.items():
            for name, deviation in deviations.items():
                rng = self.rng(2)
                z = rng.standard_normal((1000, 100))
                for _ in range(5):
                    z = f(z @ (deviation * rng.standard_normal((100, 100))))
                self.note("activations", f"{activation}, {name}, deviation of layer 5", z.std())

    def batch_norm(self):
        x, t = self.x[:1000], self.t[:1000]
        for scale in np.logspace(0, -4, num=16):
            for norm in (True, False):
                if not norm and not 0.1 < scale < 0.3:
                    continue
                net = Net(self.rng(3), [100] * 5, scale, norm=norm)
                early = []

                def after(step):
                    if step == 50:
                        early.append(net.accuracy(x, t))

                train(net, Update("SGD", 0.01), x, t, 100, 200, self.rng(4), after)
                name = f"{'with' if norm else 'without'} batch norm, std {scale:.3g}"
                self.note("batchnorm", f"{name}, accuracy after 5 epochs", early[0])
                self.note("batchnorm", f"{name}, accuracy in the end", net.accuracy(x, t))

    def overfitting(self, experiment, name, epochs, **settings):
        x, t = self.x[:300], self.t[:300]
        net = Net(self.rng(5), [100] * 6, **settings)
        accuracies = []

        def after(step):
            if step % 3 == 0 and step > 3 * (epochs - 20):
                accuracies.append((net.accuracy(x, t), net.accuracy(self.test_x, self.test_t)))

        train(net, Update("SGD", 0.01), x, t, 100, 3 * epochs, self.rng(6), after)
        for k, subset in enumerate(("training", "test")):
            figure = f"{name}, mean {subset} accuracy of the last 20 epochs"
            self.note(experiment, figure, np.mean([a[k] for a in accuracies]))

    def weight_decay(self):
        self.overfitting("weight-decay", "without weight decay", 201)
        self.overfitting("weight-decay", "weight decay 0.1", 201, decay=0.1)

    def dropout(self):
        self.overfitting("dropout", "without dropout", 301)
        self.overfitting("dropout", "dropout 0.2", 301, dropout=0.2)

    def search(self):
        rng = self.rng(7)
        order = rng.permutation(500)
        x, t = self.x[:500][order], self.t[:500][order]
        tried = []
        for trial in range(100):
            decay, rate = 10 ** rng.uniform(-8, -4), 10 ** rng.uniform(-6, -2)
            net = Net(self.rng(8, trial), [100] * 6, decay=decay)
            train(net, Update("SGD", rate), x[100:], t[100:], 100, 200, self.rng(9, trial))
            tried.append((rate, net.accuracy(x[:100], t[:100])))
        self.note("hyperparameters", "validation accuracy of the best", max(a for _, a in tried))
        fast = [a for r, a in tried if r >= 1e-3]
        slow = [a for r, a in tried if r < 1e-4]
        self.note("hyperparameters", "mean validation accuracy of rates above 0.001", np.mean(fast))
        self.note("hyperparameters", "mean validation accuracy of rates below 0.0001", np.mean(slow))

    def ensemble(self):
        alone, together = [], 0
        for member in range(5):
            net = Net(self.rng(10, member), [100] * 4)
            train(net, Update("Adam", 0.001), self.x, self.t, BATCH, 2344, self.rng(11, member))
            scores = net.predict(self.test_x)
            scores = np.exp(scores - scores.max(axis=1, keepdims=True))
            scores /= scores.sum(axis=1, keepdims=True)
            together = together + scores
            alone.append(np.mean(np.argmax(scores, axis=1) == self.test_t))
        average = np.mean(np.argmax(together, axis=1) == self.test_t)
        self.note("ensemble", "mean test accuracy of the members", np.mean(alone))
        self.note("ensemble", "test accuracy of the average", average)

    def all(self):
        self.activations()
        self.optimizers()
        self.initialisation()
        self.batch_norm()
        self.weight_decay()
        self.dropout()
        self.search()
        self.ensemble()
        return self.found


def ranges(paths):
    values = {}
    for path in paths:
        for line in open(path):
            for figure, value in json.loads(line).items():
                values.setdefault(figure, []).append(value)
    for figure, each in values.items():
        print(f"{figure}\t{len(each)}\t{min(each)!r}\t{max(each)!r}")


if __name__ == "__main__":
    if sys.argv[1] == "--ranges":
        ranges(sys.argv[2:])
    else:
        for seed in range(int(sys.argv[2]), int(sys.argv[3]) + 1):
            print(json.dumps(Chapter(sys.argv[1], seed).all()), flush=True)
