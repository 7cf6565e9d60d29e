#!/usr/bin/env python3
"""Learns the weights of the speaker model (data/people/weights.tsv).

    target/debug/examples/predict speakers GOLD.jsonl > examples.jsonl
    training/people.py examples.jsonl data/people/weights.tsv

A log-linear model over the candidates of each statement, one weight vector for each family of mentions; where
several candidates are right (a description and the person behind it) their probabilities count together.
The features are the engine's own (`src/nlp/coref/features.rs`), so there is one implementation of them. Prints accuracy
by ten-fold cross-validation over articles. Needs numpy and scipy.

All of it: `training/people.sh`.
"""
import json
import sys

import numpy as np
from scipy.optimize import minimize

FAMILIES = ["he, she", "it, they, I", "description", "no mention"]
PENALTY = 0.5
PRIORS = {"same state": 1.5, "other state": -3.0}
NAMES = open("src/nlp/coref/list.rs", encoding="utf-8").read().split("FEATURES: [&str;")[1].split("];")[0].split("= [")[1].split('"')[1::2]


def fit(examples):
    if not examples:
        return np.zeros(len(NAMES))
    X = np.concatenate([features for _, features, _ in examples])
    right = np.concatenate([right for _, _, right in examples])
    sizes = np.array([len(right) for _, _, right in examples])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def loss(weights):
        scores = X @ weights
        p = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        good = p * right
        all_, of_right = np.add.reduceat(p, starts), np.add.reduceat(good, starts) + 1e-12
        total = np.log(all_ / of_right).sum() + PENALTY * weights @ weights / 2
        return total, X.T @ (p / np.repeat(all_, sizes) - good / np.repeat(of_right, sizes)) + PENALTY * weights

    weights = minimize(loss, np.zeros(X.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    # Invented countries are in no list, so the articles cannot teach what a known state tells.
    for name, weight in PRIORS.items():
        weights[NAMES.index(name)] = weight if weights.any() else 0
    return weights


def correct(weights, examples):
    return sum(right[np.argmax(features @ weights)] > 0 for _, features, right in examples)


def main():
    source, target = sys.argv[1:3]
    families = [[] for _ in FAMILIES]
    for line in open(source, encoding="utf-8"):
        example = json.loads(line)
        if not example["candidates"]:
            continue
        features = np.array([c["features"] for c in example["candidates"]])
        right = np.array([float(c["right"]) for c in example["candidates"]])
        # With a named person among the right ones, the bare description is only second best.
        if any(c["right"] and not c["own"] for c in example["candidates"]):
            right = np.array([float(c["right"] and not c["own"]) for c in example["candidates"]])
        families[example["family"]].append((example["id"], features, right))
    weights = []
    for family, examples in zip(FAMILIES, families):
        learnable = [e for e in examples if e[2].any()]
        articles = sorted({e[0] for e in examples})
        hits = 0
        for fold in range(10):
            held = set(articles[fold::10])
            model = fit([e for e in learnable if e[0] not in held])
            hits += correct(model, [e for e in examples if e[0] in held])
        weights.append(fit(learnable))
        print(f"{family:12s} {len(examples):4d} statements, answer among the candidates {100 * len(learnable) / len(examples):.1f}, cross-validated accuracy {100 * hits / len(examples):.1f}, on itself {100 * correct(weights[-1], examples) / len(examples):.1f}")
    with open(target, "w", encoding="utf-8") as out:
        out.write("# feature\t" + "\t".join(FAMILIES) + "\n")
        for k, name in enumerate(NAMES):
            out.write(name + "\t" + "\t".join(f"{w[k]:.3f}" for w in weights) + "\n")


if __name__ == "__main__":
    main()
