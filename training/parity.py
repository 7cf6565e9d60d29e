"""How far the engine's spans are from PyTorch's with the same rounded weights: parity.py NAME.

PyTorch runs in floating point on the rounded weights; the engine in integers. Span F of PolNeAR dev by the scorer.
"""

import json
import sys

import torch

import corpus
from corpus import WORK
from export import quantised
from lexicon import Encoded
from network import restore
from train import span_scores

sys.path.insert(0, str(corpus.SHARED / "eval"))
from score import Counter, prf, score_document  # noqa: E402


def engine_scores():
    """The same loose figures (fragments without links) from the fragments in the engine's pair dump."""
    golds = {gold["id"]: gold for gold in corpus.read_lines(WORK / "dev.jsonl")}
    counts = Counter()
    with open(WORK / "dev.pairs.jsonl", encoding="utf-8") as file:
        next(file)
        for document in map(json.loads, file):
            statements = [{"content": [span]} for span in document["contents"]]
            if statements:
                statements[0].update(cue=document["cues"], speaker=document["sources"])
            counts += score_document(golds[document["id"]], statements, None)
    return [100 * prf(counts[f"span_{r}_hit"], counts[f"span_{r}_pred"], counts[f"span_{r}_gold"])["f"] for r in corpus.ROLES]


def main():
    torch.set_num_threads(1)
    model, lexicon, saved = restore(sys.argv[1])
    quantised(model, lexicon.words)
    mine = span_scores(model, [Encoded(document, lexicon, saved["config"]) for document in corpus.load("dev")])
    for name, scores in (("PyTorch", mine), ("engine", engine_scores())):
        print(f"{name:8s} content {scores[0]:.2f} cue {scores[1]:.2f} speaker {scores[2]:.2f}")
    assert max(abs(a - b) for a, b in zip(mine, engine_scores())) <= 0.1


if __name__ == "__main__":
    main()
