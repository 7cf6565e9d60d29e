"""The stance model that ships: named features and a small network over the words, trained together.

    python training/stance_student.py train EPOCHS     # fit on everything but the held articles, write models/stance.bin
    python training/stance_student.py further EPOCHS   # go on from models/stance.bin, with its features and words, and write it
    python training/stance_student.py figures          # what the engine says of the held articles, the seeds, PolNeAR

Learns from the marked statements and, where nobody has marked one, from the teacher's soft labels
(WORK/stance_soft.jsonl, see stance_teacher.py). Word vectors are those of the attribution model.
"""

import collections
import copy
import functools
import json
import os
import random
import struct
import subprocess
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import corpus
import stance
from stance_export import MOST, N_COLUMNS, export, restore
from stance_teacher import unmarked_documents
from stance_window import CONTENT, CUE, batches, padded, token_dumps, window

SETS = ("train", "diplomacy", "articles", "newswire", "stance_extra", "stance_variants")
UNSEEN = ("held", "fresh", "seed", "polnear")
N_FEATURES = 7000
# Of the unmarked statements that the teacher is sure are plain ones (probability above SURE) so many are read.
SURE, SHARE_OF_SURE = 0.9, 0.4
N_SCORES = 17
CHANNELS = 64
HEADS = 4
HIDDEN = 64
VECTOR = 50
FLAGS = 22
BATCH = 48
RATES = (2e-3, 8e-3)
FURTHER_RATES = (1.5e-3, 6e-3)
# Share of the running average of the weights, which is what ships, that a step keeps.
KEPT = 0.998
# Share of the words and of the named features that a step does not see.
UNSEEN_SHARES = (0.03, 0.15)
# Factor on the label scores, as held-back articles of the training set find it.
TEMPERATURE = 1.0
SEEDS = {"train": 2, "further": 4}
ATTRIBUTION = "models/attribution.bin"
STANCE = "models/stance.bin"
ENGINE = os.environ.get("ENGINE", "target/release/demarche")


def word_vectors():
    """Rows by normal form, and the fixed vectors of the attribution model's words; row 0 is for unknown words."""
    data = open(ATTRIBUTION, "rb").read()
    (length,) = struct.unpack("<I", data[6:10])
    start = -(-(10 + length) // 16) * 16
    by_name = {tensor["name"]: tensor for tensor in json.loads(data[10 : 10 + length])["tensors"]}

    def raw(name):
        first = start + by_name[name]["offset"]
        return data[first : first + by_name[name]["bytes"]]

    words = raw("words").decode().split("\n")
    steps = np.frombuffer(raw("word"), np.int8).reshape(by_name["word"]["shape"]).astype(np.float32)
    table = steps * np.frombuffer(raw(by_name["word"]["scale"]), "<f4")
    return {word: row + 1 for row, word in enumerate(words)}, table[:, -VECTOR:].copy()


def learned_vectors():
    """Words, and what the teacher sees in each of them on average (stance_teacher.py)."""
    file = np.load(corpus.WORK / "stance_words.npz")
    return file["words"].tolist(), file["vectors"]


class Student(nn.Module):
    """nlp::stance::network, and the sum over named features."""

    def __init__(self, vectors, learned, dropout=0.15):
        super().__init__()
        self.register_buffer("vectors", torch.from_numpy(vectors))
        unknown = np.zeros((1, learned.shape[1]), np.float32)
        self.learned = nn.Embedding.from_pretrained(torch.from_numpy(np.concatenate([unknown, learned])), freeze=False)
        self.input = nn.Linear(VECTOR + FLAGS + 3 + learned.shape[1], CHANNELS)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(CHANNELS, CHANNELS, 3, padding=reach, dilation=reach) for reach in (1, 2, 4))
        self.attention = nn.Linear(CHANNELS, HEADS)
        self.hidden = nn.Linear(CHANNELS * (HEADS + 2), HIDDEN)
        self.output = nn.Linear(HIDDEN, N_SCORES)
        self.dropout = nn.Dropout(dropout)
        self.named = nn.EmbeddingBag(N_FEATURES + 1, N_COLUMNS, mode="sum", padding_idx=N_FEATURES)
        nn.init.zeros_(self.named.weight)

    def forward(self, words, learned, flags, roles, mask, features):
        bits = lambda values, n: ((values.unsqueeze(-1) >> torch.arange(n)) & 1).float()
        here = mask.unsqueeze(-1)
        learned = self.dropout(self.learned(learned)).clamp(-MOST, MOST)
        x = torch.cat([self.dropout(self.vectors[words]), bits(flags, FLAGS), bits(roles, 3), learned], -1)
        x = functional.hardtanh(self.input(x), 0, MOST) * here
        for convolution in self.convolutions:
            added = functional.relu(convolution(self.dropout(x).transpose(1, 2)).transpose(1, 2))
            x = functional.hardtanh(x + added, 0, MOST) * here
        shares = self.attention(x).masked_fill(here == 0, -1e4).softmax(1)
        pooled = [torch.einsum("btk,bth->bkh", shares, x).flatten(1)]
        for role in (CONTENT, CUE):
            chosen = ((roles & role) > 0).to(x.dtype).unsqueeze(-1)
            pooled.append((x * chosen).sum(1) / chosen.sum(1).clamp(min=1))
        hidden = functional.hardtanh(self.hidden(self.dropout(torch.cat(pooled, 1))), 0, MOST)
        read = self.output(self.dropout(hidden))
        known = (features != N_FEATURES).sum(1, keepdim=True).clamp(min=1)
        named = self.named(features) / known.sqrt()
        return torch.cat([read + named[:, :N_SCORES], named[:, N_SCORES:]], 1)


