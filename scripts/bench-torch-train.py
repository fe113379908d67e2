#!/usr/bin/env python3
"""One round of Treecast's default plan on MNIST in PyTorch, in single precision: how long it takes to 97 and 98 %.

784-[100]*4-10 with batch norm and ReLU, Adam, batches of 512, 8 epochs, the rate of 0.01 warmed up for half an epoch and
then lowered along a cosine, weight decay of 0.0003 on the weights of layers. The test rows are looked at every 25 steps with
the clock stopped, as TrainingClock does. Prints one JSON object per line, as the other parts of scripts/bench do.

Arguments: a folder with MNIST's four IDX files, plain or compressed, and the number of threads.
"""
import json
import sys
import time

BEGUN = time.time()

import gzip
import math
import os

import torch

BATCH = 512
EPOCHS = 8
RATE = 0.01
DECAY = 3e-4
LOOK = 25
WANTED = (0.97, 0.98)


def idx(folder, name, header):
    """The bytes of an IDX file behind its header."""
    path = os.path.join(folder, name)
    opened = open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz", "rb")
    with opened as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)[header:]


def network():
    """Affine layers with He weights, batch norm and ReLU."""
    layers = []
    for inputs, outputs in zip([784, 100, 100, 100, 100], [100, 100, 100, 100, 10]):
        affine = torch.nn.Linear(inputs, outputs)
        torch.nn.init.normal_(affine.weight, std=(2.0 / inputs) ** 0.5)
        torch.nn.init.zeros_(affine.bias)
        layers += [affine, torch.nn.BatchNorm1d(outputs), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-2])


def factor(step, steps, warm):
    """What the rate is multiplied by."""
    if step < warm:
        return (step + 1) / warm
    return (1 + math.cos(math.pi * (step - warm) / (steps - warm))) / 2


def add(threads, what, unit, value):
    """Prints a measurement."""
    name = "PyTorch, %d thread%s, %s" % (threads, "" if threads == 1 else "s", what)
    print(json.dumps({"group": "training", "what": name, "unit": unit, "value": value}))


def main(folder, threads):
    """Trains once."""
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    pixels = idx(folder, "train-images-idx3-ubyte", 16).view(-1, 784)
    classes = idx(folder, "train-labels-idx1-ubyte", 8).long()
    test = idx(folder, "t10k-images-idx3-ubyte", 16).view(-1, 784).float() / 255
    truth = idx(folder, "t10k-labels-idx1-ubyte", 8).long()
    net = network()
    matrices = [p for p in net.parameters() if p.dim() > 1]
    others = [p for p in net.parameters() if p.dim() == 1]
    adam = torch.optim.Adam([{"params": matrices, "weight_decay": DECAY}, {"params": others}], lr=RATE)
    entropy = torch.nn.CrossEntropyLoss()
    epoch = len(pixels) / BATCH
    steps = math.ceil(EPOCHS * epoch)
    trained, accuracy, reached, hot = 0.0, 0.0, {}, []
    order = iter(())
    for step in range(steps):
        start = time.perf_counter()
        rows = next(order, None)
        if rows is None or len(rows) < BATCH:
            order = iter(torch.randperm(len(pixels)).split(BATCH))
            rows = next(order)
        for group in adam.param_groups:
            group["lr"] = RATE * factor(step, steps, epoch / 2)
        loss = entropy(net(pixels[rows].float() / 255), classes[rows])
        adam.zero_grad()
        loss.backward()
        adam.step()
        hot.append(time.perf_counter() - start)
        trained += hot[-1]
        if (step + 1) % LOOK == 0 or step + 1 == steps:
            net.eval()
            with torch.no_grad():
                accuracy = (net(test).argmax(1) == truth).float().mean().item()
            net.train()
            for wanted in WANTED:
                if accuracy >= wanted and wanted not in reached:
                    reached[wanted] = trained
                    add(threads, "to %.0f %%" % (100 * wanted), "s", trained)
                    if wanted == WANTED[0]:
                        add(threads, "from the command to 97 %", "s", time.time() - float(os.environ.get("BEGUN", BEGUN)))
    add(threads, "hot step of batch %d" % BATCH, "ms", 1e3 * sorted(hot)[len(hot) // 2])
    add(threads, "whole training", "s", trained)
    add(threads, "accuracy at the end", "%", 100 * accuracy)


main(sys.argv[1], int(sys.argv[2]))
