#!/usr/bin/env python3
"""One round of the step of 784-[100]*4-10 in PyTorch: gather, forward, backward, Adam, in float32 and float64.

The network, the batches and the noise are those of bench-numpy.py. Each precision is measured with one thread and, where
the machine has more, with all of them; the faster one is printed as well, as the step with PyTorch's best number of
threads. Prints one JSON object per line, as the other parts of scripts/bench do.

Argument: quick or full.
"""
import json
import os
import sys
import time

import torch

UNITS = [784, 100, 100, 100, 100, 10]
ROWS = 60_000
PRECISIONS = {"single": torch.float32, "double": torch.float64}


def network(number):
    """The affine layers with ReLU between them, He weights and zero biases."""
    layers = []
    for inputs, outputs in zip(UNITS, UNITS[1:]):
        affine = torch.nn.Linear(inputs, outputs)
        torch.nn.init.normal_(affine.weight, std=(2.0 / inputs) ** 0.5)
        torch.nn.init.zeros_(affine.bias)
        layers += [affine, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1]).to(number)


def median(pixels, classes, batch, number, seconds):
    """The median time of a step, in microseconds."""
    net = network(number)
    adam = torch.optim.Adam(net.parameters(), lr=0.001)
    entropy = torch.nn.CrossEntropyLoss()
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 20:
        start = time.perf_counter()
        rows = torch.randint(ROWS, (batch,))
        loss = entropy(net(pixels[rows].to(number) / 255), classes[rows])
        adam.zero_grad()
        loss.backward()
        adam.step()
        times.append(time.perf_counter() - start)
    return 1e6 * sorted(times[5:])[len(times[5:]) // 2]


def main(quick):
    """Times some steps of each batch."""
    torch.manual_seed(1)
    pixels = torch.randint(256, (ROWS, UNITS[0]), dtype=torch.uint8)
    classes = torch.randint(UNITS[-1], (ROWS,))
    for batch in (128, 1024):
        for precision, number in PRECISIONS.items():
            what = f"batch={batch}, precision={precision}"
            best = float("inf")
            for threads in sorted({1, os.cpu_count()}):
                torch.set_num_threads(threads)
                micros = median(pixels, classes, batch, number, 1.0 if quick else 3.0)
                best = min(best, micros)
                if threads == 1:
                    line(f"PyTorch step ({what})", micros)
            line(f"PyTorch step with its best number of threads ({what})", best)


def line(what, micros):
    """Prints a measurement."""
    print(json.dumps({"group": "step", "what": what, "unit": "us", "value": micros}))


main("quick" in sys.argv[1:])