def answers(documents):
    """What the engine says of each document's statements, in order."""
    asked = "".join(json.dumps(document) + "\n" for document in documents)
    told = subprocess.run([stance.BINARY], input=asked, capture_output=True, text=True, check=True).stdout
    return map(json.loads, told.splitlines())


def example(document, statement, answer, dumps, **more):
    dump = dumps.get(document["id"])
    read, roles = window(dump["tokens"], statement) if dump else ([], [])
    if not read:
        return None
    norms = [dump["norm"][at] for at in read]
    flags = [dump["flags"][at] & (1 << FLAGS) - 1 for at in read]
    return dict(doc=document["id"], norms=norms, flags=flags, roles=roles, names=answer["features"], **more)


def examples():
    """Marked and unmarked statements as the student reads them."""
    dumps = token_dumps(SETS)
    pairs = list(stance.documents())
    for (source, document), answer in zip(pairs, answers(document for _, document in pairs)):
        for statement, told in zip(document["statements"], answer):
            if stance.is_usable(statement):
                yield example(document, statement, told, dumps, **stance.marks(source, document, statement))
    soft = {(line["doc"], line["place"]): line["scores"] for line in corpus.read_lines(corpus.WORK / "stance_soft.jsonl")}
    free = list(unmarked_documents())
    for document, answer in zip(free, answers(free)):
        for place, (statement, told) in enumerate(zip(document["statements"], answer)):
            if (document["id"], place) in soft:
                scores = np.array(soft[document["id"], place], np.float32)
                yield example(document, statement, told, dumps, source="unmarked", scores=scores)


def is_chosen(example, chance):
    """All unmarked statements but most of the plain ones."""
    plain = stance.softmax(example["scores"][None, :11])[0, stance.LABELS.index("STATE")]
    return plain <= SURE or chance.random() < SHARE_OF_SURE


def vocabulary(train):
    """Keys of the names worth a row: twice among the marked statements or six times among the others, the commonest first."""
    marked = collections.Counter(name for e in train if e["source"] != "unmarked" for name in e["names"])
    counts = collections.Counter(name for e in train for name in e["names"])
    for name, count in marked.items():
        counts[name] += 2 * count
    names = [name for name, count in counts.most_common() if marked[name] >= 2 or count >= 6]
    return sorted({corpus.fnv1a(name) for name in names[:N_FEATURES]})


def place(found, names, words):
    """Gives each example the rows of its words and of its named features, which are known by their keys."""
    fixed = word_vectors()[0]
    names, words = ({key: row for row, key in enumerate(keys)} for keys in (names, words))
    key = functools.cache(corpus.fnv1a)
    for e in found:
        e["words"] = [fixed.get(word, 0) for word in e["norms"]]
        e["learned"] = [words.get(key(word), -1) + 1 for word in e["norms"]]
        e["rows"] = [names[key(name)] for name in e["names"] if key(name) in names]


def target(example):
    """Shares of labels, polarities and intensities, and the example's weight."""
    share = np.zeros(N_SCORES, np.float32)
    if example["source"] == "unmarked":
        for part in (slice(0, 11), slice(11, 14), slice(14, 17)):
            share[part] = stance.softmax(example["scores"][None, part])[0]
        return share, 1.0
    share[:11] = stance.soft_label(example)
    share[11 + stance.POLARITIES.index(example["polarity"])] = 1
    if example["intensity"]:
        share[13 + example["intensity"]] = 1
    return share, 1.5 if example["is_core"] else 0.9


def tensors(group):
    rows = [padded([e[key] for e in group]) for key in ("words", "learned", "flags", "roles")]
    mask = padded([[1] * len(e["words"]) for e in group], dtype=np.float32)
    return [torch.from_numpy(x) for x in (*rows, mask, padded([e["rows"] for e in group], N_FEATURES))]


