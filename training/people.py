#!/usr/bin/env python3
"""Learns the weights of the speaker model (data/people/weights.tsv).

    target/debug/examples/predict speakers GOLD.jsonl > examples.jsonl
    training/people.py examples.jsonl data/people/weights.tsv data/people/pairs.tsv

A log-linear model over the candidates of each statement, one weight vector for each family of mentions, over what
holds of a candidate and over every two things that often hold together (data/people/pairs.tsv); where
several candidates are right (a description and the person behind it) their probabilities count together.
The features are the engine's own (`src/nlp/coref/features.rs`), so there is one implementation of them. Prints accuracy
by ten-fold cross-validation over articles. Needs numpy and scipy.

All of it: `training/people.sh`.
"""
import json
import sys

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

FAMILIES = ["he, she", "it, they, I", "description", "no mention"]
# For each family: pronouns have too few examples for pairs, and lose by them.
PENALTY = [0.5, 0.5, 8.0, 0.5]
PAIRED = [False, False, True, False]
# Two things are weighed together when they do hold together of so many candidates.
OFTEN = 60
# Weights below this are left out of the table of pairs.
LEAST = 0.08
PRIORS = {"same state": 1.5, "other state": -3.0}
NAMES = open("src/nlp/coref/list.rs", encoding="utf-8").read().split("FEATURES: [&str;")[1].split("];")[0].split("= [")[1].split('"')[1::2]


def with_pairs(examples, is_paired):
    """The examples with a column for each pair that is frequent in them; and these pairs."""
    first, second = np.triu_indices(len(NAMES), 1)
    count = sum(((X[:, first] * X[:, second]) != 0).sum(0) for _, X, _ in examples) if examples else np.zeros(len(first))
    is_often = (count >= OFTEN) & is_paired
    first, second = first[is_often], second[is_often]
    widened = [(id_, csr_matrix(np.hstack([X, X[:, first] * X[:, second]])), right) for id_, X, right in examples]
    return widened, list(zip(first, second))


def fit(examples, n_features, penalty):
    if not examples:
        return np.zeros(n_features)
    X = vstack([features for _, features, _ in examples], format="csr")
    right = np.concatenate([right for _, _, right in examples])
    sizes = np.array([len(right) for _, _, right in examples])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def loss(weights):
        scores = X @ weights
        p = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        good = p * right
        all_, of_right = np.add.reduceat(p, starts), np.add.reduceat(good, starts) + 1e-12
        total = np.log(all_ / of_right).sum() + penalty * weights @ weights / 2
        return total, X.T @ (p / np.repeat(all_, sizes) - good / np.repeat(of_right, sizes)) + penalty * weights

    weights = minimize(loss, np.zeros(X.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    # Invented countries are in no list, so the articles cannot teach what a known state tells.
    for name, weight in PRIORS.items():
        weights[NAMES.index(name)] = weight if weights.any() else 0
    return weights


def correct(weights, examples):
    return sum(right[np.argmax(features @ weights)] > 0 for _, features, right in examples)


def main():
    source, target, pair_target = sys.argv[1:4]
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
    weights, pairs = [], []
    for family, examples, is_paired, penalty in zip(FAMILIES, families, PAIRED, PENALTY):
        examples, places = with_pairs(examples, is_paired)
        n_features = len(NAMES) + len(places)
        learnable = [e for e in examples if e[2].any()]
        articles = sorted({e[0] for e in examples})
        hits = 0
        for fold in range(10):
            held = set(articles[fold::10])
            model = fit([e for e in learnable if e[0] not in held], n_features, penalty)
            hits += correct(model, [e for e in examples if e[0] in held])
        weights.append(fit(learnable, n_features, penalty))
        pairs.append(dict(zip(places, weights[-1][len(NAMES) :])))
        print(f"{family:12s} {len(examples):4d} statements, answer among the candidates {100 * len(learnable) / len(examples):.1f}, cross-validated accuracy {100 * hits / len(examples):.1f}, on itself {100 * correct(weights[-1], examples) / len(examples):.1f}")
    with open(target, "w", encoding="utf-8") as out:
        out.write("# feature\t" + "\t".join(FAMILIES) + "\n")
        for k, name in enumerate(NAMES):
            out.write(name + "\t" + "\t".join(f"{w[k]:.2f}" for w in weights) + "\n")
    with open(pair_target, "w", encoding="utf-8") as out:
        out.write("# feature\tfeature\t" + "\t".join(FAMILIES) + "\n")
        for one, other in sorted({place for of_family in pairs for place in of_family}):
            cells = [of_family.get((one, other), 0.0) for of_family in pairs]
            if max(map(abs, cells)) >= LEAST:
                out.write("\t".join([NAMES[one], NAMES[other], *(f"{cell:.1f}" for cell in cells)]) + "\n")


if __name__ == "__main__":
    main()
