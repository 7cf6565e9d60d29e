#!/usr/bin/env python3
"""Learns the weights of the target model (data/people/targets.tsv).

    target/debug/examples/predict targets GOLD.jsonl > examples.jsonl
    training/targets.py examples.jsonl data/people/targets.tsv

A log-linear model over the candidates of each statement, as in `training/people.py`; the features are the engine's
own (`src/nlp/target/making.rs`). Prints accuracy by ten-fold cross-validation over articles. Needs numpy and scipy.

All of it: `training/people.sh`.
"""
import json
import sys

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

PENALTY = 3.0
# Features seen less often are left to the general ones.
LEAST = 5
# The engine has learned the labels of these very articles, so that it errs less here than elsewhere: every statement
# counts a second time, this much, under the label that the engine holds for the second likeliest.
SECOND = 0.3


def fit(examples, n_features):
    rows = [x for X, _, _ in examples for x in X]
    columns = np.concatenate(rows)
    X = csr_matrix((np.ones(len(columns)), columns, np.cumsum([0] + [len(x) for x in rows])), (len(rows), n_features))
    right = np.concatenate([right for _, right, _ in examples])
    sizes = np.array([len(right) for _, right, _ in examples])
    worth = np.array([worth for _, _, worth in examples])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def loss(w):
        scores = X @ w
        p = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        good = p * right
        all_, of_right = np.add.reduceat(p, starts), np.add.reduceat(good, starts) + 1e-12
        slope = X.T @ ((p / np.repeat(all_, sizes) - good / np.repeat(of_right, sizes)) * np.repeat(worth, sizes))
        return (worth * np.log(all_ / of_right)).sum() + PENALTY * w @ w / 2, slope + PENALTY * w

    return minimize(loss, np.zeros(n_features), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x


def under(label, line):
    """The features of each candidate as they would be under another label."""
    own = line["label"] + " "
    rename = lambda name: label + name[len(own) - 1 :] if name.startswith(own) else name
    return [[rename(name) for name in candidate["features"]] for candidate in line["candidates"]]


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
        right = np.array([float(c["right"]) for c in line["candidates"]])
        for label, worth in ((line["label"], 1.0), (line["second"], SECOND)):
            if line["candidates"] and label:
                X = [np.array([place[f] for f in names_ if f in place], int) for names_ in under(label, line)]
                examples.append((line["id"], X, right, worth))
    articles = sorted({e[0] for e in examples})
    hits = 0
    for fold in range(5):
        held = set(articles[fold::5])
        w = fit([e[1:] for e in examples if e[0] not in held and e[2].any()], len(names))
        own = [e for e in examples if e[0] in held and e[3] == 1]
        hits += sum(e[2][np.argmax([w[x].sum() for x in e[1]])] > 0 for e in own)
    n_known = sum(any(c["right"] for c in line["candidates"]) for line in lines)
    print(f"{len(lines)} statements, answer among the candidates {100 * n_known / len(lines):.1f}, cross-validated accuracy {100 * hits / len(lines):.1f}")
    with open(target, "w", encoding="utf-8") as out:
        out.write("# feature\tweight\n")
        for name, weight in zip(names, fit([e[1:] for e in examples if e[2].any()], len(names))):
            if abs(weight) >= 0.08:
                out.write(f"{name}\t{weight:.1f}\n")


if __name__ == "__main__":
    main()