def losses(scores, group):
    shares = torch.from_numpy(np.stack([e["share"] for e in group]))
    weights = torch.tensor([e["weight"] for e in group])
    entropy = lambda first, end: -(shares[:, first:end] * scores[:, first:end].log_softmax(1)).sum(1)
    loss = ((entropy(0, 11) + 0.5 * entropy(11, 14) + 0.25 * entropy(14, 17)) * weights).mean()
    own = [place for place, e in enumerate(group) if e["source"] in ("diplomacy", "articles")]
    if own:
        flags = torch.tensor([[float(bool(group[at]["negated"])), float(bool(group[at]["veiled"]))] for at in own])
        loss = loss + 0.2 * functional.binary_cross_entropy_with_logits(scores[own, N_SCORES:], flags)
    return loss


def fit(train, student, epochs, rates, seed=0, after=lambda epoch, student: None):
    """The running average of a student's weights; `after` is called with it when an epoch is over."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    for e in train:
        e["share"], e["weight"] = target(e)
    average = copy.deepcopy(student).eval()
    named = [student.named.weight]
    rest = [p for name, p in student.named_parameters() if not name.startswith("named")]
    optimizer = torch.optim.AdamW([dict(params=rest, weight_decay=0.01), dict(params=named, weight_decay=0.02)], lr=rates[0])
    # Marked statements are seen twice an epoch.
    seen = train + [e for e in train if e["source"] != "unmarked"]
    steps, step = epochs * (len(seen) // BATCH + 1), 0
    for epoch in range(epochs):
        student.train()
        total = 0.0
        for group in batches(seen, BATCH, chance):
            for parameters, rate in zip(optimizer.param_groups, rates):
                parameters["lr"] = rate * min(1, step / 150) * max(0.02, 1 - step / steps)
            loss = losses(student(*hidden_in_part(tensors(group))), group)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(rest, 1)
            optimizer.step()
            step, total = step + 1, total + loss.item() * len(group)
            kept = min(KEPT, (1 + step) / (10 + step))
            with torch.no_grad():
                for mean, weight in zip(average.parameters(), student.parameters()):
                    mean.lerp_(weight, 1 - kept)
        print(f"epoch {epoch + 1}: loss {total / len(seen):.3f}", flush=True)
        after(epoch, average)
    return average


def hidden_in_part(inputs):
    """The inputs without some of the words and of the named features."""
    words, learned, flags, roles, mask, named = inputs
    is_hidden = torch.rand(words.shape) < UNSEEN_SHARES[0]
    named[torch.rand(named.shape) < UNSEEN_SHARES[1]] = N_FEATURES
    return words.masked_fill(is_hidden, 0), learned.masked_fill(is_hidden, 0), flags, roles, mask, named


@torch.no_grad()
def scores_of(student, examples):
    """Scores by example, in the examples' order."""
    scores = np.zeros((len(examples), N_COLUMNS), np.float32)
    places = {id(e): place for place, e in enumerate(examples)}
    for group in batches(examples, 64):
        scores[[places[id(e)] for e in group]] = student(*tensors(group)).numpy()
    return scores


def figures():
    """Figures of the shipped weights as the engine computes them."""
    pairs = [(source, document) for source, document in stance.documents() if source in UNSEEN]
    tests, scores = [], []
    for (source, document), answer in zip(pairs, answers(document for _, document in pairs)):
        for statement, told in zip(document["statements"], answer):
            if stance.is_usable(statement):
                tests.append(stance.marks(source, document, statement))
                scores.append(told["scores"])
    scores = np.array(scores)
    stance.report("engine", tests, scores)
    for source in UNSEEN:
        chosen = [place for place, e in enumerate(tests) if e["source"] == source]
        some = [tests[place] for place in chosen]
        print(f"{source}: calibration error {stance.calibration(some, scores[chosen], 1):.3f}, "
              f"best factor {stance.temperature(some, scores[chosen]):.2f}")


def main():
    if sys.argv[1] == "figures":
        return figures()
    torch.set_num_threads(1)
    found = [e for e in examples() if e]
    train = [e for e in found if e["source"] not in UNSEEN and e["source"] != "unmarked"]
    chance = random.Random(9)
    train += [e for e in found if e["source"] == "unmarked" and is_chosen(e, chance)]
    vectors = word_vectors()[1]
    seed, start = SEEDS[sys.argv[1]], None
    torch.manual_seed(seed)
    if sys.argv[1] == "further":
        student, names, words = restore(STANCE, lambda learned: Student(vectors, learned))
        start, rates = copy.deepcopy(student), FURTHER_RATES
    else:
        words, learned = learned_vectors()
        student, rates = Student(vectors, learned), RATES
        names, words = vocabulary(train), [corpus.fnv1a(word) for word in words]
    place(train, names, words)
    student = fit(train, student, int(sys.argv[2]), rates, seed)
    export(STANCE, midway(start, student) if start else student, names, words, TEMPERATURE)


@torch.no_grad()
def midway(start, student):
    """Half the way from the weights before: what both knew stays (Wortsman et al. 2022, Robust fine-tuning)."""
    for weight, before in zip(student.parameters(), start.parameters()):
        weight.lerp_(before, 0.5)
    return student


if __name__ == "__main__":
    main()
