"""Writes what teachers believe, as marginals of tags and of pairs of tags: soft.py OUT SET… --of TEACHER[:CONTEXT]….

Emissions and steps of several teachers are averaged before the marginals are taken.
"""

import sys
import time

import numpy as np
import torch

import corpus
from corpus import TAGS, WORK
from network import restore
from train import Encoded, Vectors, emissions


def marginals(emitted, step, start, end):
    """Pair probabilities [T, n, n] (row 0 unused) and tag probabilities [T, n] of one sequence, by scaled sums."""
    n_tokens, n = emitted.shape
    local = np.exp(emitted - emitted.max(1, keepdims=True))
    step, start, end = np.exp(step), np.exp(start), np.exp(end)
    ahead, back = np.zeros((n_tokens, n)), np.zeros((n_tokens, n))
    row = start * local[0]
    ahead[0] = row / row.sum()
    for t in range(1, n_tokens):
        row = (ahead[t - 1] @ step) * local[t]
        ahead[t] = row / row.sum()
    back[-1] = end / end.sum()
    for t in range(n_tokens - 2, -1, -1):
        row = step @ (local[t + 1] * back[t + 1])
        back[t] = row / row.sum()
    tags = ahead * back
    tags /= tags.sum(1, keepdims=True)
    pairs = np.zeros((n_tokens, n, n))
    joint = ahead[:-1, :, None] * step[None] * (local[1:] * back[1:])[:, None, :]
    pairs[1:] = joint / joint.sum((1, 2), keepdims=True)
    return pairs, tags


def main():
    split = sys.argv.index("--of")
    out, sets, names = sys.argv[1], sys.argv[2:split], sys.argv[split + 1 :]
    torch.set_num_threads(1)
    sys.path.insert(0, str(corpus.SHARED / "eval"))
    teachers = []
    for name in names:
        name, _, context = name.partition(":")
        teachers.append((*restore(name), Vectors(context)))
    chains = [[x.detach().double().numpy() for x in model.chain.weights()] for model, *_ in teachers]
    step, start, end = (np.mean([chain[at] for chain in chains], 0) for at in range(3))
    folder = WORK / "soft" / out
    folder.mkdir(parents=True, exist_ok=True)
    began = time.time()
    for set_ in sets:
        for document in corpus.load(set_):
            if not document.tokens:
                continue
            emitted = np.mean([emissions(model, Encoded(document, lexicon, saved["config"], None, vectors.of(document))).double().numpy()
                               for model, lexicon, saved, vectors in teachers], 0)
            pairs, tags = marginals(emitted, step, start, end)
            np.savez(folder / f"{corpus.fnv1a(document.id):08x}.npz", pairs=pairs.astype(np.float16), tags=tags.astype(np.float16))
        print(set_, f"{time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
