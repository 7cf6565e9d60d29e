#!/usr/bin/env python3
"""Learns the weights of the target model (data/people/targets.tsv).

    cargo build --example predict
    target/debug/examples/predict targets GOLD.jsonl > examples.jsonl
    training/targets.py examples.jsonl data/people/targets.tsv

A log-linear model over the candidates of each statement, as in `training/people.py`; the features are the engine's
own (`src/nlp/target/making.rs`). Prints accuracy by ten-fold cross-validation over articles. Needs numpy and scipy.
"""
import json
import sys

import numpy as np
from scipy.optimize import minimize

PENALTY = 1.0
# Features seen less often are left to the general ones.
LEAST = 5


def fit(examples, n_features):
    def loss(w):
        total, slope = PENALTY * w @ w / 2, PENALTY * w
        for X, right in examples:
            scores = np.array([w[x].sum() for x in X])
            p = np.exp(scores - scores.max())
            good = p * right
            gradient = p / p.sum() - good / good.sum()
            total -= np.log(good.sum() / p.sum() + 1e-12)
            for x, g in zip(X, gradient):
                slope[x] += g
        return total, slope

    return minimize(loss, np.zeros(n_features), jac=True, method="L-BFGS-B", options={"maxiter": 80}).x


def main():
    source, target = sys.argv[1:3]
    lines = [json.loads(line) for line in open(source, encoding="utf-8")]
    count = {}
    for line in lines:
        for candidate in line["candidates"]:
            for name in candidate["features"]:
                count[name] = count.get(name, 0) + 1
    names = sorted(name for name in count if count[name] >= LEAST)
    place = {name: k for k, name in enumerate(names)}
    examples = []
    for line in lines:
        if line["candidates"]:
            X = [np.array([place[f] for f in c["features"] if f in place], int) for c in line["candidates"]]
            examples.append((line["id"], X, np.array([float(c["right"]) for c in line["candidates"]])))
    articles = sorted({e[0] for e in examples})
    hits = 0
    for fold in range(5):
        held = set(articles[fold::5])
        w = fit([e[1:] for e in examples if e[0] not in held and e[2].any()], len(names))
        hits += sum(e[2][np.argmax([w[x].sum() for x in e[1]])] > 0 for e in examples if e[0] in held)
    print(f"{len(lines)} statements, answer among the candidates {100 * sum(e[2].any() for e in examples) / len(lines):.1f}, cross-validated accuracy {100 * hits / len(lines):.1f}")
    with open(target, "w", encoding="utf-8") as out:
        out.write("# feature\tweight\n")
        for name, weight in zip(names, fit([e[1:] for e in examples if e[2].any()], len(names))):
            if abs(weight) >= 0.02:
                out.write(f"{name}\t{weight:.2f}\n")


if __name__ == "__main__":
    main()
