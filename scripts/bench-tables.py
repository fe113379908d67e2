#!/usr/bin/env python3
"""Data sets of different kinds for scripts/bench tables, and scikit-learn's accuracy on them.

  bench-tables.py make FOLDER [TABLES] [MNIST]   writes a folder of train.csv and test.csv (or IDX files) for each data set
  bench-tables.py learn FOLDER                   prints a JSON line for each: MLPClassifier with its defaults, five seeds

Every table is split by class, 80 % to train and 20 % to test, by a fixed seed; generated sets have 2,000 test rows more
(the wide one 500), as with 50 the luck of two rows would decide; MNIST keeps its own test rows. Tables are
standardised by their training rows, as Treecast standardises them, and MNIST's pixels are divided by 255.
TABLES holds tables with the class in the last column, such as iris.csv, and LIBSVM files (.libsvm, .svm, .txt).
Those without classes, or with a class of fewer than five rows, are left out. MNIST holds the four IDX files.
"""
import csv
import gzip
import json
import os
import struct
import sys
import warnings

import numpy as np
from sklearn.datasets import load_svmlight_file, make_blobs, make_circles, make_classification, make_moons
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

SEEDS = range(1, 6)
# Test rows of a generated set: enough that the luck of a few rows does not decide.
TEST = 2000
# Rows of a class, of which the test rows are a fifth.
LEAST = 5


def spirals(rows, noise, seed):
    """Three spirals, a turn and a half each."""
    random = np.random.default_rng(seed)
    y = np.arange(rows) % 3
    t = random.uniform(0.15, 1, rows)
    angle = 3 * np.pi * t + 2 * np.pi * y / 3
    x = np.column_stack([t * np.cos(angle), t * np.sin(angle)])
    return x + random.normal(0, noise, x.shape), y


def parity(rows, seed):
    """Which of two bits is set, among eight columns of noise."""
    random = np.random.default_rng(seed)
    x = random.normal(size=(rows, 10))
    return x, ((x[:, 0] > 0) ^ (x[:, 1] > 0)).astype(int)


def words_and_numbers(rows, seed):
    """Four numbers and three columns of words, one column for each word; the class depends on both."""
    random = np.random.default_rng(seed)
    numbers = random.normal(size=(rows, 4))
    words = [random.integers(0, count, rows) for count in (3, 5, 12)]
    score = numbers[:, 0] * np.where(words[0] == 1, 1.5, -1) + np.isin(words[1], (0, 3)) * 1.5 - (words[2] % 3 == 0)
    y = np.digitize(score + random.normal(0, 0.3, rows), [-1, 0.7])
    return np.column_stack([numbers] + [np.eye(w.max() + 1)[w] for w in words]), y


def wide(rows, features, seed):
    """Many columns for few rows, of which 40 say something."""
    return make_classification(
        rows, features, n_informative=40, n_redundant=0, class_sep=2.5, n_clusters_per_class=1, random_state=seed)


def made():
    """The generated data sets by name: rows, classes and the number of training rows."""
    def both(train, test=TEST):
        return train + test
    return {
        "moons": (*make_moons(both(400), noise=0.2, random_state=1), 400),
        "rings": (*make_circles(both(300), noise=0.05, factor=0.5, random_state=2), 300),
        "rare-class": (*make_classification(
            both(1000), 12, n_informative=6, weights=[0.95], flip_y=0.005, class_sep=1.5, random_state=3), 1000),
        "wide": (*wide(both(100, 500), 2000, 4), 100),
        "words-and-numbers": (*words_and_numbers(both(800), 5), 800),
        "spirals": (*spirals(both(600), 0.02, 6), 600),
        "blobs": (*make_blobs(both(60), 3, centers=4, cluster_std=1.5, random_state=7), 60),
        "parity": (*parity(both(500), 8), 500),
        "twenty-classes": (*make_classification(
            both(6000), 30, n_informative=15, n_classes=20, n_clusters_per_class=1, class_sep=1.5, random_state=9), 6000),
        "large": (*make_classification(
            both(25000), 20, n_informative=10, n_classes=3, n_clusters_per_class=3, class_sep=1.2, random_state=10), 25000),
        "noise": (*make_classification(both(250), 20, n_informative=3, flip_y=0.3, random_state=11), 250),
        "tiny": (*make_blobs(both(12), 2, centers=3, cluster_std=0.8, random_state=12), 12),
    }


