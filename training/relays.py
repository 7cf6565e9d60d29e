#!/usr/bin/env python3
"""Learns the weights of the relay model (data/people/relays.tsv).

    target/debug/examples/predict relays GOLD.jsonl > examples.jsonl
    training/relays.py examples.jsonl data/people/relays.tsv

Logistic regression over the features that the engine says hold of a candidate (`src/nlp/relay.rs`), and over every two of
them that often hold together. Prints precision and recall by ten-fold cross-validation over articles. Needs numpy and
scipy.

All of it: `training/people.sh`.
"""
import json
import sys
from collections import Counter

import numpy as np
from scipy.optimize import minimize

PENALTY = 2.0
# Two things are weighed together when they do hold together of so many candidates.
OFTEN = 8
# Weights below this are left out of the table.
LEAST = 0.08
# A relay missed costs a little more than one too many, which is struck out with a key.
WORTH = {"named": 1.5, "bequest": 1.5}


def features(example):
    """The bias, each thing that holds, and every two of them, joined by a stroke."""
    own = sorted(set(example["features"]))
    return ["bias", *own, *(f"{one}|{other}" for k, one in enumerate(own) for other in own[k + 1 :])]


def matrix(examples, names):
    place = {name: k for k, name in enumerate(names)}
    X = np.zeros((len(examples), len(names)))
    for row, example in zip(X, examples):
        for name in features(example):
            if name in place:
                row[place[name]] = 1
    return X, np.array([float(e["right"]) for e in examples]), np.array([WORTH[e["sort"]] for e in examples])


def fit(X, y, worth):
    weight = np.where(y > 0, worth, 1)

    def loss(w):
        p = 1 / (1 + np.exp(-np.clip(X @ w, -30, 30)))
        value = -(weight * (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))).sum() + PENALTY * w @ w / 2
        return value, X.T @ (weight * (p - y)) + PENALTY * w

    return minimize(loss, np.zeros(X.shape[1]), jac=True, method="L-BFGS-B").x


def main():
    source, target = sys.argv[1:3]
    examples = [json.loads(line) for line in open(source, encoding="utf-8")]
    count = Counter(name for e in examples for name in features(e))
    names = sorted(name for name, n in count.items() if "|" not in name or n >= OFTEN)
    X, y, worth = matrix(examples, names)
    articles = np.array([e["id"] for e in examples])
    sorts = np.array([e["sort"] for e in examples])
    order = sorted(set(articles))
    said = np.zeros(len(y), bool)
    for fold in range(10):
        held = np.isin(articles, order[fold::10])
        said[held] = X[held] @ fit(X[~held], y[~held], worth[~held]) > 0
    for sort in WORTH:
        of = sorts == sort
        hits = (said & (y > 0) & of).sum()
        print(f"{sort}: {of.sum()} candidates, {int(y[of].sum())} right, precision {100 * hits / max(1, (said & of).sum()):.1f}, recall {100 * hits / max(1, y[of].sum()):.1f}")
    with open(target, "w", encoding="utf-8") as out:
        out.write("# feature, or two that hold together\tweight\n")
        for name, weight in zip(names, fit(X, y, worth)):
            if abs(weight) >= LEAST:
                out.write(f"{name}\t{weight:.1f}\n")


if __name__ == "__main__":
    main()
