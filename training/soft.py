"""Writes what a teacher believes, as marginals of tags and of pairs of tags: soft.py TEACHER CONTEXT SET…."""

import sys
import time

import numpy as np
import torch

import corpus
from corpus import WORK
from lexicon import Encoded
from network import restore
from train import Vectors, collate

SIDE_BY_SIDE = 32


def marginals(emitted, lengths, step, start, end):
    """Pair probabilities [B, T, n, n] (row 0 unused) and tag probabilities [B, T, n], by scaled sums."""
    shape = emitted.shape
    local = np.exp(emitted - emitted.max(2, keepdims=True))
    step, start, end = np.exp(step), np.exp(start), np.exp(end)
    ahead, back = np.zeros(shape), np.zeros(shape)
    ahead[:, 0] = start * local[:, 0]
    for t in range(1, shape[1]):
        ahead[:, t] = (ahead[:, t - 1] @ step) * local[:, t]
        ahead[:, t] /= ahead[:, t].sum(1, keepdims=True)
    for t in range(shape[1] - 1, -1, -1):
        if t + 1 < shape[1]:
            back[:, t] = (local[:, t + 1] * back[:, t + 1]) @ step.T
        back[lengths == t + 1, t] = end
        back[:, t] /= back[:, t].sum(1, keepdims=True) + 1e-30
    tags = ahead * back
    pairs = np.zeros((*shape, shape[2]))
    pairs[:, 1:] = ahead[:, :-1, :, None] * step * (local[:, 1:] * back[:, 1:])[:, :, None, :]
    return pairs / (pairs.sum((2, 3), keepdims=True) + 1e-30), tags / (tags.sum(2, keepdims=True) + 1e-30)


@torch.no_grad()
def main():
    name, context_name, *sets = sys.argv[1:]
    torch.set_num_threads(1)
    model, lexicon, saved = restore(name)
    vectors = Vectors(context_name)
    step, start, end = (x.double().numpy() for x in model.chain.weights())
    folder = WORK / "soft" / name
    folder.mkdir(parents=True, exist_ok=True)
    path = lambda document: folder / f"{corpus.fnv1a(document.id):08x}.npz"
    began = time.time()
    for set_ in sets:
        documents = sorted((x for x in corpus.load(set_) if x.tokens and not path(x).exists()), key=lambda x: len(x.tokens))
        for at in range(0, len(documents), SIDE_BY_SIDE):
            group = documents[at : at + SIDE_BY_SIDE]
            encoded = [Encoded(document, lexicon, saved["config"], None, vectors.of(document)) for document in group]
            words, affixes, flags, lengths, context = collate([(x, 0, len(x)) for x in encoded])
            emitted = model(words, affixes, flags, lengths, context).double().numpy()
            pairs, tags = marginals(emitted, lengths.numpy(), step, start, end)
            for row, document in enumerate(group):
                n = len(document.tokens)
                np.savez(path(document), pairs=pairs[row, :n].astype(np.float16), tags=tags[row, :n].astype(np.float16))
        print(set_, f"{time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