def table(path):
    """The rows of a table and their labels: CSV with a header and the class in the last column, or LIBSVM."""
    if path.endswith(".csv"):
        with open(path, newline="") as lines:
            rows = list(csv.reader(lines))[1:]
        return np.array([[float(value) for value in row[:-1]] for row in rows]), [row[-1] for row in rows]
    x, labels = load_svmlight_file(path)
    return x.toarray(), labels


def tables(folder):
    """The tables of a folder by name. Those of which no network can learn classes are left out with a line."""
    found = {}
    for name in sorted(os.listdir(folder)):
        stem, extension = os.path.splitext(name)
        if extension not in (".csv", ".libsvm", ".svm", ".txt"):
            continue
        try:
            x, labels = table(os.path.join(folder, name))
            classes, y, rows_of = np.unique(labels, return_inverse=True, return_counts=True)
            if len(classes) < 2 or rows_of.min() < LEAST:
                raise ValueError(f"expected two classes or more of {LEAST} rows or more, found {len(classes)}, "
                                 f"the smallest of {min(rows_of, default=0)}")
            found[stem] = x, y
        except ValueError as e:
            print(f"bench: {name} is left out: {e}", file=sys.stderr)
    return found


def write(folder, name, parts):
    """Writes train.csv and test.csv."""
    os.makedirs(os.path.join(folder, name), exist_ok=True)
    for part, (x, y) in parts.items():
        with open(os.path.join(folder, name, part + ".csv"), "w") as out:
            out.write(",".join(f"x{i + 1}" for i in range(x.shape[1])) + ",label\n")
            for row, label in zip(x, y):
                out.write(",".join(repr(float(value)) for value in row) + f",{label}\n")


def read(folder):
    """The rows of train.csv and test.csv, standardised by the training rows."""
    parts = []
    for part in ("train", "test"):
        table = np.loadtxt(os.path.join(folder, part + ".csv"), delimiter=",", skiprows=1)
        parts += [table[:, :-1], table[:, -1].astype(int)]
    scaler = StandardScaler().fit(parts[0])
    return scaler.transform(parts[0]), parts[1], scaler.transform(parts[2]), parts[3]


def idx(path):
    """The array of an IDX file of bytes."""
    with gzip.open(path) as stream:
        data = stream.read()
    extents = struct.unpack(">" + "I" * data[3], data[4 : 4 + 4 * data[3]])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(extents)


def mnist(folder, rows):
    """The first training rows of MNIST, and all its test rows, from 0 to 1."""
    names = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")
    x, y, tx, ty = (idx(os.path.join(folder, name + "-ubyte.gz")) for name in names)
    return x[:rows].reshape(-1, 784) / 255, y[:rows], tx.reshape(-1, 784) / 255, ty


def make(folder, of_tables, of_mnist):
    sets = made()
    if of_tables:
        sets.update({name: (x, y, 0.8) for name, (x, y) in tables(of_tables).items()})
    for name, (x, y, train) in sets.items():
        split = train_test_split(x, y, train_size=train, random_state=1, stratify=y)
        write(folder, name, {"train": (split[0], split[2]), "test": (split[1], split[3])})
    if of_mnist:
        for name, rows in (("mnist-500", 500), ("mnist", 60000)):
            os.makedirs(os.path.join(folder, name), exist_ok=True)
            with open(os.path.join(folder, name, "mnist"), "w") as out:
                # Who reads it works in another folder.
                out.write(f"{rows} {os.path.abspath(of_mnist)}\n")


def learn(folder):
    warnings.filterwarnings("ignore")
    for name in sorted(os.listdir(folder)):
        where = os.path.join(folder, name)
        pointer = os.path.join(where, "mnist")
        if os.path.exists(pointer):
            rows, of_mnist = open(pointer).read().strip().split(" ", 1)
            x, y, tx, ty = mnist(of_mnist, int(rows))
        else:
            x, y, tx, ty = read(where)
        # MNIST takes scikit-learn minutes for each seed.
        seeds = SEEDS if len(x) < 50000 else [1]
        found = [MLPClassifier(random_state=seed).fit(x, y).score(tx, ty) for seed in seeds]
        for accuracy in found:
            print(json.dumps({"group": "tables", "what": f"{name}: scikit-learn", "unit": "%", "value": 100 * accuracy}),
                  flush=True)
        print(name, file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        more = sys.argv[3:] + ["", ""]
        make(sys.argv[2], more[0], more[1])
    else:
        learn(sys.argv[2])
